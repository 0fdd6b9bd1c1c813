//! The raw operations with `int 0x80`, on i686.

mod stage;

use stage::Operations;

#[cfg(target_arch = "x86_64")]
fn main() {
    stage::main(Operations::default())
}

#[cfg(target_arch = "x86")]
macro_rules! raw {
    ($($name:ident($($arg:ident)*))*) => {
        $(
            extern "C" fn $name(nr: u32 $(, $arg: usize)*) -> usize {
                // SAFETY: the stage passes the number of getpid, which has no effect whatever the
                // arguments are.
                unsafe { trapgate::raw::int80::$name(trapgate::Sysno::from_raw(nr) $(, $arg)*) }
            }
        )*

        fn main() {
            stage::main(Operations { $($name: Some($name),)* ..Operations::default() })
        }
    };
}

#[cfg(target_arch = "x86")]
raw! {
    syscall0()
    syscall1(a)
    syscall2(a b)
    syscall3(a b c)
    syscall4(a b c d)
    syscall5(a b c d e)
    syscall6(a b c d e f)
}
