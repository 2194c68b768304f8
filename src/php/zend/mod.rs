//! The only place with raw Zend calls: object layout, property slots, calls, errors, strings, arrays.
//!
//! The rest of `src/php` works with the types of this module and holds no Zend pointer arithmetic of its own.

pub mod args;
pub mod array;
pub mod autoload;
pub mod backtrace;
pub mod bailout;
pub mod call;
pub mod callback;
pub mod errors;
pub mod fiber;
pub mod function;
pub mod globals;
pub mod input;
pub mod interrupt;
pub mod json;
pub mod object;
pub mod registry;
pub mod replaced;
pub mod request;
pub mod serialize;
pub mod stream;
pub mod string;
pub mod sys;
pub mod table;
pub mod thread;
pub mod unsupported;
pub mod value;

pub use array::Array;
pub use call::{Call, PhpResult, Thrown};
pub use callback::Callback;
pub use object::{NativeClass, Obj};
pub use string::ZStr;
pub use value::Value;
