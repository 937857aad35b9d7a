/* Each element so many times. */
#include "libarray/numeric.h"

#include <string.h>

/* The sum of the counts of n elements; ValueError where one is negative, or they are too many. */
static la_status count_all(const la_array *counts, ptrdiff_t n, ptrdiff_t *total)
{
    const bool one = counts->size == 1;
    if (counts->ndim > 1) return la_fail(LA_VALUE_ERROR, "object too deep for desired array");
    if (!one && counts->size != n)
        return la_fail(LA_VALUE_ERROR,
                       "operands could not be broadcast together with shape (%td,) (%td,)", n,
                       counts->size);
    *total = 0;
    const ptrdiff_t step = one ? 0 : counts->strides[0];
    const char *at = counts->data;
    for (ptrdiff_t i = 0; i < (one ? 1 : n); i++, at += step) {
        ptrdiff_t count;
        memcpy(&count, at, sizeof count);
        if (count < 0)
            return la_fail(LA_VALUE_ERROR, one ? "negative dimensions are not allowed"
                                               : "repeats may not contain negative values.");
        bool overflow = one ? __builtin_mul_overflow(count, n, total)
                            : __builtin_add_overflow(*total, count, total);
        if (overflow)
            return la_fail(LA_VALUE_ERROR, "array is too big; `arr.size * arr.dtype.itemsize` is "
                                           "larger than the maximum possible size.");
    }
    return LA_OK;
}

static char *write_times(char *to, const char *from, ptrdiff_t nbytes, ptrdiff_t count)
{
    switch (nbytes) { /* sizes that are one store */
#define STORES(type)                                                                               \
    {                                                                                              \
        type value;                                                                                \
        memcpy(&value, from, sizeof value);                                                        \
        for (ptrdiff_t k = 0; k < count; k++, to += sizeof value)                                  \
            memcpy(to, &value, sizeof value);                                                      \
        return to;                                                                                 \
    }
    case 1: STORES(uint8_t)
    case 2: STORES(uint16_t)
    case 4: STORES(uint32_t)
    case 8: STORES(uint64_t)
#undef STORES
    default: break;
    }
    for (ptrdiff_t k = 0; k < count; k++, to += nbytes)
        memcpy(to, from, (size_t)nbytes);
    return to;
}

static void repeat_blocks(char *to, const char *from, ptrdiff_t outer, ptrdiff_t n, ptrdiff_t inner,
                          const la_array *counts)
{
    const ptrdiff_t step = counts->size == 1 ? 0 : counts->strides[0];
    for (ptrdiff_t i = 0; i < outer; i++) {
        const char *at = counts->data;
        for (ptrdiff_t k = 0; k < n; k++, at += step, from += inner) {
            ptrdiff_t count;
            memcpy(&count, at, sizeof count);
            to = write_times(to, from, inner, count);
        }
    }
}

la_status la_repeat(la_array *out, const la_array *a, int axis, const la_array *counts)
{
    ptrdiff_t shape[LA_MAXDIMS], outer = 1, inner = a->dtype->itemsize;
    const ptrdiff_t n = a->shape[axis];
    memcpy(shape, a->shape, (size_t)a->ndim * sizeof *shape);
    LA_TRY(count_all(counts, n, &shape[axis]));
    LA_TRY(la_array_init(out, a->dtype, a->ndim, shape, LA_ORDER_C));
    if (out->size == 0) return LA_OK;
    for (int i = 0; i < axis; i++)
        outer *= a->shape[i];
    for (int i = axis + 1; i < a->ndim; i++)
        inner *= a->shape[i];

    la_array ordered = LA_ARRAY_NULL;
    const char *from = a->data;
    if (!(a->flags & LA_C_CONTIGUOUS)) {
        la_status status = la_astype(&ordered, a, NULL, LA_ORDER_C, LA_CASTING_NO);
        if (status != LA_OK) {
            la_array_destroy(out);
            return status;
        }
        from = ordered.data;
    }
    repeat_blocks(out->data, from, outer, n, inner, counts);
    la_array_destroy(&ordered);
    return LA_OK;
}
