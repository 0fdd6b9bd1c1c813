/* `Hello, World!` without libc. Like examples/hello.rs, it writes again what the kernel has not
 * written. */
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
