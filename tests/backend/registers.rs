//! What a call preserves from a function's point of view: the callee-saved registers, the stack and
//! the direction flag.

use std::arch::asm;

use super::path::{NOBODY, Path, expect, in_child, paths, sentinels};

/// Called by the assembly below with a path and the parts of a slice.
extern "C" fn enter(path: *const Path, args: *const usize, count: usize) {
    // SAFETY: the callers pass the address of a path and the parts of a slice, both of which are
    // live.
    let (path, args) = unsafe { (&*path, std::slice::from_raw_parts(args, count)) };
    path.call(NOBODY, args);
}

/// Makes a call by `path` with a pattern in every register that a function must preserve, and
/// returns whether all still hold it.
#[cfg(target_arch = "x86_64")]
fn keeps(path: &Path, args: &[usize]) -> bool {
    let wrong: usize;
    // SAFETY: calls a C function with an aligned stack; rbx and rbp are restored.
    unsafe {
        asm!(
            "push rbx",
            "push rbp",
            "mov r15, rsp",
            "and rsp, -16",
            "mov rbx, 0x0b0b0b0b",
            "mov rbp, 0x0c0c0c0c",
            "mov r12, 0x12121212",
            "mov r13, 0x13131313",
            "mov r14, rsp",
            "call {enter}",
            "xor eax, eax",
            "cmp rsp, r14",
            "setne al",
            "xor rbx, 0x0b0b0b0b",
            "or rax, rbx",
            "xor rbp, 0x0c0c0c0c",
            "or rax, rbp",
            "xor r12, 0x12121212",
            "or rax, r12",
            "xor r13, 0x13131313",
            "or rax, r13",
            "pushfq",
            "pop rcx",
            "and ecx, 0x400", // the direction flag
            "or rax, rcx",
            "mov rsp, r15",
            "pop rbp",
            "pop rbx",
            enter = sym enter,
            in("rdi") path as *const Path,
            in("rsi") args.as_ptr(),
            in("rdx") args.len(),
            lateout("rax") wrong,
            out("r12") _, out("r13") _, out("r14") _, out("r15") _,
            clobber_abi("C"),
        );
    }
    wrong == 0
}

/// Makes a call by `path` with a pattern in every register that a function must preserve, and
/// returns whether all still hold it.
#[cfg(target_arch = "x86")]
fn keeps(path: &Path, args: &[usize]) -> bool {
    let wrong: usize;
    let block = [
        path as *const Path as usize,
        args.as_ptr() as usize,
        args.len(),
    ];
    // SAFETY: calls a C function with an aligned stack; ebx, esi, edi and ebp are restored.
    unsafe {
        asm!(
            "push ebx",
            "push esi",
            "push edi",
            "push ebp",
            "mov ecx, esp",
            "and esp, -16",
            "push ecx",
            "push dword ptr [eax + 8]",
            "push dword ptr [eax + 4]",
            "push dword ptr [eax]",
            "mov ebx, 0x0b0b0b0b",
            "mov esi, 0x0c0c0c0c",
            "mov edi, esp",
            "mov ebp, 0x0e0e0e0e",
            "call {enter}",
            "xor eax, eax",
            "cmp esp, edi",
            "setne al",
            "xor ebx, 0x0b0b0b0b",
            "or eax, ebx",
            "xor esi, 0x0c0c0c0c",
            "or eax, esi",
            "xor ebp, 0x0e0e0e0e",
            "or eax, ebp",
            "pushfd",
            "pop ecx",
            "and ecx, 0x400", // the direction flag
            "or eax, ecx",
            "mov esp, [esp + 12]",
            "pop ebp",
            "pop edi",
            "pop esi",
            "pop ebx",
            enter = sym enter,
            inlateout("eax") &raw const block => wrong,
            clobber_abi("C"),
        );
    }
    wrong == 0
}

#[test]
fn the_caller_finds_its_registers() {
    for path in paths() {
        in_child(path.name, || {
            path.enter();
            for count in 0..=6 {
                expect(usize::from(keeps(&path, &sentinels(count))), 1);
            }
        });
    }
}
