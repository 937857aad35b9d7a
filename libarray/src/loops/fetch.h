/* Touching the pages of memory that a loop comes to, before it computes much for each element. Such
 * a loop looks too few instructions ahead to have several of a machine's first looks at pages under
 * way: it waits for one after the other. What else lies in a page the machine fetches by itself; to
 * ask for each line took longer. */
#ifndef LIBARRAY_LOOPS_FETCH_H
#define LIBARRAY_LOOPS_FETCH_H

#include <stddef.h>

enum { LA_FETCHED = 8192, LA_PAGE = 4096 }; /* bytes: at a time, they stay in the first cache */

static inline void la_fetch(const char *p, ptrdiff_t bytes)
{
    for (ptrdiff_t i = 0; i < bytes; i += LA_PAGE) {
#ifdef __wasm__ /* there is no other way to ask for it */
        (void)*(const volatile char *)(p + i);
#else
        __builtin_prefetch(p + i);
#endif
    }
}

#endif
