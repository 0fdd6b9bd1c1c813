/* What the C programs without libc use in its place: system calls, each a single inline
 * instruction, and a _start that does what the ABI requires: it clears the frame pointer and aligns
 * the stack. */

#define EINTR 4

__attribute__((noreturn)) void start(void);

#if defined(__x86_64__)
__asm__(".pushsection .text._start,\"ax\",@progbits\n"
        ".globl _start\n"
        "_start:\n"
        "xor %ebp, %ebp\n"
        "and $-16, %rsp\n"
        "call start\n"
        ".popsection");

enum { WRITE = 1, EXIT_GROUP = 231 };

static inline long call3(long number, long first, const void *second, unsigned long third)
{
    __asm__ volatile("syscall" : "+a"(number) : "D"(first), "S"(second), "d"(third) : "rcx", "r11", "memory");
    return number;
}

static inline long call1(long number, long first)
{
    __asm__ volatile("syscall" : "+a"(number) : "D"(first) : "rcx", "r11", "memory");
    return number;
}
#else
__asm__(".pushsection .text._start,\"ax\",@progbits\n"
        ".globl _start\n"
        "_start:\n"
        "xor %ebp, %ebp\n"
        "and $-16, %esp\n"
        "call start\n"
        ".popsection");

enum { WRITE = 4, EXIT_GROUP = 252 };

static inline long call3(long number, long first, const void *second, unsigned long third)
{
    __asm__ volatile("int $0x80" : "+a"(number) : "b"(first), "c"(second), "d"(third) : "memory");
    return number;
}

static inline long call1(long number, long first)
{
    __asm__ volatile("int $0x80" : "+a"(number) : "b"(first) : "memory");
    return number;
}
#endif

__attribute__((noreturn)) static inline void leave(int status)
{
    for (;;)
        call1(EXIT_GROUP, status);
}
