//! Loops over a `Swoole\Table`. An object has one position, in each process.

use super::{Made, made};
use crate::engine::shared::table::{Cursor, KeyBytes, Layout, Row};
use crate::php::zend::{Call, PhpResult, Value};

/// Where a loop is.
pub struct Position {
    cursor: Cursor,
    key: Option<KeyBytes>,
    /// The row of the key, as it was when the loop came there.
    row: Row,
}

impl Position {
    /// Before the first row of a table.
    pub fn new(layout: &Layout) -> Self {
        Self {
            cursor: Cursor::default(),
            key: None,
            row: Row::new(layout),
        }
    }

    fn advance(&mut self, made: &Made) {
        self.key = made.table.next_row(&mut self.cursor, &mut self.row);
    }
}

/// `Swoole\Table::rewind`
pub fn rewind(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let made = made(call)?;
    let mut position = made.position.borrow_mut();
    position.cursor = Cursor::default();
    position.advance(&made);
    Ok(())
}

/// `Swoole\Table::next`
pub fn next(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let made = made(call)?;
    made.position.borrow_mut().advance(&made);
    Ok(())
}

/// `Swoole\Table::valid`
pub fn valid(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let is_valid = made(call)?.position.borrow().key.is_some();
    call.ret_bool(is_valid)
}

/// `Swoole\Table::current`
pub fn current(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let made = made(call)?;
    let position = made.position.borrow();
    let row = position.key.map(|_| made.values(&position.row));
    call.ret(row.map_or(Value::NULL, Value::from))
}

/// `Swoole\Table::key`
pub fn key(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let made = made(call)?;
    let key = made.position.borrow().key;
    call.ret(key.map_or(Value::NULL, |key| Value::bytes(key.as_bytes())))
}
