// Throws an exception through a frame with a destructor, so that unwinding calls _Unwind_Resume.
#include <cstdio>
#include <stdexcept>

extern "C" int half(int number);

struct Told {
    ~Told() { std::puts("destroyed"); }
};

static void odd(int number) {
    Told told;
    if (number % 2 != 0) throw std::runtime_error("odd");
    std::printf("%d\n", half(number));
}

int main() {
    odd(42);
    try {
        odd(21);
    } catch (const std::runtime_error &error) {
        std::printf("caught: %s\n", error.what());
    }
    return 0;
}
