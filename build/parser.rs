//! Reads one stub file: classes, functions, constants and `class_alias` lines, with their doc comments.
//!
//! It accepts only what a stub needs and says `file:line` for everything else. A class, method, function or public
//! property without a doc comment is an error: the stubs are the written API. The tags that mean something are the
//! fields of [`Doc`].

use crate::lexer::{self, Spanned, Token};
use crate::model::{
    AliasDef, ArgDef, ClassDef, ConstantDef, Flags, FunctionDef, Handler, Literal, PropertyDef,
    Slice, Stubs, Text, TypeDef,
};

type Result<T> = std::result::Result<T, String>;

const PRIVATE: &str = "ffi::ZEND_ACC_PRIVATE";

/// Adds what `source` declares to `stubs`; `file` is for error messages.
pub fn parse(file: &str, source: &str, stubs: &mut Stubs) -> Result<()> {
    let tokens =
        lexer::tokens(source).map_err(|(line, message)| format!("{file}:{line}: {message}"))?;
    let mut parser = Parser {
        file,
        source,
        tokens,
        next: 0,
        namespace: String::new(),
        unsupported: Vec::new(),
    };
    parser.symbol("<?php")?;
    loop {
        let doc = parser.doc();
        if *parser.peek() == Token::End {
            stubs.unsupported.extend(parser.unsupported);
            return Ok(());
        }
        parser.item(doc, stubs)?;
    }
}

/// A doc comment's tags that mean something to the build; its words are for readers.
#[derive(Default)]
struct Doc {
    present: bool,
    /// `@alias`: the function or `Class::method` whose handler serves here too.
    alias: Option<String>,
    /// `@unsupported`: declared, but a call throws; so does a call of its aliases.
    unsupported: bool,
    /// `@shortname`: a function or class alias that exists only with the ini setting swoole.use_shortname; a constant
    /// that tells whether it is on.
    shortname: bool,
    /// `@notSerializable`: serialize() throws.
    not_serializable: bool,
}

struct Parser<'a> {
    file: &'a str,
    source: &'a str,
    tokens: Vec<Spanned>,
    next: usize,
    namespace: String,
    unsupported: Vec<Handler>,
}

impl Parser<'_> {
    fn item(&mut self, doc: Doc, stubs: &mut Stubs) -> Result<()> {
        if self.keyword("namespace") {
            self.namespace = self.name()?;
            self.symbol(";")?;
        } else if self.keyword("class_alias") {
            stubs.aliases.0.push(self.class_alias(doc.shortname)?);
        } else if self.keyword("const") {
            let constant = self.constant(Flags::default(), doc.shortname)?;
            if matches!(constant.value, Literal::Null | Literal::Array(_)) {
                return self.error("a global constant must be a bool, number or string");
            }
            stubs.constants.0.push(constant);
        } else if self.keyword("function") {
            stubs
                .functions
                .0
                .push(self.function(doc, Flags::default(), None)?);
        } else {
            let class = self.class(doc)?;
            stubs.classes.0.push(class);
        }
        Ok(())
    }

    /// After `class_alias`.
    fn class_alias(&mut self, shortname: bool) -> Result<AliasDef> {
        self.symbol("(")?;
        let class = self.class_name()?;
        self.symbol("::")?;
        self.expect("`class`", |token| {
            (*token == Token::Name("class".into())).then_some(())
        })?;
        self.symbol(",")?;
        let name = self.expect("the alias in single quotes", |token| match token {
            Token::Str(alias) => Some(Text(alias.clone())),
            _ => None,
        })?;
        self.symbol(")")?;
        self.symbol(";")?;
        Ok(AliasDef {
            name,
            class,
            shortname,
        })
    }

    fn class(&mut self, doc: Doc) -> Result<ClassDef> {
        let mut flags = self.modifiers();
        if doc.not_serializable {
            flags.0.push("ffi::ZEND_ACC_NOT_SERIALIZABLE");
        }
        if !self.keyword("class") {
            return self.error("expected a class, function, const, namespace or class_alias");
        }
        self.need_doc(&doc)?;
        let name = self.name()?;
        let mut class = ClassDef {
            name: Text(self.in_namespace(&name)),
            parent: if self.keyword("extends") {
                Some(self.class_name()?)
            } else {
                None
            },
            interfaces: Slice::default(),
            flags,
            constants: Slice::default(),
            properties: Slice::default(),
            methods: Slice::default(),
        };
        if self.keyword("implements") {
            class.interfaces.0.push(self.class_name()?);
            while self.accept(",") {
                class.interfaces.0.push(self.class_name()?);
            }
        }
        self.symbol("{")?;
        while !self.accept("}") {
            self.member(&mut class)?;
        }
        Ok(class)
    }

    fn member(&mut self, class: &mut ClassDef) -> Result<()> {
        let doc = self.doc();
        let flags = self.modifiers();
        if self.keyword("const") {
            class.constants.0.push(self.constant(flags, false)?);
        } else if self.keyword("function") {
            class
                .methods
                .0
                .push(self.function(doc, flags, Some(&class.name.0))?);
        } else {
            if !flags.0.contains(&PRIVATE) {
                self.need_doc(&doc)?;
            }
            let ty = self.type_def()?;
            let name = self.variable("a constant, property or method")?;
            let typed = ty.classes.is_some() || !ty.mask.0.is_empty();
            let default = match self.accept("=") {
                true => self.literal()?,
                false if typed => Literal::Undefined,
                false => Literal::Null,
            };
            self.symbol(";")?;
            class.properties.0.push(PropertyDef {
                name,
                flags,
                ty,
                default,
            });
        }
        Ok(())
    }

    /// After `const`.
    fn constant(&mut self, flags: Flags, shortname: bool) -> Result<ConstantDef> {
        let name = Text(self.name()?);
        self.symbol("=")?;
        let value = self.literal()?;
        self.symbol(";")?;
        Ok(ConstantDef {
            name,
            flags,
            value,
            shortname,
        })
    }

    /// After `function`.
    fn function(&mut self, doc: Doc, flags: Flags, class: Option<&str>) -> Result<FunctionDef> {
        if !flags.0.contains(&PRIVATE) {
            self.need_doc(&doc)?;
        }
        let mut name = self.name()?;
        let full_name = match class {
            Some(class) => format!("{class}::{name}"),
            None => {
                name = self.in_namespace(&name);
                name.clone()
            }
        };
        let handler = Handler::of(&doc.alias.unwrap_or(full_name));
        if doc.unsupported {
            self.unsupported.push(handler.clone());
        }
        self.symbol("(")?;
        let mut args = Vec::new();
        while !self.accept(")") {
            args.push(self.arg()?);
            if !self.accept(",") {
                self.symbol(")")?;
                break;
            }
        }
        let returns = if self.accept(":") {
            self.type_def()?
        } else {
            TypeDef::default()
        };
        self.symbol("{")?;
        self.symbol("}")?;
        let last_required = args
            .iter()
            .rposition(|arg| arg.default.is_none() && !arg.variadic);
        let required = last_required.map_or(0, |index| index + 1);
        Ok(FunctionDef {
            name: Text(name),
            handler,
            flags,
            shortname: doc.shortname,
            required,
            returns,
            args: Slice(args),
        })
    }

    fn arg(&mut self) -> Result<ArgDef> {
        let ty = self.type_def()?;
        let by_ref = self.accept("&");
        let variadic = self.accept("...");
        let name = self.variable("a parameter")?;
        let mut default = None;
        if self.accept("=") {
            // PHP evaluates the source itself: it may name a constant.
            let start = self.tokens[self.next].start;
            loop {
                if self.name().is_err() {
                    self.literal()?;
                }
                if !self.accept("|") {
                    break;
                }
            }
            default = Some(Text(
                self.source[start..self.tokens[self.next - 1].end].to_owned(),
            ));
        }
        Ok(ArgDef {
            name,
            ty,
            by_ref,
            variadic,
            default,
        })
    }

    /// A type, or none if the next token cannot start one.
    fn type_def(&mut self) -> Result<TypeDef> {
        let mut mask = Flags::default();
        let mut classes = Vec::new();
        if self.accept("?") {
            mask.0.push("NULL");
        }
        while let Token::Name(name) = self.peek() {
            match builtin_type(name) {
                Some(bit) => mask.0.push(bit),
                None if name == "iterable" => return self.error("write \\Traversable|array"),
                None => classes.push(self.resolve(name)),
            }
            self.next += 1;
            if !self.accept("|") {
                break;
            }
        }
        let classes = (!classes.is_empty()).then(|| Text(classes.join("|")));
        Ok(TypeDef { mask, classes })
    }

    fn literal(&mut self) -> Result<Literal> {
        if self.accept("[") {
            return self.array();
        }
        let sign = if self.accept("-") { -1 } else { 1 };
        self.expect("a literal", |token| match token {
            Token::Int(number) => Some(Literal::Int(sign * number)),
            Token::Float(number) => Some(Literal::Float(sign as f64 * number)),
            Token::Str(text) => Some(Literal::Str(Text(text.clone()))),
            Token::Name(name) if name == "null" => Some(Literal::Null),
            Token::Name(name) if name == "true" => Some(Literal::Bool(true)),
            Token::Name(name) if name == "false" => Some(Literal::Bool(false)),
            _ => None,
        })
    }

    /// After `[`.
    fn array(&mut self) -> Result<Literal> {
        let mut elements = Vec::new();
        while !self.accept("]") {
            let key = self.literal()?;
            self.symbol("=>")?;
            elements.push((key, self.literal()?));
            if !self.accept(",") {
                self.symbol("]")?;
                break;
            }
        }
        Ok(Literal::Array(Slice(elements)))
    }

    fn modifiers(&mut self) -> Flags {
        let mut flags = Flags::default();
        while let Token::Name(name) = self.peek() {
            flags.0.push(match name.as_str() {
                "public" => "ffi::ZEND_ACC_PUBLIC",
                "protected" => "ffi::ZEND_ACC_PROTECTED",
                "private" => PRIVATE,
                "static" => "ffi::ZEND_ACC_STATIC",
                "final" => "ffi::ZEND_ACC_FINAL",
                // Of a class it means ZEND_ACC_EXPLICIT_ABSTRACT_CLASS, which is the same bit.
                "abstract" => "ffi::ZEND_ACC_ABSTRACT",
                _ => break,
            });
            self.next += 1;
        }
        flags
    }

    /// The last of the doc comments before the next declaration.
    fn doc(&mut self) -> Doc {
        let mut doc = Doc::default();
        while let Token::Doc(text) = &self.tokens[self.next].token {
            self.next += 1;
            doc = Doc {
                present: true,
                ..Doc::default()
            };
            for line in text
                .lines()
                .map(|line| line.trim().trim_start_matches("* "))
            {
                match line.split_once(' ').unwrap_or((line, "")) {
                    ("@alias", target) => doc.alias = Some(target.trim().to_owned()),
                    ("@unsupported", _) => doc.unsupported = true,
                    ("@shortname", _) => doc.shortname = true,
                    ("@notSerializable", _) => doc.not_serializable = true,
                    _ => {}
                }
            }
        }
        doc
    }

    fn need_doc(&self, doc: &Doc) -> Result<()> {
        if doc.present {
            Ok(())
        } else {
            self.error("expected a doc comment before this")
        }
    }

    fn in_namespace(&self, name: &str) -> String {
        match self.namespace.as_str() {
            "" => name.to_owned(),
            namespace => format!("{namespace}\\{name}"),
        }
    }

    /// The full name of a class named in the current namespace.
    fn resolve(&self, name: &str) -> String {
        match name.strip_prefix('\\') {
            Some(full) => full.to_owned(),
            None if name == "self" => name.to_owned(),
            None => self.in_namespace(name),
        }
    }

    fn class_name(&mut self) -> Result<Text> {
        let name = self.name()?;
        Ok(Text(self.resolve(&name)))
    }

    fn name(&mut self) -> Result<String> {
        self.expect("a name", |token| match token {
            Token::Name(name) => Some(name.clone()),
            _ => None,
        })
    }

    fn variable(&mut self, what: &str) -> Result<Text> {
        self.expect(what, |token| match token {
            Token::Variable(name) => Some(Text(name.clone())),
            _ => None,
        })
    }

    fn keyword(&mut self, keyword: &str) -> bool {
        let accepted = matches!(self.peek(), Token::Name(name) if name == keyword);
        self.next += usize::from(accepted);
        accepted
    }

    fn symbol(&mut self, symbol: &'static str) -> Result<()> {
        self.expect(&format!("`{symbol}`"), |token| {
            (*token == Token::Symbol(symbol)).then_some(())
        })
    }

    fn accept(&mut self, symbol: &'static str) -> bool {
        self.symbol(symbol).is_ok()
    }

    /// Steps over the next token if `pick` takes something from it.
    fn expect<T>(&mut self, what: &str, pick: impl FnOnce(&Token) -> Option<T>) -> Result<T> {
        match pick(self.peek()) {
            Some(picked) => {
                self.next += 1;
                Ok(picked)
            }
            None => self.error(&format!("expected {what}")),
        }
    }

    fn peek(&self) -> &Token {
        &self.tokens[self.next].token
    }

    fn error<T>(&self, message: &str) -> Result<T> {
        let Spanned { token, line, .. } = &self.tokens[self.next];
        Err(format!("{}:{line}: {message}, found {token:?}", self.file))
    }
}

/// The registry's mask of a built-in type.
fn builtin_type(name: &str) -> Option<&'static str> {
    Some(match name {
        "null" => "NULL",
        "false" => "FALSE",
        "bool" => "BOOL",
        "int" => "LONG",
        "float" => "DOUBLE",
        "string" => "STRING",
        "array" => "ARRAY",
        "object" => "OBJECT",
        "callable" => "CALLABLE",
        "mixed" => "ANY",
        "void" => "VOID",
        "static" => "STATIC",
        _ => return None,
    })
}
