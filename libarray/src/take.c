/* The elements at indices along an axis, and the first axis the other way. */
#include "libarray/numeric.h"

#include <string.h>

#include "cast.h"
#include "index.h"

#define SIZE_BODY "take.tmpl.h"
#include "each_size.inc.h"
#undef SIZE_BODY

enum { CHUNK = 512 }; /* indices of another type are cast so many at a time */

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

/* Elements or blocks at `count` indices. False where one is out of bounds. */
static bool take_some(take_fn elements, char *to, const char *from, const ptrdiff_t *index,
                      ptrdiff_t count, ptrdiff_t length, ptrdiff_t nbytes)
{
    return elements ? elements(to, from, index, count, length)
                    : take_blocks(to, from, index, count, length, nbytes);
}

/* Up to CHUNK indices from the i-th: where they lie, or as casts in `chunk`. *n: in, how many; out,
 * how many these are. */
static const ptrdiff_t *some_indices(const la_array *indices, ptrdiff_t i, ptrdiff_t *n,
                                     ptrdiff_t *chunk)
{
    const ptrdiff_t width = indices->dtype->itemsize;
    const char *at = indices->data + i * width;
    if (indices->dtype->num == LA_INTP) return (const ptrdiff_t *)(const void *)at;
    if (*n > CHUNK) *n = CHUNK;
    la_cast_find(indices->dtype->num, LA_INTP)(at, width, (char *)chunk, sizeof *chunk, *n);
    return chunk;
}

la_status la_take(la_array *out, const la_array *a, int axis, const la_array *indices)
{
    ptrdiff_t shape[LA_MAXDIMS], outer = 1, inner = a->dtype->itemsize;
    const ptrdiff_t length = a->shape[axis], count = indices->size;
    ptrdiff_t chunk[CHUNK];
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
    for (ptrdiff_t i = 0; i < outer; i++) {
        for (ptrdiff_t done = 0, n = 0; done < count; done += n) {
            n = count - done;
            const ptrdiff_t *index = some_indices(indices, done, &n, chunk);
            if (!take_some(elements, to, from, index, n, length, inner)) {
                la_array_destroy(out);
                return fail_first(index, n, axis, length);
            }
            to += n * inner;
        }
        from += length * inner;
    }
    return LA_OK;
}

/* IndexError unless all indices are inside an axis of this length, the first. */
static la_status check_indices(const la_array *indices, ptrdiff_t length)
{
    ptrdiff_t chunk[CHUNK];
    for (ptrdiff_t done = 0, n = 0; done < indices->size; done += n) {
        n = indices->size - done < CHUNK ? indices->size - done : CHUNK;
        const ptrdiff_t *index = some_indices(indices, done, &n, chunk);
        int good = 1;
        for (ptrdiff_t i = 0; i < n; i++)
            good &= (index[i] >= -length) & (index[i] < length);
        if (!good) return fail_first(index, n, 0, length);
    }
    return LA_OK;
}

typedef void (*put_fn)(char *to, const char *from, const ptrdiff_t *index, ptrdiff_t count,
                       ptrdiff_t length);

static put_fn find_put(ptrdiff_t nbytes, bool same)
{
    switch (nbytes) {
    case 1: return same ? put_same_1 : put_1;
    case 2: return same ? put_same_2 : put_2;
    case 4: return same ? put_same_4 : put_4;
    case 8: return same ? put_same_8 : put_8;
    case 16: return same ? put_same_16 : put_16;
    default: return NULL;
    }
}

la_status la_put(la_array *a, const la_array *indices, const la_array *values)
{
    const ptrdiff_t length = a->shape[0], inner = la_array_nbytes(a) / length;
    const bool same = values->ndim == 0;
    const put_fn put = find_put(inner, same);
    const char *from = values->data;
    ptrdiff_t chunk[CHUNK];
    LA_TRY(check_indices(indices, length)); /* nothing is written unless all are good */
    for (ptrdiff_t done = 0, n = 0; done < indices->size; done += n) {
        n = indices->size - done;
        const ptrdiff_t *index = some_indices(indices, done, &n, chunk);
        if (put) {
            put(a->data, from, index, n, length);
        } else {
            for (ptrdiff_t i = 0; i < n; i++)
                memcpy(a->data + (index[i] + (index[i] < 0 ? length : 0)) * inner, from + i * inner,
                       (size_t)inner);
        }
        if (!same) from += n * inner;
    }
    return LA_OK;
}
