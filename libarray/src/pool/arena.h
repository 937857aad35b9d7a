/* The pool's memory: worker stacks, then what one product needs, and nothing else. */
#ifndef LIBARRAY_POOL_ARENA_H
#define LIBARRAY_POOL_ARENA_H

#include <stddef.h>

/* The end of a fresh stack for one more worker; 0 where there is no memory. Stacks stay; call only
 * while nothing else is allocated. */
size_t arena_add_stack(void);

/* Forgets all but the stacks. */
void arena_reset(void);

/* 64-byte aligned memory until the next reset. NULL where the memory can't grow so far. */
void *arena_alloc(size_t nbytes);

#endif
