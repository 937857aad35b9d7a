/* The pool's memory: what stays (worker stacks, panels of prepacked operands), and above it what
 * one product needs. */
#ifndef LIBARRAY_POOL_ARENA_H
#define LIBARRAY_POOL_ARENA_H

#include <stddef.h>

/* The end of a fresh stack for one more worker; 0 where there is no memory. It stays. */
size_t arena_add_stack(void);

/* 64-byte aligned memory until it is released. NULL where the memory can't grow so far. Both this
 * and arena_add_stack forget what arena_alloc gave. */
void *arena_keep(size_t nbytes);
void arena_release(void *block);

/* Forgets what arena_alloc gave. */
void arena_reset(void);

/* 64-byte aligned memory until the next reset. NULL where the memory can't grow so far. */
void *arena_alloc(size_t nbytes);

#endif
