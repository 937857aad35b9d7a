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

/* Heads what stays; the next one follows at `end`. */
typedef struct kept {
    _Alignas(ALIGNMENT) uint64_t end;
    bool used;
} kept;

static uint64_t base; /* the end of what stays */
static uint64_t top;  /* the first free byte */

static uint64_t align_up(uint64_t address)
{
    return (address + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static uint64_t heap_start(void)
{
    return align_up((uintptr_t)&__heap_base);
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
    char *stack = arena_keep(STACK);
    return stack != NULL ? (size_t)(uintptr_t)stack + STACK : 0;
}

static kept *kept_at(uint64_t address)
{
    return (kept *)(uintptr_t)address;
}

/* Joins neighbours that are free; what is free at the end is no longer of what stays. */
static void join_free(void)
{
    for (uint64_t at = heap_start(); at < base; at = kept_at(at)->end) {
        kept *block = kept_at(at);
        if (block->used) continue;
        while (block->end < base && !kept_at(block->end)->used)
            block->end = kept_at(block->end)->end;
        if (block->end >= base) base = at;
    }
}

void *arena_keep(size_t nbytes)
{
    const uint64_t room = sizeof(kept) + align_up(nbytes);
    if (base == 0) base = heap_start();
    for (uint64_t at = heap_start(); at < base; at = kept_at(at)->end) {
        kept *block = kept_at(at);
        if (block->used || block->end - at < room) continue;
        if (block->end - at > room) { /* the rest remains free */
            *kept_at(at + room) = (kept){.end = block->end, .used = false};
            block->end = at + room;
        }
        block->used = true;
        return block + 1;
    }
    if (!grow_to(base + room)) return NULL;
    kept *block = kept_at(base);
    *block = (kept){.end = base + room, .used = true};
    base += room;
    arena_reset();
    return block + 1;
}

void arena_release(void *pointer)
{
    ((kept *)pointer - 1)->used = false;
    join_free();
    arena_reset();
}

void arena_reset(void)
{
    top = base != 0 ? base : heap_start();
}

void *arena_alloc(size_t nbytes)
{
    uint64_t end = top + align_up(nbytes);
    if (!grow_to(end)) return NULL;
    void *block = (void *)(uintptr_t)top;
    top = end;
    return block;
}
#else
typedef int la_nothing_here;
#endif
