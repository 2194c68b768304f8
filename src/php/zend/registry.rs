//! Declares the classes, functions and constants of `php-stubs` to PHP.
//!
//! build.rs turns the stubs into tables; this module registers them at module startup. It knows neither what a class is
//! for nor how an object is laid out: whoever calls [`register`] gets each class entry to customise, in time for
//! subclasses to inherit what was set. All memory made here lives as long as the process: PHP keeps pointing into it.

mod arginfo;
mod literal;

use std::ffi::{CStr, c_char, c_int};
use std::mem::MaybeUninit;
use std::ptr;

use ext_php_rs::ffi;

use super::string::ZStr;
use literal::Literal;

/// Signature of a method or function as PHP calls it.
type RawHandler = unsafe extern "C" fn(*mut ffi::zend_execute_data, *mut ffi::zval);

/// A class of the stubs.
struct ClassDef {
    name: &'static CStr,
    parent: Option<&'static CStr>,
    interfaces: &'static [&'static CStr],
    flags: u32,
    constants: &'static [ConstantDef],
    properties: &'static [PropertyDef],
    methods: &'static [FunctionDef],
}

/// A method or a function; a `shortname` one is left out when such names are not wanted.
struct FunctionDef {
    name: &'static CStr,
    handler: RawHandler,
    flags: u32,
    shortname: bool,
    required: usize,
    returns: TypeDef,
    args: &'static [ArgDef],
}

/// A parameter; `default` is PHP source that reflection and named arguments evaluate.
struct ArgDef {
    name: &'static CStr,
    ty: TypeDef,
    by_ref: bool,
    variadic: bool,
    default: Option<&'static CStr>,
}

/// A property; an undefined default means that a typed property starts uninitialised.
struct PropertyDef {
    name: &'static CStr,
    flags: u32,
    ty: TypeDef,
    default: Literal,
}

/// A global or class constant; a `shortname` one tells whether short names are registered.
struct ConstantDef {
    name: &'static CStr,
    flags: u32,
    value: Literal,
    shortname: bool,
}

/// Another name of a class; a `shortname` one is left out when such names are not wanted.
struct AliasDef {
    name: &'static CStr,
    class: &'static CStr,
    shortname: bool,
}

/// A union of built-in types and of classes, these joined by `|`. Neither: no type.
struct TypeDef {
    mask: u32,
    classes: Option<&'static CStr>,
}

mod tables {
    use super::arginfo::mask::*;
    use super::literal::Literal::*;
    use super::{AliasDef, ArgDef, ClassDef, ConstantDef, FunctionDef, PropertyDef, TypeDef};
    use ext_php_rs::ffi;

    /// A raw handler for each Rust handler: PHP's calling convention outside, [`Call`](crate::php::zend::Call) inside.
    macro_rules! raw_handlers {
        ($($raw:ident => $handler:path;)*) => {$(
            unsafe extern "C" fn $raw(call: *mut ffi::zend_execute_data, result: *mut ffi::zval) {
                // SAFETY: PHP calls a handler with the frame of this call and a return slot of its own.
                unsafe { crate::php::zend::call::enter(call, result, $handler) }
            }
        )*};
    }

    include!(concat!(env!("OUT_DIR"), "/registry.rs"));
}

unsafe extern "C" {
    static mut module_registry: ffi::HashTable;
    fn zend_register_functions(
        scope: *mut ffi::zend_class_entry,
        functions: *const ffi::zend_function_entry,
        table: *mut ffi::HashTable,
        kind: c_int,
    ) -> c_int;
    fn zend_declare_typed_property(
        class: *mut ffi::zend_class_entry,
        name: *mut ffi::zend_string,
        default: *mut ffi::zval,
        flags: c_int,
        doc_comment: *mut ffi::zend_string,
        ty: ffi::zend_type,
    ) -> *mut ffi::zend_property_info;
    fn zend_class_implements(class: *mut ffi::zend_class_entry, interfaces: c_int, ...);
    fn zend_register_class_alias_ex(
        name: *const c_char,
        len: usize,
        class: *mut ffi::zend_class_entry,
        persistent: bool,
    ) -> c_int;
}

/// What the registration could not do.
#[derive(Debug, PartialEq, Eq)]
pub enum RegistryError {
    /// PHP refused to declare a name; another extension may have taken it.
    Refused(&'static CStr),
    /// A parent class or an interface does not exist in this PHP.
    Missing(&'static CStr),
}

impl std::fmt::Display for RegistryError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(name) => write!(
                f,
                "{} is already declared: is another extension with the same API loaded?",
                name.to_string_lossy()
            ),
            Self::Missing(name) => {
                write!(f, "{} does not exist in this PHP", name.to_string_lossy())
            }
        }
    }
}

impl std::error::Error for RegistryError {}

/// Registers everything that the stubs declare.
///
/// `customise` is called with the name and the entry of each class as soon as its members are declared and before its
/// subclasses are, so that what it sets (`create_object`) is inherited. Without `shortnames` the functions and aliases
/// that the stubs tag `@shortname` are left out.
///
/// # Safety
/// Called once, from the startup function of the module whose number is `module_number`.
pub unsafe fn register(
    module_number: c_int,
    shortnames: bool,
    customise: impl Fn(&'static CStr, *mut ffi::zend_class_entry),
) -> Result<(), RegistryError> {
    // SAFETY: the caller's promise; the tables are 'static and name parents before their children. A null scope and a null
    // table mean a global function.
    unsafe {
        for class in tables::CLASSES {
            customise(class.name, declare_class(class)?);
        }
        let wanted = |shortname: bool| shortnames || !shortname;
        for alias in tables::ALIASES.iter().filter(|def| wanted(def.shortname)) {
            let (name, len) = (alias.name.as_ptr(), alias.name.count_bytes());
            if zend_register_class_alias_ex(name, len, find_class(alias.class)?, true) != 0 {
                return Err(RegistryError::Refused(alias.name));
            }
        }
        for function in tables::FUNCTIONS.iter().filter(|def| wanted(def.shortname)) {
            let entries = arginfo::function_entries(std::slice::from_ref(function));
            let kind = ffi::MODULE_PERSISTENT as c_int;
            if zend_register_functions(ptr::null_mut(), entries, ptr::null_mut(), kind) != 0 {
                return Err(RegistryError::Refused(function.name));
            }
        }
        for constant in tables::CONSTANTS {
            let value = match constant.shortname {
                true => &Literal::Bool(shortnames),
                false => &constant.value,
            };
            literal::register_constant(constant.name, value, module_number);
        }
    }
    Ok(())
}

/// Whether an extension is loaded and has started.
pub fn is_loaded(name: &CStr) -> bool {
    // SAFETY: PHP's table of modules exists from its startup on.
    unsafe {
        let table = (&raw mut module_registry).cast();
        !ffi::zend_hash_str_find(table, name.as_ptr(), name.count_bytes()).is_null()
    }
}

/// Registers a global constant that the stubs do not declare.
///
/// # Safety
/// As [`register`].
pub unsafe fn register_int(name: &'static CStr, value: i64, module_number: c_int) {
    // SAFETY: the caller's promise.
    unsafe { literal::register_constant(name, &Literal::Int(value), module_number) };
}

/// # Safety
/// As [`register`].
unsafe fn declare_class(def: &ClassDef) -> Result<*mut ffi::zend_class_entry, RegistryError> {
    let parent = def.parent.map(find_class).transpose()?;
    // SAFETY: a zeroed class entry with a name and methods is what PHP's INIT_CLASS_ENTRY makes; PHP copies it, and
    // everything that it points to is leaked. Interfaces and parents are registered classes.
    unsafe {
        let mut template = MaybeUninit::<ffi::zend_class_entry>::zeroed();
        let raw = template.as_mut_ptr();
        (*raw).name = interned(def.name);
        (*raw).info.internal.builtin_functions = arginfo::function_entries(def.methods);
        let entry = ffi::zend_register_internal_class_ex(raw, parent.unwrap_or(ptr::null_mut()));
        if entry.is_null() {
            return Err(RegistryError::Refused(def.name));
        }
        (*entry).ce_flags |= def.flags;
        for name in def.interfaces {
            zend_class_implements(entry, 1, find_class(name)?);
        }
        for constant in def.constants {
            let mut value = constant.value.to_zval();
            ffi::zend_declare_class_constant_ex(
                entry,
                interned(constant.name),
                &raw mut *value,
                constant.flags as c_int,
                ptr::null_mut(),
            );
        }
        for property in def.properties {
            let mut value = property.default.to_zval();
            zend_declare_typed_property(
                entry,
                interned(property.name),
                &raw mut *value,
                property.flags as c_int,
                ptr::null_mut(),
                arginfo::property_type(&property.ty),
            );
        }
        Ok(entry)
    }
}

/// A class that PHP or this module has registered.
fn find_class(name: &'static CStr) -> Result<*mut ffi::zend_class_entry, RegistryError> {
    // SAFETY: the compiler's class table exists from PHP's startup on, and holds class entries.
    let found = unsafe {
        let table = (*ffi::ext_php_rs_compiler_globals()).class_table;
        ffi::zend_hash_str_find_ptr_lc(table, name.as_ptr(), name.count_bytes())
    };
    if found.is_null() {
        Err(RegistryError::Missing(name))
    } else {
        Ok(found.cast())
    }
}

/// A string that PHP keeps until it ends.
fn interned(text: &'static CStr) -> *mut ffi::zend_string {
    ZStr::interned(text.to_bytes()).into_raw()
}
