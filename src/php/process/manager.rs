//! `Swoole\Process\Manager`: a list of functions, each of which a pool runs in a process of its own. All that it knows lies in
//! properties, which subclasses may change.

use std::sync::OnceLock;

use super::pool::{self, Pool, Task};
use crate::php::classes;
use crate::php::coroutine::socket::slot;
use crate::php::zend::object::Slot;
use crate::php::zend::{Array, Call, Callback, Obj, PhpResult, Value, errors};

struct Slots {
    pool: Slot,
    ipc: Slot,
    key: Slot,
    functions: Slot,
}

fn slots() -> &'static Slots {
    static SLOTS: OnceLock<Slots> = OnceLock::new();
    SLOTS.get_or_init(|| {
        let class = classes::PROCESS_MANAGER.get();
        Slots {
            pool: slot(class, "pool"),
            ipc: slot(class, "ipcType"),
            key: slot(class, "msgQueueKey"),
            functions: slot(class, "startFuncMap"),
        }
    })
}

/// `Swoole\Process\Manager::__construct`
pub fn construct(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 2)?;
    let (ipc, key) = (call.long_or(0, 0)?, call.long_or(1, 0)?);
    let object = call.this();
    object.set_slot(slots().ipc, Value::long(ipc));
    object.set_slot(slots().key, Value::long(key));
    Ok(())
}

fn add_some(object: &Obj, count: i64, function: &Value, in_coroutine: bool) {
    object.with_array_slot(slots().functions, |functions| {
        for _ in 0..count {
            let mut entry = Array::new();
            entry.push(function.clone());
            entry.push(Value::bool(in_coroutine));
            functions.push(entry.into());
        }
    });
}

/// `Swoole\Process\Manager::add`
pub fn add(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 2)?;
    call.callback(0)?;
    let in_coroutine = call.bool_or(1, false)?;
    let object = call.this();
    if let Some(function) = call.arg(0) {
        add_some(&object, 1, function, in_coroutine);
    }
    call.ret(object)
}

/// `Swoole\Process\Manager::addBatch`
pub fn add_batch(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 3)?;
    let count = call.long(0)?;
    call.callback(1)?;
    let in_coroutine = call.bool_or(2, false)?;
    if count > pool::most_workers() as i64 {
        return Err(call.value_error(0, "is more than a pool may have"));
    }
    let object = call.this();
    if let Some(function) = call.arg(1) {
        add_some(&object, count, function, in_coroutine);
    }
    call.ret(object)
}

/// `Swoole\Process\Manager::start`
pub fn start(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let object = call.this();
    let mut tasks = Vec::new();
    if let Some(all) = object.slot(slots().functions).as_array() {
        for (_, entry) in all.iter() {
            let entry = entry.deref().as_array();
            let at = |index: usize| {
                let value = entry.as_ref()?.iter().nth(index)?.1.clone();
                Some(value)
            };
            match Callback::new(&at(0).unwrap_or(Value::NULL)) {
                Ok(callback) => tasks.push(Task {
                    callback,
                    in_coroutine: at(1).is_some_and(|value| value.truthy()),
                }),
                Err(reason) => {
                    return Err(errors::throw_type_error(&format!(
                        "what a process is to run cannot be called: {reason}"
                    )));
                }
            }
        }
    }
    // SAFETY: the class is registered and concrete.
    let made = unsafe { Obj::new(classes::PROCESS_POOL.get()) };
    let Some(native) = made.native::<Pool>() else {
        unreachable!("a pool has a native part");
    };
    let ipc = object.slot(slots().ipc).to_long();
    let key = object.slot(slots().key).to_long();
    native.make(&made, tasks.len() as i64, ipc, key, false)?;
    native.set_tasks(tasks);
    object.set_slot(slots().pool, made.clone());
    pool::run(&made)?;
    Ok(())
}

/// `Swoole\Process\Manager::setIPCType`
pub fn set_i_p_c_type(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let ipc = call.long(0)?;
    let object = call.this();
    object.set_slot(slots().ipc, Value::long(ipc));
    call.ret(object)
}

/// `Swoole\Process\Manager::getIPCType`
pub fn get_i_p_c_type(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let ipc = call.this().slot(slots().ipc).to_long();
    call.ret(Value::long(ipc))
}

/// `Swoole\Process\Manager::setMsgQueueKey`
pub fn set_msg_queue_key(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let key = call.long(0)?;
    let object = call.this();
    object.set_slot(slots().key, Value::long(key));
    call.ret(object)
}

/// `Swoole\Process\Manager::getMsgQueueKey`
pub fn get_msg_queue_key(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let key = call.this().slot(slots().key).to_long();
    call.ret(Value::long(key))
}
