//! The memory functions of the published `compiler_builtins`, from a shared object that
//! `tests/scripts/msrv.sh` builds.

use std::ffi::{CStr, CString, c_void};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

const TARGET: &str = if cfg!(target_arch = "x86_64") {
    "x86_64-unknown-linux-gnu"
} else {
    "i686-unknown-linux-gnu"
};

/// Returns the address of a function, and builds the shared object in `folder` on the first call.
///
/// # Errors
///
/// Returns the reason if the shared object cannot be built or loaded here.
pub fn symbol(folder: &Path, name: &CStr) -> Result<*const (), String> {
    static HANDLE: OnceLock<Result<usize, String>> = OnceLock::new();
    let handle = HANDLE.get_or_init(|| load(&build(folder)?)).clone()?;
    // SAFETY: the handle is never closed.
    let address = unsafe { libc::dlsym(handle as *mut c_void, name.as_ptr()) };
    if address.is_null() {
        return Err(format!(
            "the shared object has no {}",
            name.to_string_lossy()
        ));
    }
    Ok(address.cast_const().cast())
}

fn build(folder: &Path) -> Result<PathBuf, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let folder = folder.join("builtins");
    let output = Command::new("sh")
        .arg(root.join("tests/scripts/msrv.sh"))
        .args([
            "build",
            "--quiet",
            "--release",
            "--locked",
            "--manifest-path",
        ])
        .arg(root.join("benches/compiler_builtins/Cargo.toml"))
        .env("CARGO_TARGET_DIR", &folder)
        .env("CARGO_BUILD_TARGET", TARGET)
        .env("RUSTC_BOOTSTRAP", "1")
        .output()
        .map_err(|error| format!("sh: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let last = said.trim().lines().last().unwrap_or("no message");
        return Err(format!("the shared object cannot be built: {last}"));
    }
    Ok(folder.join(TARGET).join("release/libbuiltins.so"))
}

fn load(path: &Path) -> Result<usize, String> {
    let name = CString::new(path.as_os_str().as_bytes()).unwrap();
    // SAFETY: the shared object has no constructors.
    let handle = unsafe { libc::dlopen(name.as_ptr(), libc::RTLD_NOW | libc::RTLD_LOCAL) };
    if handle.is_null() {
        // SAFETY: after a failure, `dlerror` returns a message.
        let why = unsafe { CStr::from_ptr(libc::dlerror()) };
        return Err(why.to_string_lossy().into_owned());
    }
    Ok(handle as usize)
}
