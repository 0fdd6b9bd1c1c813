//! The six memory functions that compilers call by name, which `mem!` emits in the user's crate.
//!
//! Compilers turn copies, fills and comparisons into calls of `memcpy`, `memmove`, `memset`,
//! `memcmp`, `bcmp` and `strlen`, so a program without a C library must provide them. They are in
//! assembly because the compiler may turn a loop in Rust into a call of the very function that the
//! loop implements. They use nothing above Rust's i686 baseline (SSE2), query no CPU features and
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
        // memcpy and memmove: the destination, the source and the size are on the stack; eax
        // returns the destination.
        //
        // Up to 128 bytes, everything is loaded from both ends and then stored: there is no loop
        // and no direction. Above that, the first 32 bytes (xmm0, xmm2) and the last 32 (xmm1,
        // xmm3) stay in registers while the middle moves, and are stored afterwards. The middle
        // moves upwards unless the destination begins inside the source, which one unsigned
        // comparison finds out. Upwards, it may overrun into the last 32 bytes, downwards into the
        // first 32. From 896 bytes on, `rep movsb` is faster than 16 bytes per step. Downwards it
        // is slow on every CPU.
        $crate::__mem_function!($prefix, "memcpy" = "memmove",
            "mov eax, [esp + 4]",               // the destination, also the result
            "mov ecx, [esp + 8]",               // the source
            "mov edx, [esp + 12]",              // the size
            "cmp edx, 16",                      // less than one vector?
            "jb 20f",                           // yes
            "movups xmm0, [ecx]",               // bytes 0 to 15
            "movups xmm1, [ecx + edx - 16]",    // the last 16
            "cmp edx, 32",                      // do these two cover it?
            "jbe 8f",                           // yes
            "movups xmm2, [ecx + 16]",          // bytes 16 to 31
            "movups xmm3, [ecx + edx - 32]",    // the 16 before the last
            "cmp edx, 64",                      // do these four cover it?
            "jbe 7f",                           // yes
            "cmp edx, 128",                     // will eight vectors do?
            "ja 3f",                            // no
            "movups xmm4, [ecx + 32]",          // bytes 32 to 47
            "movups xmm5, [ecx + 48]",          // bytes 48 to 63
            "movups xmm6, [ecx + edx - 64]",    // the last 64 to 49
            "movups xmm7, [ecx + edx - 48]",    // the last 48 to 33
            "movups [eax + 32], xmm4",          // every load is done: store
            "movups [eax + 48], xmm5",          // bytes 48 to 63
            "movups [eax + edx - 64], xmm6",    // the last 64 to 49
            "movups [eax + edx - 48], xmm7",    // the last 48 to 33
            "7:",                               // the ends: 32 bytes of each
            "movups [eax + 16], xmm2",          // bytes 16 to 31
            "movups [eax + edx - 32], xmm3",    // the 16 before the last
            "8:",                               // at most 32 are left
            "movups [eax], xmm0",               // bytes 0 to 15
            "movups [eax + edx - 16], xmm1",    // the last 16
            "ret",                              // done
            "3:",                               // more than 128
            "push edi",                         // the ABI keeps it
            ".cfi_def_cfa_offset 8",            // one word deeper
            ".cfi_offset edi, -8",              // where it is
            "mov edi, eax",                     // where the destination lies
            "sub edi, ecx",                     // from the source, modulo 2^32
            "cmp edi, edx",                     // inside it?
            "mov edi, eax",                     // (the destination, flags kept)
            "jb 5f",                            // yes: from the top down
            "cmp edx, 896",                     // long enough for microcode?
            "jae 9f",                           // yes
            "sub ecx, eax",                     // from a destination to its source
            "add edi, 32",                      // past the first 32
            "and edi, -32",                     // down to half a line of the cache
            "lea edx, [eax + edx - 32]",        // where the last 32 begin
            "4:",                               // upwards, 32 at a time
            "movups xmm4, [edi + ecx]",         // load 16
            "movups xmm5, [edi + ecx + 16]",    // load 16 more
            "movaps [edi], xmm4",               // store 16
            "movaps [edi + 16], xmm5",          // store 16 more
            "add edi, 32",                      // next
            "cmp edi, edx",                     // into the last 32?
            "jb 4b",                            // not yet
            "2:",                               // the middle is there
            "pop edi",                          // as it was
            ".cfi_remember_state",              // (the code below is still deeper)
            ".cfi_def_cfa_offset 4",            // back up
            ".cfi_restore edi",                 // in its register
            "mov edx, [esp + 12]",              // the size again
            "jmp 7b",                           // store both ends
            ".cfi_restore_state",               // from here on deeper
            "5:",                               // downwards
            "sub ecx, eax",                     // from a destination to its source
            "add edi, edx",                     // the end
            "and edi, -16",                     // at most 15 below it
            "lea edx, [eax + 32]",              // where the first 32 end
            "6:",                               // 32 at a time
            "movups xmm4, [edi + ecx - 16]",    // load 16
            "movups xmm5, [edi + ecx - 32]",    // load 16 below
            "movaps [edi - 16], xmm4",          // store 16
            "movaps [edi - 32], xmm5",          // store 16 below
            "sub edi, 32",                      // next
            "cmp edi, edx",                     // into the first 32?
            "ja 6b",                            // not yet
            "jmp 2b",                           // store both ends
            "9:",                               // upwards by string instruction
            "push esi",                         // the ABI keeps it
            ".cfi_def_cfa_offset 12",           // one word deeper
            ".cfi_offset esi, -12",             // where it is
            "mov esi, ecx",                     // from the source
            "mov ecx, edx",                     // all of it
            "rep movsb",                        // move it
            "pop esi",                          // as it was
            ".cfi_def_cfa_offset 8",            // back up
            ".cfi_restore esi",                 // in its register
            "pop edi",                          // as it was
            ".cfi_def_cfa_offset 4",            // back up
            ".cfi_restore edi",                 // in its register
            "ret",                              // done
            "20:",                              // 0 to 15
            "cmp edx, 8",                       // half a vector from each end?
            "jb 22f",                           // too short
            "movq xmm0, [ecx]",                 // the first 8
            "movq xmm1, [ecx + edx - 8]",       // the last 8
            "movq [eax], xmm0",                 // store the first
            "movq [eax + edx - 8], xmm1",       // store the last
            "ret",                              // done
            "22:",                              // 0 to 7
            "cmp edx, 4",                       // four bytes from each end?
            "jb 24f",                           // too short
            "movd xmm0, [ecx]",                 // the first 4
            "movd xmm1, [ecx + edx - 4]",       // the last 4
            "movd [eax], xmm0",                 // store the first
            "movd [eax + edx - 4], xmm1",       // store the last
            "ret",                              // done
            "24:",                              // 0 to 3
            "cmp edx, 2",                       // how many?
            "jb 26f",                           // none or one
            "je 25f",                           // two
            "movzx edx, byte ptr [ecx + 2]",    // the third
            "movzx ecx, word ptr [ecx]",        // the first 2
            "mov [eax + 2], dl",                // store the third
            "mov [eax], cx",                    // store the first 2
            "ret",                              // done
            "25:",                              // two
            "movzx ecx, word ptr [ecx]",        // load them
            "mov [eax], cx",                    // store them
            "ret",                              // done
            "26:",                              // none or one
            "test edx, edx",                    // which?
            "jz 27f",                           // none
            "movzx ecx, byte ptr [ecx]",        // load it
            "mov [eax], cl",                    // store it
            "27:",                              // nothing is left
            "ret",                              // done
        );

        // memset: the destination, the value and the size are on the stack; eax returns the
        // destination.
        //
        // The value fills ecx and xmm0. Up to 64 bytes are covered by stores that start from both
        // ends. Above that, these four stores leave the middle to a loop, which may overrun into
        // the last of them. From 896 bytes on, `rep stosb` is faster.
        $crate::__mem_function!($prefix, "memset",
            "mov eax, [esp + 4]",               // the destination, also the result
            "movzx ecx, byte ptr [esp + 8]",    // the value is a byte
            "mov edx, [esp + 12]",              // the size
            "imul ecx, ecx, 0x01010101",        // the value in every byte
            "cmp edx, 16",                      // less than one vector?
            "jb 20f",                           // yes: general registers
            "cmp edx, 896",                     // long enough for microcode?
            "jae 4f",                           // yes
            "movd xmm0, ecx",                   // the low quarter
            "pshufd xmm0, xmm0, 0",             // and the others
            "movups [eax], xmm0",               // bytes 0 to 15
            "movups [eax + edx - 16], xmm0",    // the last 16
            "cmp edx, 32",                      // do these two cover it?
            "jbe 27f",                          // yes
            "movups [eax + 16], xmm0",          // bytes 16 to 31
            "movups [eax + edx - 32], xmm0",    // the 16 before the last
            "cmp edx, 64",                      // do these four cover it?
            "jbe 27f",                          // yes
            "lea ecx, [eax + 32]",              // past the first 32
            "and ecx, -32",                     // down to half a line of the cache
            "lea edx, [eax + edx - 32]",        // where the last 32 begin
            "3:",                               // 32 at a time
            "movaps [ecx], xmm0",               // 16
            "movaps [ecx + 16], xmm0",          // 16 more
            "add ecx, 32",                      // next
            "cmp ecx, edx",                     // into the last 32?
            "jb 3b",                            // not yet
            "ret",                              // done
            "4:",                               // by string instruction
            "push edi",                         // the ABI keeps it
            ".cfi_def_cfa_offset 8",            // one word deeper
            ".cfi_offset edi, -8",              // where it is
            "mov edi, eax",                     // the destination
            "mov eax, ecx",                     // the value
            "mov ecx, edx",                     // all of it
            "rep stosb",                        // set it
            "pop edi",                          // as it was
            ".cfi_def_cfa_offset 4",            // back up
            ".cfi_restore edi",                 // in its register
            "mov eax, [esp + 4]",               // the result
            "ret",                              // done
            "20:",                              // 0 to 15
            "cmp edx, 4",                       // four bytes from each end?
            "jb 24f",                           // too short
            "mov [eax], ecx",                   // the first 4
            "mov [eax + edx - 4], ecx",         // the last 4
            "cmp edx, 8",                       // do these two cover it?
            "jbe 27f",                          // yes
            "mov [eax + 4], ecx",               // bytes 4 to 7
            "mov [eax + edx - 8], ecx",         // the 4 before the last
            "ret",                              // done
            "24:",                              // 0 to 3
            "cmp edx, 1",                       // one, none or more?
            "jb 27f",                           // none
            "mov [eax + edx - 1], cl",          // the last (keeps the flags)
            "je 27f",                           // it is the only one
            "mov [eax], cx",                    // the first 2
            "27:",                              // nothing is left
            "ret",                              // done
        );

        // memcmp and bcmp: the two addresses and the size are on the stack; eax returns less than,
        // equal to or more than 0.
        //
        // eax is the address in the first, and ecx the distance from there to the second. edx is
        // first the size, then the end. Only the size decides which code runs: the end minus a
        // constant may wrap around if the data is below address 64, and the address of an empty
        // slice is arbitrary.
        //
        // From 16 bytes on, vectors are compared, from 64 on two at a time. The last vector ends
        // where the data ends. A mask has a bit for each pair of equal bytes, so its first 0 is the
        // first difference. From 4 to 15 bytes, words are compared instead of vectors. bswap makes
        // the byte that comes first in memory the most significant one, so that an unsigned
        // comparison of words compares their bytes in order.
        $crate::__mem_function!($prefix, "memcmp" = "bcmp",
            "push ebx",                         // the ABI keeps it
            ".cfi_def_cfa_offset 8",            // one word deeper
            ".cfi_offset ebx, -8",              // where it is
            "mov eax, [esp + 8]",               // the one
            "mov ecx, [esp + 12]",              // the other
            "mov edx, [esp + 16]",              // the size
            "sub ecx, eax",                     // from the one to the other
            "cmp edx, 16",                      // less than one vector?
            "jb 20f",                           // yes: words
            "cmp edx, 64",                      // worth two at a time?
            "lea edx, [eax + edx]",             // (the end, flags kept)
            "jb 2f",                            // no
            "sub edx, 32",                      // where the last two begin
            "3:",                               // 32 at a time
            "movups xmm0, [eax]",               // of the one
            "movups xmm1, [eax + ecx]",         // of the other
            "movups xmm2, [eax + 16]",          // the next of the one
            "movups xmm3, [eax + ecx + 16]",    // and of the other
            "pcmpeqb xmm0, xmm1",               // ones where they are equal
            "pcmpeqb xmm2, xmm3",               // likewise
            "pand xmm0, xmm2",                  // in both
            "pmovmskb ebx, xmm0",               // a bit for each pair of bytes
            "xor ebx, 0xffff",                  // a bit for each difference
            "jnz 4f",                           // there is one: look closer
            "add eax, 32",                      // next
            "cmp eax, edx",                     // two vectors left?
            "jbe 3b",                           // yes
            "4:",                               // less than 32 are left, or they differ
            "add edx, 32",                      // the end again
            "cmp eax, edx",                     // anything left?
            "je 29f",                           // no: equal
            "2:",                               // 16 at a time
            "lea ebx, [edx - 16]",              // where the last vector begins
            "cmp eax, ebx",                     // a whole one left?
            "cmova eax, ebx",                   // no: go back to the last
            "movups xmm0, [eax]",               // of the one
            "movups xmm1, [eax + ecx]",         // of the other
            "pcmpeqb xmm0, xmm1",               // ones where they are equal
            "pmovmskb ebx, xmm0",               // a bit for each byte
            "xor ebx, 0xffff",                  // a bit for each difference
            "jnz 5f",                           // there is one
            "add eax, 16",                      // next
            "cmp eax, edx",                     // anything left?
            "jb 2b",                            // yes
            "jmp 29f",                          // no: equal
            "5:",                               // a difference
            "bsf ebx, ebx",                     // its place in the vector
            "add eax, ebx",                     // its place in the data
            "26:",                              // the byte that decides
            "movzx ecx, byte ptr [eax + ecx]",  // of the other
            "movzx eax, byte ptr [eax]",        // of the one
            "sub eax, ecx",                     // both are 0 to 255
            "jmp 30f",                          // done
            "20:",                              // 0 to 15
            "cmp edx, 4",                       // a whole word there?
            "jb 24f",                           // no: bytes
            "add edx, eax",                     // the end
            "22:",                              // 4 at a time
            "mov ebx, [eax]",                   // of the one
            "cmp ebx, [eax + ecx]",             // equal to the other?
            "jne 28f",                          // no
            "add eax, 4",                       // next
            "lea ebx, [edx - 4]",               // where the last word begins
            "cmp eax, edx",                     // anything left?
            "jae 29f",                          // no: equal
            "cmp eax, ebx",                     // a whole one left?
            "cmova eax, ebx",                   // no: go back to the last
            "jmp 22b",                          // compare it
            "24:",                              // 0 to 3
            "cmp edx, 1",                       // one, none or more?
            "jb 29f",                           // none: equal
            "lea edx, [eax + edx]",             // (the end, flags kept)
            "je 25f",                           // one
            "movzx ebx, word ptr [eax]",        // the first 2 of the one
            "cmp bx, [eax + ecx]",              // equal to the other?
            "jne 25f",                          // no: which byte?
            "lea eax, [edx - 1]",               // yes: on to the last
            "25:",                              // byte after byte
            "movzx ebx, byte ptr [eax]",        // of the one
            "cmp bl, [eax + ecx]",              // equal to the other?
            "jne 26b",                          // no
            "inc eax",                          // next
            "cmp eax, edx",                     // anything left?
            "jb 25b",                           // yes
            "jmp 29f",                          // no: equal
            "28:",                              // ebx and a word differ
            "mov ecx, [eax + ecx]",             // of the other
            "bswap ebx",                        // first in memory, most significant
            "bswap ecx",                        // likewise
            "cmp ebx, ecx",                     // as unsigned numbers
            "sbb eax, eax",                     // -1 if below, else 0
            "or eax, 1",                        // -1 or 1
            "jmp 30f",                          // done
            "29:",                              // no difference
            "xor eax, eax",                     // 0
            "30:",                              // eax is the result
            "pop ebx",                          // as it was
            ".cfi_def_cfa_offset 4",            // back up
            ".cfi_restore ebx",                 // in its register
            "ret",                              // done
        );

        // strlen: the string is on the stack; eax returns its length.
        //
        // Vectors are read in pairs, only at multiples of 32. Such a pair lies within one page and
        // contains at least one byte of the string, so the page is mapped. Bytes of the first pair
        // that precede the string are shifted out of its mask. Of every later pair, only the
        // smaller of each two corresponding bytes is compared with 0. If one of these is 0, it
        // comes from the second vector unless the first vector contains a 0.
        $crate::__mem_function!($prefix, "strlen",
            "mov ecx, [esp + 4]",               // the low 5 bits count what is before it
            "mov edx, ecx",                     // the string
            "and edx, -32",                     // the pair in which it begins
            "pxor xmm0, xmm0",                  // what to look for
            "pxor xmm1, xmm1",                  // likewise
            "pcmpeqb xmm0, [edx]",              // ones where a byte is 0
            "pcmpeqb xmm1, [edx + 16]",         // likewise
            "pmovmskb eax, xmm0",               // a bit for each byte
            "pmovmskb edx, xmm1",               // likewise
            "shl edx, 16",                      // they come after
            "or eax, edx",                      // a bit for each byte of the pair
            "shr eax, cl",                      // from the string on
            "bsf eax, eax",                     // the first 0, if any
            "jnz 4f",                           // its place is the length
            "mov edx, ecx",                     // the string
            "and edx, -32",                     // its pair again
            "pxor xmm0, xmm0",                  // what to look for
            "3:",                               // 32 at a time
            "add edx, 32",                      // next
            "movaps xmm1, [edx]",               // load 16
            "pminub xmm1, [edx + 16]",          // the smaller of these and 16 more
            "pcmpeqb xmm1, xmm0",               // ones where one is 0
            "pmovmskb eax, xmm1",               // a bit for each two bytes
            "test eax, eax",                    // any?
            "jz 3b",                            // none
            "sub edx, ecx",                     // the place of the pair in the string
            "pcmpeqb xmm0, [ecx + edx]",        // ones where one of the first 16 is 0
            "pmovmskb ecx, xmm0",               // a bit for each of them
            "shl eax, 16",                      // the others come after
            "or eax, ecx",                      // at least one bit
            "bsf eax, eax",                     // the place of the first
            "add eax, edx",                     // the length
            "4:",                               // eax is the length
            "ret",                              // done
        );
    };
}
