//! What is done with the rows of a `Swoole\Table`.
//!
//! Values are converted before the table is touched: that may run PHP code, which may use the table, or end the script.

use super::{Made, made, value};
use crate::engine::log::{self, Level};
use crate::engine::shared::table::{Change, Kind, MAX_KEY};
use crate::php::last_error;
use crate::php::zend::{Array, Call, PhpResult, Value, ZStr};

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// `Swoole\Table::set`
pub fn set(call: &mut Call<'_>) -> PhpResult {
    let made = made(call)?;
    call.expect_args(2, 2)?;
    let (key, values) = (call.str(0)?, call.array(1)?);
    if key.as_bytes().len() > MAX_KEY {
        last_error::fatal(&format!("key[{}] is too long", text(key.as_bytes())));
    }
    let mut changes = made.changes.take();
    changes.clear();
    let converted = convert(&made, &key, &values, &mut changes);
    let result = converted.map(|()| made.table.set(key.as_bytes(), &changes));
    changes.clear();
    made.changes.set(changes);
    if result?.is_ok() {
        return call.ret_bool(true);
    }
    last_error::warning(&format!(
        "failed to set('{}'), unable to allocate memory",
        text(key.as_bytes())
    ));
    call.ret_bool(false)
}

/// What becomes of each column.
fn convert(made: &Made, key: &ZStr, values: &Array, changes: &mut Vec<Change<ZStr>>) -> PhpResult {
    for (name, column) in made.names.iter().zip(made.table.layout().columns()) {
        let Some(value) = name.find_in(values) else {
            changes.push(Change::Keep);
            continue;
        };
        changes.push(match column.kind {
            Kind::Int => Change::Int(value.convert_to_long()?),
            Kind::Float => Change::Float(value.convert_to_double()?),
            Kind::Text(capacity) => {
                let value = match value.as_zstr() {
                    Some(value) => value,
                    None => value.convert_to_zstr()?,
                };
                if value.as_bytes().len() > capacity as usize {
                    tell_too_long(key.as_bytes(), name.text.as_bytes());
                }
                Change::Text(value)
            }
        });
    }
    Ok(())
}

#[cold]
fn tell_too_long(key: &[u8], field: &[u8]) {
    if log::enabled(Level::Warning) {
        let (key, field) = (text(key), text(field));
        let line =
            format!("Swoole\\Table::set(): [key={key},field={field}]string value is too long");
        log::write(Level::Warning, line);
    }
}

/// `Swoole\Table::get`
pub fn get(call: &mut Call<'_>) -> PhpResult {
    let made = made(call)?;
    call.expect_args(1, 2)?;
    let (key, field) = (call.str(0)?, call.opt_str(1)?);
    let mut row = made.row.take();
    let found = match field {
        None => made
            .table
            .get(key.as_bytes(), &mut row)
            .then(|| made.values(&row).into()),
        Some(field) => made.column(field.as_bytes()).and_then(|index| {
            let found = made.table.get_column(key.as_bytes(), index, &mut row);
            found.then(|| value(&made.table.layout().columns()[index], &row))
        }),
    };
    made.row.set(row);
    call.ret(found.unwrap_or(Value::bool(false)))
}

/// `Swoole\Table::exists`, also `Swoole\Table::exist`
pub fn exists(call: &mut Call<'_>) -> PhpResult {
    let made = made(call)?;
    call.expect_args(1, 1)?;
    let key = call.str(0)?;
    call.ret_bool(made.table.contains(key.as_bytes()))
}

/// `Swoole\Table::del`, also `Swoole\Table::delete`
pub fn del(call: &mut Call<'_>) -> PhpResult {
    let made = made(call)?;
    call.expect_args(1, 1)?;
    let key = call.str(0)?;
    call.ret_bool(made.table.delete(key.as_bytes()))
}

/// `Swoole\Table::incr`
pub fn incr(call: &mut Call<'_>) -> PhpResult {
    add(call, "incr", 1)
}

/// `Swoole\Table::decr`
pub fn decr(call: &mut Call<'_>) -> PhpResult {
    add(call, "decr", -1)
}

fn add(call: &mut Call<'_>, name: &str, sign: i64) -> PhpResult {
    let made = made(call)?;
    call.expect_args(2, 3)?;
    let (key, column) = (call.str(0)?, call.str(1)?);
    let Some(index) = made.column(column.as_bytes()) else {
        last_error::fatal(&format!(
            "column[{}] does not exist",
            text(column.as_bytes())
        ));
        return call.ret_bool(false);
    };
    let (key, by) = (key.as_bytes(), call.arg(2));
    let sum = match made.table.layout().columns()[index].kind {
        Kind::Int => {
            let by = by.map_or(Ok(1), Value::convert_to_long)?;
            let sum = made.table.add_int(key, index, by.wrapping_mul(sign));
            sum.map(Value::long)
        }
        Kind::Float => {
            let by = by.map_or(Ok(1.0), Value::convert_to_double)?;
            let sum = made.table.add_float(key, index, by * sign as f64);
            sum.map(Value::double)
        }
        Kind::Text(_) => {
            last_error::fatal(&format!("can't execute '{name}' on a string type column"));
            return call.ret_bool(false);
        }
    };
    match sum {
        Ok(sum) => call.ret(sum),
        Err(_) => {
            last_error::fatal("unable to allocate memory");
            call.ret_bool(false)
        }
    }
}
