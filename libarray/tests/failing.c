/* Wrapped allocators: see failing.h. Several threads may call them. */
#include "failing.h"

#include <errno.h>
#include <stdlib.h>

static long until, left, failures, blocks;

void failing_set(long n, long times)
{
    __atomic_store_n(&failures, 0, __ATOMIC_SEQ_CST);
    __atomic_store_n(&left, times, __ATOMIC_SEQ_CST);
    __atomic_store_n(&until, n, __ATOMIC_SEQ_CST);
}

long failing_count(void)
{
    return __atomic_load_n(&failures, __ATOMIC_SEQ_CST);
}

long failing_live_blocks(void)
{
    return __atomic_load_n(&blocks, __ATOMIC_SEQ_CST);
}

int failing_now(void)
{
    /* Counted down to zero, beyond which it goes on below. */
    if (__atomic_load_n(&left, __ATOMIC_SEQ_CST) <= 0) return 0;
    if (__atomic_load_n(&until, __ATOMIC_SEQ_CST) == 0) return 0;
    if (__atomic_load_n(&until, __ATOMIC_SEQ_CST) > 1 &&
        __atomic_sub_fetch(&until, 1, __ATOMIC_SEQ_CST) >= 1)
        return 0;
    if (__atomic_fetch_sub(&left, 1, __ATOMIC_SEQ_CST) <= 0) return 0;
    __atomic_fetch_add(&failures, 1, __ATOMIC_SEQ_CST);
    errno = ENOMEM;
    return 1;
}

void *failing_came(void *block)
{
    if (block == NULL) return NULL;
    __atomic_fetch_add(&blocks, 1, __ATOMIC_SEQ_CST);
    return block;
}

void failing_goes(void *block)
{
    if (block == NULL) return;
    __atomic_fetch_sub(&blocks, 1, __ATOMIC_SEQ_CST);
}

/* The linker's names. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size);
void __wrap_free(void *block);

void *__wrap_malloc(size_t size)
{
    return failing_now() ? NULL : failing_came(__real_malloc(size));
}

void *__wrap_calloc(size_t count, size_t size)
{
    return failing_now() ? NULL : failing_came(__real_calloc(count, size));
}

void *__wrap_realloc(void *block, size_t size)
{
    if (failing_now()) return NULL;
    void *moved = __real_realloc(block, size);
    return block == NULL ? failing_came(moved) : moved; /* as many blocks as before */
}

void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
    return failing_now() ? NULL : failing_came(__real_aligned_alloc(alignment, size));
}

void __wrap_free(void *block)
{
    failing_goes(block);
    __real_free(block);
}
