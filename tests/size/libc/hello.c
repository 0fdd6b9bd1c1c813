/* `Hello, World!`, unbuffered, with the libc that the compiler links. */
#include <errno.h>
#include <stddef.h>
#include <unistd.h>

int main(void)
{
    const char *text = "Hello, World!\n";
    size_t left = 14;
    while (left != 0) {
        ssize_t count = write(1, text, left);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        text += count;
        left -= (size_t)count;
    }
    return 0;
}
