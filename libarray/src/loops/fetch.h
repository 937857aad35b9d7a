/* Having memory come into the first cache before a loop that computes much for each element. Such a
 * loop looks too few instructions ahead to have several reads of memory under way: it waits for one
 * after the other. */
#ifndef LIBARRAY_LOOPS_FETCH_H
#define LIBARRAY_LOOPS_FETCH_H

#include <stddef.h>

/* Bytes at a time, which stay in the first cache; lines come in pairs. */
enum { LA_FETCHED = 8192, LA_TWO_LINES = 128 };

static inline void la_fetch(const char *p, ptrdiff_t bytes)
{
    for (ptrdiff_t i = 0; i < bytes; i += LA_TWO_LINES) {
#ifdef __wasm__ /* there is no other way to ask for it */
        (void)*(const volatile char *)(p + i);
#else
        __builtin_prefetch(p + i);
#endif
    }
}

#endif
