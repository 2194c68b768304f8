//! What the stubs declare, in types that mirror those of `src/php/zend/registry.rs`: their `Debug` output is the Rust
//! source of the registry's tables.
#![allow(dead_code)] // Fields are read by `Debug` only, which the lint does not count.

use std::collections::BTreeSet;
use std::fmt::{Debug, Formatter, Result};

/// Everything in `php-stubs`.
#[derive(Default)]
pub struct Stubs {
    pub classes: Slice<ClassDef>,
    pub functions: Slice<FunctionDef>,
    pub constants: Slice<ConstantDef>,
    pub aliases: Slice<AliasDef>,
    /// Handlers of what is tagged `@unsupported`: they do not exist yet.
    pub unsupported: BTreeSet<Handler>,
}

#[derive(Debug)]
pub struct ClassDef {
    pub name: Text,
    pub parent: Option<Text>,
    pub interfaces: Slice<Text>,
    pub flags: Flags,
    pub constants: Slice<ConstantDef>,
    pub properties: Slice<PropertyDef>,
    pub methods: Slice<FunctionDef>,
}

#[derive(Debug)]
pub struct FunctionDef {
    pub name: Text,
    pub handler: Handler,
    pub flags: Flags,
    pub shortname: bool,
    pub required: usize,
    pub returns: TypeDef,
    pub args: Slice<ArgDef>,
}

#[derive(Debug)]
pub struct ArgDef {
    pub name: Text,
    pub ty: TypeDef,
    pub by_ref: bool,
    pub variadic: bool,
    pub default: Option<Text>,
}

#[derive(Debug)]
pub struct PropertyDef {
    pub name: Text,
    pub flags: Flags,
    pub ty: TypeDef,
    pub default: Literal,
}

#[derive(Debug)]
pub struct ConstantDef {
    pub name: Text,
    pub flags: Flags,
    pub value: Literal,
    pub shortname: bool,
}

#[derive(Debug)]
pub struct AliasDef {
    pub name: Text,
    pub class: Text,
    pub shortname: bool,
}

/// A union: masks of built-in types and names of classes, joined by `|`.
#[derive(Debug, Default)]
pub struct TypeDef {
    pub mask: Flags,
    pub classes: Option<Text>,
}

#[derive(Debug)]
pub enum Literal {
    Undefined,
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(Text),
    Array(Slice<(Literal, Literal)>),
}

/// Prints as a C string.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text(pub String);

/// Prints as a slice.
pub struct Slice<T>(pub Vec<T>);

/// Names of bits; prints as their union.
#[derive(Default)]
pub struct Flags(pub Vec<&'static str>);

/// The path of the Rust function behind a method; prints as the name of its raw handler.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Handler(pub String);

impl Handler {
    /// The handler of `name`: a function's own name, or `Class::method`. The module path mirrors the namespace:
    /// `Swoole\WebSocket\Server::isEstablished` is handled by `crate::php::websocket::server::is_established`.
    pub fn of(name: &str) -> Self {
        let Some((class, method)) = name.split_once("::") else {
            return Self(format!(
                "crate::php::functions::{}",
                snake_case(&name.replace('\\', "_"))
            ));
        };
        let module = class
            .trim_start_matches("Swoole\\")
            .split('\\')
            .map(snake_case);
        let module = module.collect::<Vec<_>>().join("::");
        Self(format!(
            "crate::php::{module}::{}",
            snake_case(method.trim_start_matches('_'))
        ))
    }

    /// What stands in for a handler that a later release brings.
    pub fn stand_in(&self) -> Self {
        Self("crate::php::zend::unsupported::call".to_owned())
    }
}

/// The name as Rust writes it; a keyword gets a trailing underscore. WebSocket is one word, and so is SSL.
fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    let name = name.replace("WebSocket", "Websocket").replace("SSL", "Ssl");
    for c in name.chars() {
        if c.is_ascii_uppercase() && !snake.is_empty() && !snake.ends_with('_') {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    if matches!(
        snake.as_str(),
        "final" | "loop" | "match" | "move" | "type" | "use" | "yield"
    ) {
        snake.push('_');
    }
    snake
}

impl Debug for Handler {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(&self.0.trim_start_matches("crate::php::").replace("::", "_"))
    }
}

impl Debug for Text {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "c{:?}", self.0)
    }
}

impl<T: Debug> Debug for Slice<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str("&")?;
        f.debug_list().entries(&self.0).finish()
    }
}

impl<T> Default for Slice<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl Debug for Flags {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(if self.0.is_empty() { "0" } else { "" })?;
        f.write_str(&self.0.join(" | "))
    }
}
