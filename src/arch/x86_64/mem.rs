//! The six memory functions that compilers call by name, which `mem!` emits in the user's crate.
//!
//! Compilers turn copies, fills and comparisons into calls of `memcpy`, `memmove`, `memset`,
//! `memcmp`, `bcmp` and `strlen`, so a program without a C library must provide them. They are in
//! assembly because the compiler may turn a loop in Rust into a call of the very function that the
//! loop implements. They use nothing above the x86_64 baseline (SSE2), query no CPU features and
//! keep no state. They rely on the ABI for a clear direction flag on entry.
//!
//! All of them follow three rules. A size between two powers of two is covered by two pieces that
//! overlap in the middle, so that few loops handle single bytes. A copy through registers loads
//! both ends before its first store, so that overlap does no harm. Long copies and fills use the
//! string instructions, which move 32 bytes or more per cycle, while SSE2 stores 16.

/// Emits the six memory functions, hidden, each in its own section.
///
/// `@prefix "p_"` puts a prefix before every name, so that tests can link them beside libc's.
#[macro_export]
#[doc(hidden)]
macro_rules! __mem {
    () => {
        $crate::__mem!(@prefix "");
    };

    (@prefix $prefix:literal) => {
        // memcpy and memmove: rdi is the destination, rsi the source, rdx the size; rax returns the
        // destination.
        //
        // Up to 128 bytes, everything is loaded from both ends and then stored: there is no loop
        // and no direction. Above that, the first 32 bytes (xmm0, xmm2) and the last 32 (xmm1,
        // xmm3) stay in registers while the middle moves, and are stored afterwards. The middle
        // moves upwards unless the destination begins inside the source, which one unsigned
        // comparison finds out. Upwards, it may overrun into the last 32 bytes, downwards into the
        // first 32. From 896 bytes on, `rep movsb` is faster than 16 bytes per step. Downwards it
        // is slow on every CPU.
        $crate::__mem_function!($prefix, "memcpy" = "memmove",
            "mov rax, rdi",                     // the result is the destination
            "cmp rdx, 16",                      // less than one vector?
            "jb 20f",                           // yes: general registers
            "movups xmm0, [rsi]",               // bytes 0 to 15
            "movups xmm1, [rsi + rdx - 16]",    // the last 16
            "cmp rdx, 32",                      // do these two cover it?
            "jbe 8f",                           // yes
            "movups xmm2, [rsi + 16]",          // bytes 16 to 31
            "movups xmm3, [rsi + rdx - 32]",    // the 16 before the last
            "cmp rdx, 64",                      // do these four cover it?
            "jbe 7f",                           // yes
            "cmp rdx, 128",                     // will eight vectors do?
            "ja 3f",                            // no
            "movups xmm4, [rsi + 32]",          // bytes 32 to 47
            "movups xmm5, [rsi + 48]",          // bytes 48 to 63
            "movups xmm6, [rsi + rdx - 64]",    // the last 64 to 49
            "movups xmm7, [rsi + rdx - 48]",    // the last 48 to 33
            "movups [rdi + 32], xmm4",          // every load is done: store
            "movups [rdi + 48], xmm5",          // bytes 48 to 63
            "movups [rdi + rdx - 64], xmm6",    // the last 64 to 49
            "movups [rdi + rdx - 48], xmm7",    // the last 48 to 33
            "7:",                               // the ends: 32 bytes of each
            "movups [rax + 16], xmm2",          // bytes 16 to 31
            "movups [rax + rdx - 32], xmm3",    // the 16 before the last
            "8:",                               // at most 32 are left
            "movups [rax], xmm0",               // bytes 0 to 15
            "movups [rax + rdx - 16], xmm1",    // the last 16
            "ret",                              // done
            "3:",                               // more than 128
            "mov rcx, rdi",                     // where the destination lies
            "sub rcx, rsi",                     // from the source, modulo 2^64
            "cmp rcx, rdx",                     // inside it?
            "jb 5f",                            // yes: from the top down
            "cmp rdx, 896",                     // long enough for microcode?
            "jae 9f",                           // yes
            "sub rsi, rdi",                     // from a destination to its source
            "add rdi, 32",                      // past the first 32
            "and rdi, -32",                     // down to half a line of the cache
            "lea rcx, [rax + rdx - 32]",        // where the last 32 begin
            ".p2align 5",                       // lets the loop run at full speed
            "4:",                               // upwards, 32 at a time
            "movups xmm4, [rdi + rsi]",         // load 16
            "movups xmm5, [rdi + rsi + 16]",    // load 16 more
            "movaps [rdi], xmm4",               // store 16
            "movaps [rdi + 16], xmm5",          // store 16 more
            "add rdi, 32",                      // next
            "cmp rdi, rcx",                     // into the last 32?
            "jb 4b",                            // not yet
            "jmp 7b",                           // store both ends
            "5:",                               // downwards
            "sub rsi, rdi",                     // from a destination to its source
            "lea rcx, [rdi + 32]",              // where the first 32 end
            "add rdi, rdx",                     // the end
            "and rdi, -16",                     // at most 15 below it
            "6:",                               // 32 at a time
            "movups xmm4, [rdi + rsi - 16]",    // load 16
            "movups xmm5, [rdi + rsi - 32]",    // load 16 below
            "movaps [rdi - 16], xmm4",          // store 16
            "movaps [rdi - 32], xmm5",          // store 16 below
            "sub rdi, 32",                      // next
            "cmp rdi, rcx",                     // into the first 32?
            "ja 6b",                            // not yet
            "jmp 7b",                           // store both ends
            "9:",                               // upwards by string instruction
            "mov rcx, rdx",                     // all of it
            "rep movsb",                        // move it
            "ret",                              // done
            "20:",                              // 0 to 15
            "cmp edx, 8",                       // a word from each end?
            "jb 22f",                           // too short
            "mov rcx, [rsi]",                   // the first 8
            "mov rsi, [rsi + rdx - 8]",         // the last 8
            "mov [rdi], rcx",                   // store the first
            "mov [rdi + rdx - 8], rsi",         // store the last
            "ret",                              // done
            "22:",                              // 0 to 7
            "cmp edx, 4",                       // four bytes from each end?
            "jb 24f",                           // too short
            "mov ecx, [rsi]",                   // the first 4
            "mov esi, [rsi + rdx - 4]",         // the last 4
            "mov [rdi], ecx",                   // store the first
            "mov [rdi + rdx - 4], esi",         // store the last
            "ret",                              // done
            "24:",                              // 0 to 3
            "cmp edx, 1",                       // one, none or more?
            "jb 27f",                           // none
            "movzx ecx, byte ptr [rsi + rdx - 1]", // the last (keeps the flags)
            "je 26f",                           // it is the only one
            "movzx esi, word ptr [rsi]",        // the first 2
            "mov [rdi], si",                    // store them
            "26:",                              // one is left
            "mov [rdi + rdx - 1], cl",          // store the last
            "27:",                              // none is left
            "ret",                              // done
        );

        // memset: rdi is the destination, sil the value, rdx the size; rax returns the destination.
        //
        // The value fills rsi and xmm0. Up to 64 bytes are covered by stores that start from both
        // ends. Above that, these four stores leave the middle to a loop, which may overrun into
        // the last of them. The loop alternates one vector and two words: some CPUs retire two
        // stores per cycle, of which only one may be from a vector register. From 1152 bytes on,
        // `rep stosb` is faster.
        $crate::__mem_function!($prefix, "memset",
            "mov rax, rdi",                     // the result is the destination
            "movzx esi, sil",                   // the value is a byte
            "mov rcx, 0x0101010101010101",      // one in every byte
            "imul rsi, rcx",                    // the value in every byte
            "cmp rdx, 16",                      // less than one vector?
            "jb 20f",                           // yes: general registers
            "cmp rdx, 1152",                    // long enough for microcode?
            "jae 4f",                           // yes
            "movq xmm0, rsi",                   // the low half
            "punpcklqdq xmm0, xmm0",            // and the high half
            "movups [rdi], xmm0",               // bytes 0 to 15
            "movups [rdi + rdx - 16], xmm0",    // the last 16
            "cmp rdx, 32",                      // do these two cover it?
            "jbe 27f",                          // yes
            "movups [rdi + 16], xmm0",          // bytes 16 to 31
            "movups [rdi + rdx - 32], xmm0",    // the 16 before the last
            "cmp rdx, 64",                      // do these four cover it?
            "jbe 27f",                          // yes
            "add rdi, 32",                      // past the first 32
            "and rdi, -32",                     // down to half a line of the cache
            "lea rcx, [rax + rdx - 32]",        // where the last 32 begin
            ".p2align 5",                       // lets the loop run at full speed
            "3:",                               // 32 at a time
            "movaps [rdi], xmm0",               // 16
            "mov [rdi + 16], rsi",              // 8
            "mov [rdi + 24], rsi",              // 8
            "add rdi, 32",                      // next
            "cmp rdi, rcx",                     // into the last 32?
            "jb 3b",                            // not yet
            "ret",                              // done
            "4:",                               // by string instruction
            "mov r8, rdi",                      // keep the result
            "mov eax, esi",                     // the value
            "mov rcx, rdx",                     // all of it
            "rep stosb",                        // set it
            "mov rax, r8",                      // the result
            "ret",                              // done
            "20:",                              // 0 to 15
            "cmp edx, 8",                       // a word from each end?
            "jb 22f",                           // too short
            "mov [rdi], rsi",                   // the first 8
            "mov [rdi + rdx - 8], rsi",         // the last 8
            "ret",                              // done
            "22:",                              // 0 to 7
            "cmp edx, 4",                       // four bytes from each end?
            "jb 24f",                           // too short
            "mov [rdi], esi",                   // the first 4
            "mov [rdi + rdx - 4], esi",         // the last 4
            "ret",                              // done
            "24:",                              // 0 to 3
            "cmp edx, 1",                       // one, none or more?
            "jb 27f",                           // none
            "mov [rdi + rdx - 1], sil",         // the last (keeps the flags)
            "je 27f",                           // it is the only one
            "mov [rdi], si",                    // the first 2
            "27:",                              // nothing is left
            "ret",                              // done
        );

        // memcmp and bcmp: rdi and rsi are the two addresses, rdx the size; eax returns less than,
        // equal to or more than 0.
        //
        // From 16 bytes on, vectors are compared, from 64 on two at a time. The last vector ends
        // where the data ends. A mask has a bit for each pair of equal bytes, so its first 0 is the
        // first difference. Below 16 bytes, one piece from each end is compared. bswap makes the
        // byte that comes first in memory the most significant one, so that an unsigned comparison
        // of the pieces compares their bytes in order.
        $crate::__mem_function!($prefix, "memcmp" = "bcmp",
            "cmp rdx, 16",                      // less than one vector?
            "jb 20f",                           // yes: general registers
            "xor ecx, ecx",                     // where the next vector begins
            "lea r8, [rdx - 16]",               // where the last one begins
            "lea r9, [rdx - 32]",               // where the last two begin
            "cmp rdx, 64",                      // worth two at a time?
            "jb 2f",                            // no
            "3:",                               // 32 at a time
            "movups xmm0, [rdi + rcx]",         // of the one
            "movups xmm1, [rsi + rcx]",         // of the other
            "movups xmm2, [rdi + rcx + 16]",    // the next of the one
            "movups xmm3, [rsi + rcx + 16]",    // and of the other
            "pcmpeqb xmm0, xmm1",               // ones where they are equal
            "pcmpeqb xmm2, xmm3",               // likewise
            "pand xmm0, xmm2",                  // in both
            "pmovmskb eax, xmm0",               // a bit for each pair of bytes
            "xor eax, 0xffff",                  // a bit for each difference
            "jnz 2f",                           // there is one: look closer
            "add rcx, 32",                      // next
            "cmp rcx, r9",                      // two vectors left?
            "jbe 3b",                           // yes
            "jmp 5f",                           // less than 32 are left
            "2:",                               // 16 at a time
            "movups xmm0, [rdi + rcx]",         // of the one
            "movups xmm1, [rsi + rcx]",         // of the other
            "pcmpeqb xmm0, xmm1",               // ones where they are equal
            "pmovmskb eax, xmm0",               // a bit for each byte
            "xor eax, 0xffff",                  // a bit for each difference
            "jnz 4f",                           // there is one
            "add rcx, 16",                      // next
            "5:",                               // so far they are equal
            "cmp rcx, r8",                      // a whole vector left?
            "jbe 2b",                           // yes
            "cmp rcx, rdx",                     // anything left?
            "mov rcx, r8",                      // (the last vector, flags kept)
            "jb 2b",                            // yes: compare it
            "ret",                              // no: eax is 0
            "4:",                               // a difference
            "bsf eax, eax",                     // its place in the vector
            "add rcx, rax",                     // its place in the data
            "movzx eax, byte ptr [rdi + rcx]",  // of the one
            "movzx ecx, byte ptr [rsi + rcx]",  // of the other
            "sub eax, ecx",                     // both are 0 to 255
            "ret",                              // done
            "20:",                              // 0 to 15
            "cmp edx, 8",                       // a word from each end?
            "jb 22f",                           // too short
            "mov rax, [rdi]",                   // the first 8 of the one
            "mov rcx, [rsi]",                   // and of the other
            "cmp rax, rcx",                     // equal?
            "jne 28f",                          // no
            "mov rax, [rdi + rdx - 8]",         // the last 8 of the one
            "mov rcx, [rsi + rdx - 8]",         // and of the other
            "jmp 27f",                          // they decide
            "22:",                              // 0 to 7
            "cmp edx, 4",                       // four bytes from each end?
            "jb 24f",                           // too short
            "mov eax, [rdi]",                   // the first 4 of the one
            "mov ecx, [rsi]",                   // and of the other
            "cmp eax, ecx",                     // equal?
            "jne 28f",                          // no
            "mov eax, [rdi + rdx - 4]",         // the last 4 of the one
            "mov ecx, [rsi + rdx - 4]",         // and of the other
            "jmp 27f",                          // they decide
            "24:",                              // 0 to 3
            "cmp edx, 1",                       // one, none or more?
            "jb 29f",                           // none: equal
            "je 26f",                           // one
            "movzx eax, word ptr [rdi]",        // the first 2 of the one
            "movzx ecx, word ptr [rsi]",        // and of the other
            "cmp eax, ecx",                     // equal?
            "jne 28f",                          // no
            "26:",                              // the last
            "movzx eax, byte ptr [rdi + rdx - 1]", // of the one
            "movzx ecx, byte ptr [rsi + rdx - 1]", // and of the other
            "27:",                              // the last pieces
            "cmp rax, rcx",                     // equal?
            "je 29f",                           // yes
            "28:",                              // the pieces that decide
            "bswap rax",                        // first in memory, most significant
            "bswap rcx",                        // likewise
            "cmp rax, rcx",                     // as unsigned numbers
            "sbb eax, eax",                     // -1 if below, else 0
            "or eax, 1",                        // -1 or 1
            "ret",                              // done
            "29:",                              // no difference
            "xor eax, eax",                     // 0
            "ret",                              // done
        );

        // strlen: rdi is the string; rax returns its length.
        //
        // Vectors are read in pairs, only at multiples of 32. Such a pair lies within one page and
        // contains at least one byte of the string, so the page is mapped. Bytes of the first pair
        // that precede the string are shifted out of its mask. Of every later pair, only the
        // smaller of each two corresponding bytes is compared with 0. If one of these is 0, it
        // comes from the second vector unless the first vector contains a 0.
        $crate::__mem_function!($prefix, "strlen",
            "mov ecx, edi",                     // the low 5 bits count what is before it
            "mov rdx, rdi",                     // the string
            "and rdx, -32",                     // the pair in which it begins
            "pxor xmm0, xmm0",                  // what to look for
            "pxor xmm1, xmm1",                  // likewise
            "pcmpeqb xmm0, [rdx]",              // ones where a byte is 0
            "pcmpeqb xmm1, [rdx + 16]",         // likewise
            "pmovmskb eax, xmm0",               // a bit for each byte
            "pmovmskb esi, xmm1",               // likewise
            "shl esi, 16",                      // they come after
            "or eax, esi",                      // a bit for each byte of the pair
            "shr eax, cl",                      // from the string on
            "bsf eax, eax",                     // the first 0, if any
            "jnz 4f",                           // its place is the length
            "pxor xmm0, xmm0",                  // what to look for
            "3:",                               // 32 at a time
            "add rdx, 32",                      // next
            "movaps xmm1, [rdx]",               // load 16
            "pminub xmm1, [rdx + 16]",          // the smaller of these and 16 more
            "pcmpeqb xmm1, xmm0",               // ones where one is 0
            "pmovmskb eax, xmm1",               // a bit for each two bytes
            "test eax, eax",                    // any?
            "jz 3b",                            // none
            "pcmpeqb xmm0, [rdx]",              // ones where one of the first 16 is 0
            "pmovmskb ecx, xmm0",               // a bit for each of them
            "shl eax, 16",                      // the others come after
            "or eax, ecx",                      // at least one bit
            "bsf eax, eax",                     // the place of the first
            "sub rdx, rdi",                     // of its pair in the string
            "add rax, rdx",                     // the length
            "4:",                               // rax is the length
            "ret",                              // done
        );
    };
}
