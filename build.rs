//! Turns `php-stubs/*.php`, the written API, into the tables that `src/php/zend/registry.rs` registers with PHP, and the
//! headers of PHP into the declarations of `src/php/zend/sys.rs`. Without the `php` feature there
//! is nothing to register and nothing to do.

#[path = "build/lexer.rs"]
mod lexer;
#[path = "build/model.rs"]
mod model;
#[path = "build/parser.rs"]
mod parser;
#[cfg(feature = "php")]
#[path = "build/zend.rs"]
mod zend;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

use model::{ClassDef, Literal, Stubs};

const STUBS: &str = "php-stubs";

fn main() {
    for input in [STUBS, "build", "build.rs"] {
        println!("cargo:rerun-if-changed={input}");
    }
    if env::var_os("CARGO_FEATURE_PHP").is_none() {
        return;
    }
    if let Err(message) = run() {
        eprintln!("{message}");
        process::exit(1);
    }
}

fn run() -> Result<(), String> {
    let mut stubs = Stubs::default();
    for path in php_files(Path::new(STUBS))? {
        let source = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        parser::parse(&path.display().to_string(), &source, &mut stubs)?;
    }
    check_version(&stubs)?;
    replace_unsupported(&mut stubs);
    stubs.classes.0 = parents_first(stubs.classes.0)?;
    let folder = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set: only cargo runs this")?;
    let folder = PathBuf::from(folder);
    #[cfg(feature = "php")]
    zend::bind(&folder.join("zend.rs"))?;
    let path = folder.join("registry.rs");
    fs::write(&path, print(&stubs)).map_err(|e| format!("{}: {e}", path.display()))
}

/// Every stub file, in an order that does not depend on the file system.
fn php_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let fail = |e| format!("{}: {e}", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        if path.is_dir() {
            files.extend(php_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "php") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The stubs are plain literals, so a release changes our version in two places: here they are compared.
fn check_version(stubs: &Stubs) -> Result<(), String> {
    let version = env::var("CARGO_PKG_VERSION").map_err(|e| format!("CARGO_PKG_VERSION: {e}"))?;
    let declared = stubs
        .constants
        .0
        .iter()
        .find(|constant| constant.name.0 == "SWOOLE_RS_VERSION");
    match declared.map(|constant| &constant.value) {
        Some(Literal::Str(text)) if text.0 == version => Ok(()),
        _ => Err(format!(
            "{STUBS}: SWOOLE_RS_VERSION must be '{version}', as in Cargo.toml"
        )),
    }
}

/// Lets what is tagged `@unsupported`, and its aliases, be handled by a stand-in that says so.
fn replace_unsupported(stubs: &mut Stubs) {
    let classes = stubs.classes.0.iter_mut();
    let methods = classes.flat_map(|class| &mut class.methods.0);
    for function in methods.chain(&mut stubs.functions.0) {
        if stubs.unsupported.contains(&function.handler) {
            function.handler = function.handler.stand_in();
        }
    }
}

/// Classes so ordered that a parent among them comes before its children.
fn parents_first(mut waiting: Vec<ClassDef>) -> Result<Vec<ClassDef>, String> {
    let mut ordered = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let names: BTreeSet<_> = waiting.iter().map(|class| class.name.clone()).collect();
        let has_parent_here = |class: &ClassDef| {
            class
                .parent
                .as_ref()
                .is_some_and(|parent| names.contains(parent))
        };
        let (blocked, ready): (Vec<_>, Vec<_>) = waiting.into_iter().partition(has_parent_here);
        if ready.is_empty() {
            return Err(format!(
                "{STUBS}: {:?} descends from itself",
                blocked[0].name
            ));
        }
        ordered.extend(ready);
        waiting = blocked;
    }
    Ok(ordered)
}

fn print(stubs: &Stubs) -> String {
    let methods = stubs.classes.0.iter().flat_map(|class| &class.methods.0);
    let handlers: BTreeSet<_> = methods
        .chain(&stubs.functions.0)
        .map(|function| &function.handler)
        .collect();
    let raw: String = handlers
        .iter()
        .map(|handler| format!("    {handler:?} => {};\n", handler.0))
        .collect();
    let Stubs {
        classes,
        functions,
        constants,
        aliases,
        unsupported: _,
    } = stubs;
    format!(
        "// Made by build.rs from {STUBS}: edit those.\n\n\
         raw_handlers! {{\n{raw}}}\n\n\
         pub(super) static CLASSES: &[ClassDef] = {classes:#?};\n\n\
         pub(super) static FUNCTIONS: &[FunctionDef] = {functions:#?};\n\n\
         pub(super) static CONSTANTS: &[ConstantDef] = {constants:#?};\n\n\
         pub(super) static ALIASES: &[AliasDef] = {aliases:#?};\n"
    )
}
