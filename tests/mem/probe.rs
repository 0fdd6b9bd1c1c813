//! Calls a function with known values in the registers that it must keep.

use core::arch::global_asm;

/// What was found after the call.
#[repr(C)]
#[derive(Default)]
struct Found {
    /// The stack pointer, less what it was before.
    stack: usize,
    flags: usize,
    /// rbx, r12 to r15; ebx, esi, edi. The base pointer must be kept for the rest to work at all.
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
    "push rbx",             // the six that a function keeps
    "push rbp",             // likewise
    "push r12",             // likewise
    "push r13",             // likewise
    "push r14",             // likewise
    "push r15",             // likewise
    "push rdx",             // where to report, and the stack is aligned
    "mov rbp, rsp",         // where the stack should be again
    "mov rax, rdi",         // the function
    "mov rdi, [rsi]",       // its first argument
    "mov rdx, [rsi + 16]",  // its third
    "mov rsi, [rsi + 8]",   // its second
    "mov ebx, 0x5a5a0000",  // values to find again
    "mov r12d, 0x5a5a0001", // likewise
    "mov r13d, 0x5a5a0002", // likewise
    "mov r14d, 0x5a5a0003", // likewise
    "mov r15d, 0x5a5a0004", // likewise
    "call rax",             // the function
    "mov rcx, rsp",         // the stack now
    "mov rsp, rbp",         // where it should be
    "sub rcx, rsp",         // the difference
    "pushfq",               // the flags
    "pop rax",              // likewise
    "cld",                  // whatever they were
    "pop rdx",              // where to report
    "mov [rdx], rcx",       // the stack
    "mov [rdx + 8], rax",   // the flags
    "mov [rdx + 16], rbx",  // what is in the registers now
    "mov [rdx + 24], r12",  // likewise
    "mov [rdx + 32], r13",  // likewise
    "mov [rdx + 40], r14",  // likewise
    "mov [rdx + 48], r15",  // likewise
    "pop r15",              // as they were
    "pop r14",              // likewise
    "pop r13",              // likewise
    "pop r12",              // likewise
    "pop rbp",              // likewise
    "pop rbx",              // likewise
    "ret",                  // done
    ".popsection",
);

#[cfg(target_arch = "x86")]
global_asm!(
    ".pushsection .text.trapgate_test_probe,\"ax\",@progbits",
    ".globl trapgate_test_probe",
    ".hidden trapgate_test_probe",
    "trapgate_test_probe:",
    "push ebx",                 // the four that a function keeps
    "push ebp",                 // likewise
    "push esi",                 // likewise
    "push edi",                 // likewise
    "mov eax, [esp + 20]",      // the function
    "mov ecx, [esp + 24]",      // its arguments
    "push dword ptr [ecx + 8]", // the third
    "push dword ptr [ecx + 4]", // the second
    "push dword ptr [ecx]",     // the first
    "mov ebp, esp",             // where the stack should be again
    "mov ebx, 0x5a5a0000",      // values to find again
    "mov esi, 0x5a5a0001",      // likewise
    "mov edi, 0x5a5a0002",      // likewise
    "call eax",                 // the function
    "mov ecx, esp",             // the stack now
    "mov esp, ebp",             // where it should be
    "sub ecx, esp",             // the difference
    "pushfd",                   // the flags
    "pop eax",                  // likewise
    "cld",                      // whatever they were
    "add esp, 12",              // drop the arguments
    "mov edx, [esp + 28]",      // where to report
    "mov [edx], ecx",           // the stack
    "mov [edx + 4], eax",       // the flags
    "mov [edx + 8], ebx",       // what is in the registers now
    "mov [edx + 12], esi",      // likewise
    "mov [edx + 16], edi",      // likewise
    "pop edi",                  // as they were
    "pop esi",                  // likewise
    "pop ebp",                  // likewise
    "pop ebx",                  // likewise
    "ret",                      // done
    ".popsection",
);

/// Calls `function` and checks what it has kept.
pub(crate) fn call(name: &str, function: *const (), arguments: [usize; 3]) {
    const DIRECTION: usize = 1 << 10;
    let mut found = Found::default();
    // SAFETY: `function` takes at most three words, and the test passes what it accepts.
    unsafe { probe(function, &arguments, &mut found) };
    assert_eq!(found.stack, 0, "{name}{arguments:x?} moved the stack");
    assert_eq!(
        found.flags & DIRECTION,
        0,
        "{name}{arguments:x?} left the direction flag set"
    );
    assert_eq!(found.kept, WANT, "{name}{arguments:x?} lost a register");
}
