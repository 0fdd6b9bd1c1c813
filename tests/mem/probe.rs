//! Calls a function with known values in the registers that it must preserve.

use core::arch::global_asm;

/// The state after the call.
#[repr(C)]
#[derive(Default)]
struct Found {
    /// The stack pointer minus its value before the call.
    stack: usize,
    flags: usize,
    /// rbx and r12 to r15, or ebx, esi and edi. The base pointer is not checked, because without it
    /// nothing here would work.
    kept: [usize; 5],
}

unsafe extern "C" {
    #[link_name = "trapgate_test_probe"]
    fn probe(function: *const (), arguments: *const [usize; 3], found: *mut Found);
}

#[cfg(target_arch = "x86_64")]
const WANT: [usize; 5] = [
    0x5a5a_0000,
    0x5a5a_0001,
    0x5a5a_0002,
    0x5a5a_0003,
    0x5a5a_0004,
];
#[cfg(target_arch = "x86")]
const WANT: [usize; 5] = [0x5a5a_0000, 0x5a5a_0001, 0x5a5a_0002, 0, 0];

#[cfg(target_arch = "x86_64")]
global_asm!(
    ".pushsection .text.trapgate_test_probe,\"ax\",@progbits",
    ".globl trapgate_test_probe",
    ".hidden trapgate_test_probe",
    "trapgate_test_probe:",
    "push rbx",             // the registers that a function preserves
    "push rbp",             // likewise
    "push r12",             // likewise
    "push r13",             // likewise
    "push r14",             // likewise
    "push r15",             // likewise
    "push rdx",             // the result; also aligns the stack
    "mov rbp, rsp",         // the expected stack pointer
    "mov rax, rdi",         // the function
    "mov rdi, [rsi]",       // its first argument
    "mov rdx, [rsi + 16]",  // its third
    "mov rsi, [rsi + 8]",   // its second
    "mov ebx, 0x5a5a0000",  // values to check for
    "mov r12d, 0x5a5a0001", // likewise
    "mov r13d, 0x5a5a0002", // likewise
    "mov r14d, 0x5a5a0003", // likewise
    "mov r15d, 0x5a5a0004", // likewise
    "call rax",             // the function
    "mov rcx, rsp",         // the actual stack pointer
    "mov rsp, rbp",         // the expected one
    "sub rcx, rsp",         // the difference
    "pushfq",               // the flags
    "pop rax",              // likewise
    "cld",                  // the C convention needs it clear
    "pop rdx",              // the result
    "mov [rdx], rcx",       // the stack
    "mov [rdx + 8], rax",   // the flags
    "mov [rdx + 16], rbx",  // the registers after the call
    "mov [rdx + 24], r12",  // likewise
    "mov [rdx + 32], r13",  // likewise
    "mov [rdx + 40], r14",  // likewise
    "mov [rdx + 48], r15",  // likewise
    "pop r15",              // restore
    "pop r14",              // likewise
    "pop r13",              // likewise
    "pop r12",              // likewise
    "pop rbp",              // likewise
    "pop rbx",              // likewise
    "ret",                  // return
    ".popsection",
);

#[cfg(target_arch = "x86")]
global_asm!(
    ".pushsection .text.trapgate_test_probe,\"ax\",@progbits",
    ".globl trapgate_test_probe",
    ".hidden trapgate_test_probe",
    "trapgate_test_probe:",
    "push ebx",                 // the registers that a function preserves
    "push ebp",                 // likewise
    "push esi",                 // likewise
    "push edi",                 // likewise
    "mov eax, [esp + 20]",      // the function
    "mov ecx, [esp + 24]",      // its arguments
    "push dword ptr [ecx + 8]", // the third
    "push dword ptr [ecx + 4]", // the second
    "push dword ptr [ecx]",     // the first
    "mov ebp, esp",             // the expected stack pointer
    "mov ebx, 0x5a5a0000",      // values to check for
    "mov esi, 0x5a5a0001",      // likewise
    "mov edi, 0x5a5a0002",      // likewise
    "call eax",                 // the function
    "mov ecx, esp",             // the actual stack pointer
    "mov esp, ebp",             // the expected one
    "sub ecx, esp",             // the difference
    "pushfd",                   // the flags
    "pop eax",                  // likewise
    "cld",                      // the C convention needs it clear
    "add esp, 12",              // drop the arguments
    "mov edx, [esp + 28]",      // the result
    "mov [edx], ecx",           // the stack
    "mov [edx + 4], eax",       // the flags
    "mov [edx + 8], ebx",       // the registers after the call
    "mov [edx + 12], esi",      // likewise
    "mov [edx + 16], edi",      // likewise
    "pop edi",                  // restore
    "pop esi",                  // likewise
    "pop ebp",                  // likewise
    "pop ebx",                  // likewise
    "ret",                      // return
    ".popsection",
);

/// Calls `function` and checks that it preserved the registers, the stack and the direction flag.
pub(crate) fn call(name: &str, function: *const (), arguments: [usize; 3]) {
    const DIRECTION: usize = 1 << 10;
    let mut found = Found::default();
    // SAFETY: `function` takes at most three words, and the test passes valid ones.
    unsafe { probe(function, &arguments, &mut found) };
    assert_eq!(
        found.stack, 0,
        "{name}{arguments:x?} moved the stack pointer"
    );
    assert_eq!(
        found.flags & DIRECTION,
        0,
        "{name}{arguments:x?} left the direction flag set"
    );
    assert_eq!(found.kept, WANT, "{name}{arguments:x?} lost a register");
}
