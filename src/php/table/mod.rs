//! `Swoole\Table`: planning a table, and making it. `rows` holds what is done with rows, `iterate` loops over them.

mod iterate;
mod rows;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::OnceLock;

pub use iterate::{current, key, next, rewind, valid};
pub use rows::{decr, del, exists, get, incr, set};

use super::coroutine::unconstructed;
use super::zend::array::integer_key;
use super::zend::object::{HandlersCell, Slot};
use super::zend::sys::{E_ERROR, zend_class_entry};
use super::zend::{Array, Call, NativeClass, PhpResult, Thrown, Value, ZStr, errors};
use super::{classes, last_error};
use crate::engine::log::{self, Level};
use crate::engine::shared::table::{Change, Column, Kind, Layout, Row, Table};
use iterate::Position;

/// The least number of rows, and the most.
const SIZES: (u32, u32) = (64, 1 << 31);
/// The least part of them that is added, and the most.
const PROPORTIONS: (f64, f64) = (0.2, 1.0);

/// The native part of a table.
#[derive(Default)]
pub struct TableObject(RefCell<State>);

#[derive(Default)]
enum State {
    /// Before the constructor, and after destroy().
    #[default]
    None,
    Planned(Plan),
    Made(Rc<Made>),
}

/// A table before create().
struct Plan {
    size: u32,
    proportion: f64,
    names: Vec<Name>,
    layout: Layout,
}

/// A table after create().
struct Made {
    size: u32,
    names: Vec<Name>,
    table: Table,
    position: RefCell<Position>,
    /// Memory for rows that are read and changes that are made, used again and again.
    row: Cell<Row>,
    changes: Cell<Vec<Change<ZStr>>>,
}

/// The name of a column.
struct Name {
    text: ZStr,
    /// PHP's arrays have an int as key then.
    is_number: bool,
}

impl Name {
    fn new(text: ZStr) -> Self {
        let is_number = integer_key(text.as_bytes()).is_some();
        Self { text, is_number }
    }

    fn find_in<'a>(&self, values: &'a Array) -> Option<&'a Value> {
        if self.is_number {
            values.get(self.text.as_bytes())
        } else {
            values.get_str(&self.text)
        }
    }

    fn set_in(&self, values: &mut Array, value: Value) {
        if self.is_number {
            values.set(self.text.as_bytes(), value);
        } else {
            values.set_str(&self.text, value);
        }
    }
}

// SAFETY: `module` attaches this type to the class that `class` returns.
unsafe impl NativeClass for TableObject {
    fn new() -> Self {
        Self::default()
    }

    fn class() -> *mut zend_class_entry {
        classes::TABLE.get()
    }

    fn handlers() -> &'static HandlersCell {
        static HANDLERS: HandlersCell = HandlersCell::new();
        &HANDLERS
    }
}

impl Made {
    /// The index of a column.
    fn column(&self, name: &[u8]) -> Option<usize> {
        let mut names = self.names.iter();
        names.position(|known| known.text.as_bytes() == name)
    }

    /// A row that was read, for PHP.
    fn values(&self, row: &Row) -> Array {
        let columns = self.table.layout().columns();
        let mut values = Array::with_capacity(columns.len());
        for (name, column) in self.names.iter().zip(columns) {
            name.set_in(&mut values, value(column, row));
        }
        values
    }
}

/// A value that was read, for PHP.
fn value(column: &Column, row: &Row) -> Value {
    match column.kind {
        Kind::Int => Value::long(row.int(column)),
        Kind::Float => Value::double(row.float(column)),
        Kind::Text(_) => Value::bytes(row.text(column)),
    }
}

/// The table of a method that needs one. Its lack is a fatal error of Swoole.
#[inline]
fn made(call: &Call<'_>) -> PhpResult<Rc<Made>> {
    let planned = match &*call.native::<TableObject>().0.borrow() {
        State::Made(made) => return Ok(Rc::clone(made)),
        State::Planned(_) => true,
        State::None => false,
    };
    Err(if planned {
        fatal("table is not created or has been destroyed")
    } else {
        unconstructed()
    })
}

/// A fatal error of the running method.
#[cold]
fn fatal(message: &str) -> Thrown {
    last_error::set(last_error::PHP_FATAL_ERROR);
    errors::raise(E_ERROR, message);
    Thrown
}

/// `Swoole\Table::__construct`
pub fn construct(call: &mut Call<'_>) -> PhpResult {
    let object = call.native::<TableObject>();
    if !matches!(*object.0.borrow(), State::None) {
        let class = call.this().class_name();
        return Err(errors::throw_error(&format!(
            "Constructor of {class} can only be called once"
        )));
    }
    call.expect_args(1, 2)?;
    let (size, proportion) = (call.long(0)?, call.double_or(1, PROPORTIONS.0)?);
    if size < 0 {
        return Err(call.value_error(0, "must be greater than or equal to 0"));
    }
    let (least, most) = SIZES;
    let size = u32::try_from(size).unwrap_or(most).clamp(least, most);
    // What is no number is taken for the least.
    let proportion = proportion.max(PROPORTIONS.0).min(PROPORTIONS.1);
    *object.0.borrow_mut() = State::Planned(Plan {
        size: size.next_power_of_two(),
        proportion,
        names: Vec::new(),
        layout: Layout::default(),
    });
    Ok(())
}

/// `Swoole\Table::column`
pub fn column(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 3)?;
    let (name, type_, size) = (call.str(0)?, call.long(1)?, call.long_or(2, 0)?);
    let added = match &mut *call.native::<TableObject>().0.borrow_mut() {
        State::Planned(plan) => Some(add_column(plan, name, type_, size)),
        State::Made(_) => Some(Err("unable to add column after table has been created")),
        State::None => None,
    };
    match added {
        Some(Ok(())) => call.ret_bool(true),
        Some(Err(reason)) => {
            last_error::fatal(reason);
            call.ret_bool(false)
        }
        None => Err(unconstructed()),
    }
}

fn add_column(plan: &mut Plan, name: ZStr, type_: i64, size: i64) -> Result<(), &'static str> {
    let kind = match type_ {
        1 => Kind::Int,
        2 => Kind::Float,
        3 if size < 1 => {
            return Err("the length of string type values has to be more than zero");
        }
        3 => {
            let capacity = u32::try_from(size)
                .ok()
                .and_then(|size| size.checked_next_multiple_of(8));
            Kind::Text(capacity.ok_or("the length of string type values is too large")?)
        }
        _ => return Err("unknown column type"),
    };
    let mut names = plan.names.iter();
    if names.any(|known| known.text.as_bytes() == name.as_bytes()) {
        return Err("there is a column of this name already");
    }
    if !plan.layout.add(kind) {
        return Err("the columns are too large together");
    }
    plan.names.push(Name::new(name));
    Ok(())
}

/// `Swoole\Table::create`
pub fn create(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let object = call.native::<TableObject>();
    let state = object.0.take();
    let plan = match state {
        State::Planned(plan) => plan,
        State::None => return Err(unconstructed()),
        State::Made(_) => {
            *object.0.borrow_mut() = state;
            return Err(fatal("the table has been created already"));
        }
    };
    // More than there are numbers for becomes the last of them, which the table refuses.
    let rows = (f64::from(plan.size) * (1.0 + plan.proportion)) as u32;
    let table = match Table::new(plan.size as usize, rows, plan.layout) {
        Ok(table) => table,
        Err(error) => {
            log::write(Level::Warning, format!("Swoole\\Table::create(): {error}"));
            return Err(fatal("unable to allocate memory"));
        }
    };
    let this = call.this();
    let [size, memory_size] = slots();
    this.set_slot(size, Value::long(plan.size.into()));
    this.set_slot(memory_size, bytes(&table));
    *object.0.borrow_mut() = State::Made(Rc::new(Made {
        size: plan.size,
        names: plan.names,
        row: Cell::new(Row::new(table.layout())),
        position: RefCell::new(Position::new(table.layout())),
        changes: Cell::default(),
        table,
    }));
    call.ret_bool(true)
}

/// `$size` and `$memorySize`.
fn slots() -> [Slot; 2] {
    static SLOTS: OnceLock<[Slot; 2]> = OnceLock::new();
    *SLOTS.get_or_init(|| {
        ["size", "memorySize"].map(|name| {
            // SAFETY: the class is registered.
            match unsafe { Slot::find(classes::TABLE.get(), name) } {
                Some(slot) => slot,
                None => unreachable!("the stubs declare the properties of Table"),
            }
        })
    })
}

fn bytes(table: &Table) -> Value {
    Value::long(i64::try_from(table.memory_size()).unwrap_or(i64::MAX))
}

/// `Swoole\Table::destroy`
pub fn destroy(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    made(call)?;
    let state = call.native::<TableObject>().0.take();
    drop(state);
    call.ret_bool(true)
}

/// `Swoole\Table::getSize`
pub fn get_size(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let size = match &*call.native::<TableObject>().0.borrow() {
        State::None => 0,
        State::Planned(plan) => plan.size,
        State::Made(made) => made.size,
    };
    call.ret(Value::long(size.into()))
}

/// `Swoole\Table::getMemorySize`
pub fn get_memory_size(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let size = match &*call.native::<TableObject>().0.borrow() {
        State::Made(made) => bytes(&made.table),
        State::None | State::Planned(_) => Value::long(0),
    };
    call.ret(size)
}

/// `Swoole\Table::count`
pub fn count(call: &mut Call<'_>) -> PhpResult {
    // Swoole takes PHP's COUNT_RECURSIVE, too.
    call.expect_args(0, 1)?;
    let recursive = call.long_or(0, 0)? != 0;
    let count = match &*call.native::<TableObject>().0.borrow() {
        State::Made(made) => {
            let each = if recursive { made.names.len() } else { 1 };
            i64::from(made.table.count()) * each as i64
        }
        State::None | State::Planned(_) => 0,
    };
    call.ret(Value::long(count))
}

/// `Swoole\Table::stats`
pub fn stats(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let made = match &*call.native::<TableObject>().0.borrow() {
        State::Made(made) => Rc::clone(made),
        State::None | State::Planned(_) => return call.ret_bool(false),
    };
    let table = &made.table;
    let (stats, count) = (table.stats(), table.count());
    let beyond = table.limit() - made.size;
    let number = |value: u64| Value::long(i64::try_from(value).unwrap_or(i64::MAX));
    let mut all = Array::new();
    all.set(b"num", number(count.into()));
    all.set(b"conflict_count", number(stats.conflicts));
    all.set(b"conflict_max_level", number(stats.deepest));
    all.set(b"insert_count", number(stats.inserts));
    all.set(b"update_count", number(stats.updates));
    all.set(b"delete_count", number(stats.deletes));
    let available = beyond.min(table.limit().saturating_sub(count));
    all.set(b"available_slice_num", number(available.into()));
    all.set(b"total_slice_num", number(beyond.into()));
    call.ret(all)
}
