/* What ufunc calls and reductions share. */
#ifndef LIBARRAY_SRC_UFUNC_H
#define LIBARRAY_SRC_UFUNC_H

#include "libarray/ufunc.h"

/* Ufuncs that others are made of. */
extern const la_ufunc la_ufunc_add, la_ufunc_divide, la_ufunc_multiply;

/* Bytes on the stack through which operands pass that need a cast or are not aligned. */
#define LA_CHUNK_BYTES 8192

/* Whether operands of this type and alignment can be given to a loop that wants `type`. */
static inline bool la_fits_loop(const la_array *a, la_type type)
{
    return a->dtype->num == type && (a->flags & LA_ALIGNED);
}

/* The first run of elements with a true mask among n: moves *start to its first element and returns
 * its length; 0 when there is no more. */
static inline ptrdiff_t la_mask_run(const char *mask, ptrdiff_t stride, ptrdiff_t n,
                                    ptrdiff_t *start)
{
    ptrdiff_t i = *start;
    while (i < n && !mask[i * stride])
        i++;
    *start = i;
    while (i < n && mask[i * stride])
        i++;
    return i - *start;
}

#endif
