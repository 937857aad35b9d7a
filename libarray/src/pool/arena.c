#include "threads/threads.h"

#if LA_THREADS_FUTEX
#include "pool/arena.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    PAGE = 65536,
    ALIGNMENT = 64,
    STACK = 32768, /* microkernels keep tiles in registers; nothing recurses */
};

extern unsigned char __heap_base; /* by the linker: the end of data and of the caller's stack */

static uint64_t base; /* where the next stack or, after them, the first block goes */
static uint64_t top;  /* the first free byte */

static uint64_t start(void)
{
    if (base == 0) base = ((uintptr_t)&__heap_base + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return base;
}

static bool grow_to(uint64_t end)
{
    uint64_t pages = (end + PAGE - 1) / PAGE;
    size_t have = __builtin_wasm_memory_size(0);
    if (pages <= have) return true;
    if (pages > 65536) return false;
    return __builtin_wasm_memory_grow(0, (size_t)pages - have) != SIZE_MAX;
}

size_t arena_add_stack(void)
{
    uint64_t end = start() + STACK;
    if (!grow_to(end)) return 0;
    base = end;
    return (size_t)end;
}

void arena_reset(void)
{
    top = start();
}

void *arena_alloc(size_t nbytes)
{
    uint64_t end = top + ((uint64_t)nbytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (!grow_to(end)) return NULL;
    void *block = (void *)(uintptr_t)top;
    top = end;
    return block;
}
#else
typedef int la_nothing_here;
#endif
