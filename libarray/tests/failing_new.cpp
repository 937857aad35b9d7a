// operator new and delete, wrapped: see failing.h.
#include "failing.h"

#include <new>

extern "C" {
void *__real__Znwm(std::size_t size);
void __real__ZdlPv(void *block);
void __real__ZdlPvm(void *block, std::size_t size);

void *__wrap__Znwm(std::size_t size)
{
    if (failing_now()) throw std::bad_alloc();
    return failing_came(__real__Znwm(size));
}

void __wrap__ZdlPv(void *block)
{
    failing_goes(block);
    __real__ZdlPv(block);
}

void __wrap__ZdlPvm(void *block, std::size_t size)
{
    failing_goes(block);
    __real__ZdlPvm(block, size);
}
}
