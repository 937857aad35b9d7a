/* The elements at indices along an axis. */
#include "libarray/numeric.h"

#include <string.h>

#include "index.h"

#define SIZE_BODY "take.tmpl.h"
#include "each_size.inc.h"
#undef SIZE_BODY

typedef bool (*take_fn)(char *to, const char *from, const ptrdiff_t *index, ptrdiff_t count,
                        ptrdiff_t length);

static take_fn find(ptrdiff_t nbytes)
{
    switch (nbytes) {
    case 1: return take_1;
    case 2: return take_2;
    case 4: return take_4;
    case 8: return take_8;
    case 16: return take_16;
    default: return NULL;
    }
}

static bool take_blocks(char *to, const char *from, const ptrdiff_t *index, ptrdiff_t count,
                        ptrdiff_t length, ptrdiff_t nbytes)
{
    for (ptrdiff_t i = 0; i < count; i++, to += nbytes) {
        ptrdiff_t at = index[i] < 0 ? index[i] + length : index[i];
        if ((size_t)at >= (size_t)length) return false;
        memcpy(to, from + at * nbytes, (size_t)nbytes);
    }
    return true;
}

static la_status fail_first(const ptrdiff_t *index, ptrdiff_t count, int axis, ptrdiff_t length)
{
    ptrdiff_t i = 0;
    while (i < count - 1 && index[i] >= -length && index[i] < length)
        i++;
    return la_fail_bounds(index[i], axis, length);
}

la_status la_take(la_array *out, const la_array *a, int axis, const la_array *indices)
{
    ptrdiff_t shape[LA_MAXDIMS], outer = 1, inner = a->dtype->itemsize;
    const ptrdiff_t length = a->shape[axis], count = indices->size;
    const ptrdiff_t *index = (const ptrdiff_t *)(const void *)indices->data;
    int ndim = 0;
    LA_TRY(la_check_index_ndim(a->ndim - 1 + indices->ndim));
    for (int i = 0; i < axis; i++) {
        shape[ndim++] = a->shape[i];
        outer *= a->shape[i];
    }
    for (int i = 0; i < indices->ndim; i++)
        shape[ndim++] = indices->shape[i];
    for (int i = axis + 1; i < a->ndim; i++) {
        shape[ndim++] = a->shape[i];
        inner *= a->shape[i];
    }
    if (length == 0 && count > 0 && outer > 0)
        return la_fail(LA_INDEX_ERROR, "cannot do a non-empty take from an empty axes.");
    LA_TRY(la_array_init(out, a->dtype, ndim, shape, LA_ORDER_C));

    const take_fn elements = find(inner);
    const char *from = a->data;
    char *to = out->data;
    for (ptrdiff_t i = 0; i < outer && count > 0; i++) {
        bool good = elements ? elements(to, from, index, count, length)
                             : take_blocks(to, from, index, count, length, inner);
        if (!good) {
            la_array_destroy(out);
            return fail_first(index, count, axis, length);
        }
        from += length * inner;
        to += count * inner;
    }
    return LA_OK;
}
