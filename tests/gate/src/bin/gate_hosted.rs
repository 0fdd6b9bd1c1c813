//! A program with std. `gate_hosted [LIBRARY]` prints the gate, and whether a library that it loads
//! uses `__kernel_vsyscall`; `gate_hosted away WAY` loses its vDSO.

#[path = "../away.rs"]
mod away;

use std::ffi::{CString, c_char, c_int, c_void};

unsafe extern "C" {
    fn dlopen(path: *const c_char, flags: c_int) -> *mut c_void;
    fn dlsym(library: *mut c_void, name: *const c_char) -> *mut c_void;
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, word, way] = &arguments[..] {
        assert_eq!(word, "away");
        let auxv = trapgate::auxv::Auxv::current();
        trapgate::process::exit_group(away::status(way.as_bytes(), auxv));
    }
    assert_eq!(trapgate::process::getpid().raw(), std::process::id() as i32);
    println!("{:?}", trapgate::raw::gate());
    let [_, library] = &arguments[..] else { return };
    let library = CString::new(library.as_str()).unwrap();
    // SAFETY: the library is the one of this package, and its function has this type.
    unsafe {
        let library = dlopen(library.as_ptr(), 1);
        assert!(!library.is_null());
        let function = dlsym(library, c"takes_vsyscall".as_ptr());
        assert!(!function.is_null());
        let takes_vsyscall = std::mem::transmute::<*mut c_void, extern "C" fn() -> bool>(function);
        println!("{}", takes_vsyscall());
    }
}
