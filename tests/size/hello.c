/* `Hello, World!` without libc: what the kernel has not taken is written again, as examples/hello.rs does. */
#include "kernel.h"

void start(void)
{
    const char *text = "Hello, World!\n";
    unsigned long left = 14;
    while (left != 0) {
        long count = call3(WRITE, 1, text, left);
        if (count == -EINTR)
            continue;
        if (count <= 0)
            break;
        text += count;
        left -= count;
    }
    leave(0);
}
