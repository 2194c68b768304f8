//! Objects: references to them, declared property slots, and Rust state in front of a `zend_object`.
//!
//! A native class has one Rust struct, placed before the `zend_object` in the same allocation. Its `create_object` is
//! set on the root class and inherited by native and userland subclasses, so `new UserSubclass` works even when its
//! constructor does not call the parent's.

use std::ptr::{self, NonNull};
use std::sync::OnceLock;

use super::array::Array;
use super::sys::{self, zend_class_entry, zend_object, zend_object_handlers};
use super::value::Value;

/// One owned reference to a PHP object.
pub struct Obj(NonNull<zend_object>);

impl Obj {
    /// A new object of class `ce`, properties at their defaults, constructor not called.
    ///
    /// # Safety
    /// `ce` is a registered class that can be instantiated.
    pub unsafe fn new(ce: *mut zend_class_entry) -> Self {
        let mut value = std::mem::ManuallyDrop::new(Value::NULL);
        // SAFETY: the caller's promise; object_init_ex fills the zval with an object that has one reference.
        unsafe {
            sys::object_init_ex(&raw mut *value, ce);
            match value.as_object() {
                Some(object) => {
                    // `as_object` added a reference to the one that the zval holds; give that one back.
                    (*object.as_ptr()).gc.refcount -= 1;
                    object
                }
                None => unreachable!("object_init_ex makes an object of a concrete class"),
            }
        }
    }

    /// Takes over one reference.
    ///
    /// # Safety
    /// `raw` is a live object, and the caller gives up one reference to it.
    pub unsafe fn from_owned(raw: *mut zend_object) -> Self {
        // SAFETY: the caller's promise.
        Self(unsafe { NonNull::new_unchecked(raw) })
    }

    /// Adds a reference to an object that somebody else owns.
    ///
    /// # Safety
    /// `raw` is a live object.
    pub unsafe fn from_borrowed(raw: *mut zend_object) -> Self {
        // SAFETY: the caller's promise.
        unsafe {
            (*raw).gc.refcount += 1;
            Self::from_owned(raw)
        }
    }

    /// The raw object, still owned by `self`.
    pub fn as_ptr(&self) -> *mut zend_object {
        self.0.as_ptr()
    }

    /// Gives the reference away.
    pub fn into_raw(self) -> *mut zend_object {
        let raw = self.0.as_ptr();
        std::mem::forget(self);
        raw
    }

    /// The number that PHP shows after `#` in a dump.
    pub fn handle(&self) -> u32 {
        // SAFETY: the object is live.
        unsafe { self.0.as_ref().handle }
    }

    /// The object's class.
    pub fn class(&self) -> *mut zend_class_entry {
        // SAFETY: the object is live.
        unsafe { self.0.as_ref().ce }
    }

    /// The name of the object's class.
    pub fn class_name(&self) -> String {
        // SAFETY: a live object has a class with a name.
        let name = unsafe { super::string::ZStr::from_borrowed((*self.0.as_ref().ce).name) };
        String::from_utf8_lossy(name.as_bytes()).into_owned()
    }

    /// Whether the object is of class `ce` or of a subclass.
    pub fn instance_of(&self, ce: *const zend_class_entry) -> bool {
        // SAFETY: both class entries live as long as PHP.
        unsafe {
            let own = self.0.as_ref().ce;
            ptr::eq(own, ce) || sys::instanceof_function_slow(own, ce)
        }
    }

    /// Whether the object is of class `ce` itself, not of a subclass.
    pub fn is_exactly(&self, ce: *const zend_class_entry) -> bool {
        // SAFETY: the object is live.
        unsafe { ptr::eq((*self.as_ptr()).ce, ce) }
    }

    /// The Rust state of an object of native class `T`; `None` if it is of another class.
    pub fn native<T: NativeClass>(&self) -> Option<&T> {
        self.instance_of(T::class())
            // SAFETY: every object of the class was made by `create::<T>`.
            .then(|| unsafe { native_of::<T>(self.0.as_ptr()) })
    }

    /// Calls a method. Run it inside [`protect`](super::bailout::protect) or from a handler.
    pub fn call_method(
        &self,
        name: &str,
        args: &mut [Value],
    ) -> Result<Value, super::callback::Threw> {
        let mut callable = Array::new();
        callable.push(self.clone().into());
        callable.push(Value::bytes(name.as_bytes()));
        let callback =
            super::callback::Callback::new(&callable.into()).map_err(|_| super::callback::Threw)?;
        callback.call(args)
    }

    /// A declared property's slot.
    pub fn slot(&self, slot: Slot) -> &Value {
        // SAFETY: `slot` was looked up in the class (or a parent) of this object, so it lies in its table.
        unsafe { Value::from_zval(slot.of(self.0.as_ptr())).deref() }
    }

    /// Changes the array in a declared property's slot, making one if there is none; PHP sees it afterwards.
    pub fn with_array_slot<R>(&self, slot: Slot, change: impl FnOnce(&mut Array) -> R) -> R {
        let mut array = self.slot(slot).as_array().unwrap_or_default();
        // The slot lets go of its reference meanwhile, so that an array that only it holds is changed in place.
        self.set_slot(slot, Value::NULL);
        let result = change(array.make_mut());
        self.set_slot(slot, array);
        result
    }

    /// Writes a declared property's slot; the old value is released after the new one is in place.
    pub fn set_slot(&self, slot: Slot, value: impl Into<Value>) {
        // SAFETY: as in `slot`; the slot holds an initialised value, which `replace` hands back.
        let old = unsafe { ptr::replace(slot.of(self.0.as_ptr()).cast::<Value>(), value.into()) };
        drop(old);
    }
}

impl Clone for Obj {
    fn clone(&self) -> Self {
        // SAFETY: `self` keeps the object alive.
        unsafe { Self::from_borrowed(self.0.as_ptr()) }
    }
}

impl Drop for Obj {
    fn drop(&mut self) {
        // SAFETY: `self` owns one reference.
        unsafe { sys::ext_php_rs_zend_object_release(self.0.as_ptr()) };
    }
}

/// A reference to an object that does not keep it alive.
pub struct BackRef(std::cell::Cell<*mut zend_object>);

impl BackRef {
    /// Refers to an object.
    ///
    /// # Safety
    /// [`BackRef::cut`] is called before the object's memory goes: in its class's [`NativeClass::release`].
    pub unsafe fn new(object: &Obj) -> Self {
        Self(std::cell::Cell::new(object.as_ptr()))
    }

    /// Refers to nothing from now on.
    pub fn cut(&self) {
        self.0.set(ptr::null_mut());
    }

    /// The object, if it is still there.
    pub fn get(&self) -> Option<Obj> {
        let raw = self.0.get();
        // SAFETY: `new`'s caller promises that the object lives until `cut`.
        (!raw.is_null()).then(|| unsafe { Obj::from_borrowed(raw) })
    }
}

/// Where a declared property lies inside its objects, in bytes from the start of the `zend_object`.
#[derive(Debug, Clone, Copy)]
pub struct Slot(u32);

impl Slot {
    /// Looks a declared property up.
    ///
    /// # Safety
    /// `ce` is a registered class.
    pub unsafe fn find(ce: *mut zend_class_entry, name: &str) -> Option<Self> {
        // SAFETY: properties_info maps names to zend_property_info pointers, whose offset is in bytes.
        unsafe {
            let found = sys::zend_hash_str_find(
                &raw mut (*ce).properties_info,
                name.as_ptr().cast(),
                name.len(),
            );
            if found.is_null() {
                return None;
            }
            let info = (*found).value.ptr.cast::<sys::zend_property_info>();
            Some(Self((*info).offset))
        }
    }

    /// # Safety
    /// `object` is of the class that the slot was looked up in, or of a subclass.
    unsafe fn of(self, object: *mut zend_object) -> *mut sys::zval {
        // SAFETY: the caller's promise.
        unsafe { object.cast::<u8>().add(self.0 as usize).cast() }
    }
}

/// Rust state that lives in front of the `zend_object` of a class.
///
/// # Safety
/// `class` returns the class that [`attach`] was called with, the same one every time.
pub unsafe trait NativeClass: Sized + 'static {
    /// The state of a new object, before its constructor runs.
    fn new() -> Self;
    /// The registered class.
    fn class() -> *mut zend_class_entry;
    /// The static cell that holds this class's handlers.
    fn handlers() -> &'static HandlersCell;
    /// Shows PHP's cycle collector the values that the state owns, so that it finds cycles through them.
    fn references(&self, _visit: &mut dyn FnMut(&Value)) {}
    /// Runs before the state is dropped, while the object still exists.
    fn release(&self, _object: *mut zend_object) {}
}

/// A class's object handlers, filled when its first object is made.
pub struct HandlersCell(OnceLock<Box<zend_object_handlers>>);

impl HandlersCell {
    /// An empty cell.
    pub const fn new() -> Self {
        Self(OnceLock::new())
    }
}

// SAFETY: the handlers are function pointers and integers, written once.
unsafe impl Sync for HandlersCell {}
// SAFETY: as above.
unsafe impl Send for HandlersCell {}

#[repr(C)]
struct Native<T> {
    state: T,
    object: zend_object,
}

/// Gives the objects of a class, and of its subclasses to come, their Rust state.
///
/// # Safety
/// `ce` was just registered as `T`'s class; no subclass and no object of it exists.
pub unsafe fn attach<T: NativeClass>(ce: *mut zend_class_entry) {
    // SAFETY: the caller's promise.
    unsafe { (*ce).__bindgen_anon_2.create_object = Some(create::<T>) };
}

/// `create_object` of a native class.
///
/// # Safety
/// Called by Zend with `T`'s class or a subclass of it.
unsafe extern "C" fn create<T: NativeClass>(ce: *mut zend_class_entry) -> *mut zend_object {
    let handlers = T::handlers().0.get_or_init(|| {
        // SAFETY: std_object_handlers is a plain table of function pointers.
        let mut handlers = unsafe { Box::new(ptr::read(&raw const sys::std_object_handlers)) };
        handlers.offset = std::mem::offset_of!(Native<T>, object) as i32;
        handlers.free_obj = Some(free::<T>);
        handlers.get_gc = Some(show_references::<T>);
        handlers.unset_property = Some(refuse_unset);
        // Native state is one of a kind (sockets, queues): Swoole's objects cannot be cloned either.
        handlers.clone_obj = None;
        handlers.unset_property = Some(unset_property);
        handlers
    });
    // SAFETY: the allocation has room for the state, the object and its property table; each part is initialised.
    unsafe {
        let native: *mut Native<T> =
            sys::ext_php_rs_zend_object_alloc(size_of::<Native<T>>(), ce).cast();
        (&raw mut (*native).state).write(T::new());
        let object = &raw mut (*native).object;
        sys::zend_object_std_init(object, ce);
        sys::object_properties_init(object, ce);
        (*object).handlers = &raw const **handlers;
        object
    }
}

/// `unset()` of a property: not of one that native code reads and writes.
///
/// # Safety
/// Called by Zend with an object that `create` made.
unsafe extern "C" fn unset_property(
    object: *mut zend_object,
    name: *mut sys::zend_string,
    cache_slot: *mut *mut std::ffi::c_void,
) {
    // SAFETY: a live object has a class, whose ancestors live as long; Zend's own handler does the rest.
    unsafe {
        let mut native = (*object).ce;
        while !(*native).__bindgen_anon_1.parent.is_null() {
            native = (*native).__bindgen_anon_1.parent;
        }
        let declared = sys::zend_hash_find(&raw mut (*native).properties_info, name);
        if declared.is_null() {
            if let Some(unset) = sys::std_object_handlers.unset_property {
                unset(object, name, cache_slot);
            }
            return;
        }
        let text = |raw| {
            let text = super::string::ZStr::from_borrowed(raw);
            String::from_utf8_lossy(text.as_bytes()).into_owned()
        };
        super::errors::throw_error(&format!(
            "Property {} of class {} cannot be unset",
            text(name),
            text((*(*object).ce).name)
        ));
    }
}

/// Lets `new` of a class of static methods, and of its subclasses, throw an Error.
///
/// # Safety
/// `ce` was just registered; no subclass and no object of it exists.
pub unsafe fn refuse_new(ce: *mut zend_class_entry) {
    // SAFETY: the caller's promise.
    unsafe { (*ce).__bindgen_anon_2.create_object = Some(create_static) };
}

/// `create_object` of a class of static methods: PHP asks the object for its constructor, which is where `new` ends.
///
/// # Safety
/// Called by Zend with a class that `refuse_new` was called with, or a subclass of it.
unsafe extern "C" fn create_static(ce: *mut zend_class_entry) -> *mut zend_object {
    static HANDLERS: HandlersCell = HandlersCell::new();
    let handlers = HANDLERS.0.get_or_init(|| {
        // SAFETY: std_object_handlers is a plain table of function pointers.
        let mut handlers = unsafe { Box::new(ptr::read(&raw const sys::std_object_handlers)) };
        handlers.get_constructor = Some(refuse_constructor);
        handlers.clone_obj = None;
        handlers
    });
    // SAFETY: PHP initialises the object and its properties, as it does for any class.
    unsafe {
        let object = sys::zend_objects_new(ce);
        sys::object_properties_init(object, ce);
        (*object).handlers = &raw const **handlers;
        object
    }
}

/// # Safety
/// Called by Zend with an object that `create_static` made.
unsafe extern "C" fn refuse_constructor(object: *mut zend_object) -> *mut sys::zend_function {
    // SAFETY: a live object has a class with a name.
    let name = unsafe { super::string::ZStr::from_borrowed((*(*object).ce).name) };
    super::errors::throw_error(&format!(
        "The object of {} can not be created for security reasons",
        String::from_utf8_lossy(name.as_bytes())
    ));
    ptr::null_mut()
}

/// `get_gc` of a native class: its declared and dynamic properties, and what its state owns.
///
/// # Safety
/// Called by Zend with an object that `create::<T>` made.
unsafe extern "C" fn show_references<T: NativeClass>(
    object: *mut zend_object,
    table: *mut *mut sys::zval,
    count: *mut i32,
) -> *mut sys::HashTable {
    // SAFETY: the buffer is PHP's own, valid until the next object is looked at; the values stay alive meanwhile.
    unsafe {
        let buffer = sys::zend_get_gc_buffer_create();
        let add = |value: *const sys::zval| {
            if (*buffer).cur == (*buffer).end {
                sys::zend_get_gc_buffer_grow(buffer);
            }
            std::ptr::copy_nonoverlapping(value, (*buffer).cur, 1);
            (*buffer).cur = (*buffer).cur.add(1);
        };
        // A table of properties refers to the declared slots, too: nothing may be shown twice.
        let declared = if (*object).properties.is_null() {
            usize::try_from((*(*object).ce).default_properties_count).unwrap_or(0)
        } else {
            0
        };
        let slots = (&raw const (*object).properties_table).cast::<sys::zval>();
        for at in 0..declared {
            add(slots.add(at));
        }
        native_of::<T>(object).references(&mut |value| add(value.as_zval()));
        *table = (*buffer).start;
        *count = (*buffer).cur.offset_from((*buffer).start) as i32;
        (*object).properties
    }
}

/// `ZEND_USER_CLASS`
const USER_CLASS: u32 = 2;

/// `unset_property` of a native class: native code relies on its declared properties.
///
/// # Safety
/// Called by Zend with an object and the name of a property.
unsafe extern "C" fn refuse_unset(
    object: *mut zend_object,
    name: *mut sys::zend_string,
    cache: *mut *mut std::ffi::c_void,
) {
    // SAFETY: reads the class's table; the standard handler takes what Zend passed.
    unsafe {
        let class = (*object).ce;
        let declared = sys::zend_hash_find(&raw mut (*class).properties_info, name);
        if declared.is_null() {
            return sys::zend_std_unset_property(object, name, cache);
        }
        let info = (*declared).value.ptr.cast::<sys::zend_property_info>();
        if (*(*info).ce).type_ as u32 == USER_CLASS {
            return sys::zend_std_unset_property(object, name, cache);
        }
        let text = |raw| {
            let text = super::string::ZStr::from_borrowed(raw);
            String::from_utf8_lossy(text.as_bytes()).into_owned()
        };
        super::errors::throw_error(&format!(
            "Property {} of class {} cannot be unset",
            text(name),
            text((*class).name)
        ));
    }
}

/// # Safety
/// Called by Zend once, with an object that `create::<T>` made.
unsafe extern "C" fn free<T: NativeClass>(object: *mut zend_object) {
    // SAFETY: the state was initialised by `create` and is dropped only here.
    unsafe {
        let native = native_ptr::<T>(object);
        (*native).state.release(object);
        // First, because it cuts weak references: destructors that run from here on must not reach the object.
        sys::zend_object_std_dtor(object);
        ptr::drop_in_place(&raw mut (*native).state);
    }
}

/// # Safety
/// `object` was made by `create::<T>`.
unsafe fn native_ptr<T>(object: *mut zend_object) -> *mut Native<T> {
    // SAFETY: the object is the last field of Native<T>.
    unsafe {
        object
            .byte_sub(std::mem::offset_of!(Native<T>, object))
            .cast()
    }
}

/// The Rust state of an object.
///
/// # Safety
/// `object` was made by `create::<T>` and lives as long as `'a`.
pub unsafe fn native_of<'a, T: NativeClass>(object: *mut zend_object) -> &'a T {
    // SAFETY: the caller's promise. State is only ever borrowed shared; it uses cells inside.
    unsafe { &(*native_ptr::<T>(object)).state }
}

/// A class entry found at module startup and read without locks afterwards.
pub struct ClassCell(std::sync::atomic::AtomicPtr<zend_class_entry>);

impl ClassCell {
    /// An empty cell.
    pub const fn new() -> Self {
        Self(std::sync::atomic::AtomicPtr::new(ptr::null_mut()))
    }

    /// Remembers the class.
    pub fn set(&self, ce: *mut zend_class_entry) {
        self.0.store(ce, std::sync::atomic::Ordering::Relaxed);
    }

    /// The class.
    pub fn get(&self) -> *mut zend_class_entry {
        let ce = self.0.load(std::sync::atomic::Ordering::Relaxed);
        debug_assert!(!ce.is_null(), "class used before module startup");
        ce
    }
}
