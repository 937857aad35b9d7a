/* Memory that a driver works in: several parts, freed together. */
#ifndef LIBARRAY_LAPACK_WORK_H
#define LIBARRAY_LAPACK_WORK_H

#include "lapack/names.h"

enum { WORK_PARTS = 6 };

typedef struct work {
    void *parts[WORK_PARTS];
    int n;
    bool failed; /* to get one of the parts */
} work;

/* At least one element, aligned. NULL, and `failed`, without memory. */
static inline void *work_get(work *w, ptrdiff_t count, size_t size)
{
    ptrdiff_t nbytes;
    bool fits = !__builtin_mul_overflow(count > 0 ? count : 1, (ptrdiff_t)size, &nbytes);
    void *part = fits && w->n < WORK_PARTS ? la_lapack_lent->alloc(nbytes) : NULL;
    if (part == NULL)
        w->failed = true;
    else
        w->parts[w->n++] = part;
    return part;
}

/* Whether it failed, or a product since then: what was computed is of no use. */
static inline bool work_failed(const work *w)
{
    return w->failed || la_lapack_starved;
}

static inline la_status work_end(work *w)
{
    const bool failed = work_failed(w);
    for (int i = 0; i < w->n; i++)
        la_lapack_lent->dealloc(w->parts[i]);
    la_lapack_starved = false;
    return failed ? LA_MEMORY_ERROR : LA_OK;
}

#endif
