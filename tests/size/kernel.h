/* What the C programs without libc have instead of it: system calls, one instruction each with nothing around it, and a
 * start that does what the ABI asks of one: the frame pointer is zero and the stack aligned. */

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
