/* Counting and finding what is not zero. */
#include "index.h"

#include <string.h>

#include "cast.h"
#include "iterate.h"

ptrdiff_t la_count_true(const char *mask, ptrdiff_t stride, ptrdiff_t n)
{
    ptrdiff_t count = 0;
    if (stride == 1) {
        /* Sums of bytes in short blocks stay narrow, which makes for more of them in a vector. */
        while (n > 0) {
            ptrdiff_t block = n < 255 * 16 ? n : 255 * 16;
            unsigned sum = 0;
            for (ptrdiff_t i = 0; i < block; i++)
                sum += mask[i] != 0;
            count += sum;
            mask += block;
            n -= block;
        }
        return count;
    }
    for (ptrdiff_t i = 0; i < n; i++)
        count += mask[i * stride] != 0;
    return count;
}

#define SIZE_BODY "nonzero.tmpl.h"
#include "each_size.inc.h"
#undef SIZE_BODY

/* Counts contiguous elements that aren't zero, by their bits: without the sign of reals, whose zero
 * may have one. False where that doesn't tell. */
static bool count_bits(const char *in, ptrdiff_t n, const la_dtype *dtype, ptrdiff_t *count)
{
    if (dtype->kind == 'c') return false;
    const bool real = dtype->kind == 'f';
    switch (dtype->itemsize) {
    case 1: *count += la_count_true(in, 1, n); return true;
    case 2: *count += count_2(in, n, real); return true;
    case 4: *count += count_4(in, n, real); return true;
    default: *count += count_8(in, n, real); return true;
    }
}

la_status la_count_nonzero(const la_array *a, ptrdiff_t *count)
{
    enum { CHUNK = 1024 };
    char truths[CHUNK];
    la_iter it;
    char *const data[1] = {a->data};
    const ptrdiff_t *const strides[1] = {a->strides};
    la_cast_fn cast = la_cast_find(a->dtype->num, LA_BOOL);
    *count = 0;
    la_iter_init(&it, 1, data, a->ndim, a->shape, strides);
    if (it.size == 0) return LA_OK;
    do {
        const ptrdiff_t stride = it.inner_strides[0];
        if (a->dtype->num == LA_BOOL) {
            *count += la_count_true(it.ptr[0], stride, it.inner);
            continue;
        }
        if (stride == a->dtype->itemsize && count_bits(it.ptr[0], it.inner, a->dtype, count))
            continue;
        for (ptrdiff_t i = 0; i < it.inner; i += CHUNK) {
            ptrdiff_t n = it.inner - i < CHUNK ? it.inner - i : CHUNK;
            cast(it.ptr[0] + i * stride, stride, truths, 1, n);
            *count += la_count_true(truths, 1, n);
        }
    } while (la_iter_next(&it));
    return LA_OK;
}

/* Positions of truths in a row, to at most `left` places; returns how many. No branch on the
 * truths: each position is stored, and the place moves on past those that are wanted. */
static ptrdiff_t find_true(const char *mask, ptrdiff_t stride, ptrdiff_t n, ptrdiff_t *to,
                           ptrdiff_t left)
{
    ptrdiff_t found = 0, i = 0;
    for (; stride == 1 && i + 8 <= n && left - found >= 8; i += 8) {
        uint64_t eight;
        memcpy(&eight, mask + i, 8);
        if (eight == 0) continue;
        for (int k = 0; k < 8; k++) {
            to[found] = i + k;
            found += mask[i + k] != 0;
        }
    }
    for (; i < n && found < left; i++) {
        to[found] = i;
        found += mask[i * stride] != 0;
    }
    return found;
}

/* Writes the coordinates of all truths in C order. out: mask->ndim arrays of `count`. */
static void write_coordinates(la_array *out, const la_array *mask, ptrdiff_t count)
{
    const int last = mask->ndim - 1;
    ptrdiff_t index[LA_MAXDIMS] = {0}, done = 0;
    const char *row = mask->data;
    while (done < count) {
        ptrdiff_t found = find_true(row, mask->strides[last], mask->shape[last],
                                    (ptrdiff_t *)(void *)out[last].data + done, count - done);
        for (int axis = 0; axis < last; axis++) {
            ptrdiff_t *to = (ptrdiff_t *)(void *)out[axis].data + done;
            for (ptrdiff_t i = 0; i < found; i++)
                to[i] = index[axis];
        }
        done += found;
        for (int axis = last - 1; axis >= 0; axis--) { /* the next row */
            row += mask->strides[axis];
            if (++index[axis] < mask->shape[axis]) break;
            row -= mask->strides[axis] * mask->shape[axis];
            index[axis] = 0;
        }
    }
}

la_status la_nonzero(la_array *out, const la_array *a)
{
    ptrdiff_t count = 0;
    la_array truths = LA_ARRAY_NULL;
    const la_array *mask = a;
    if (a->ndim == 0)
        return la_fail(LA_VALUE_ERROR, "Calling nonzero on 0d arrays is not allowed. Use "
                                       "np.atleast_1d(scalar).nonzero() instead.");
    if (a->dtype->num != LA_BOOL) {
        LA_TRY(la_astype(&truths, a, la_dtype_of(LA_BOOL), LA_ORDER_K, LA_CASTING_UNSAFE));
        mask = &truths;
    }
    la_status status = la_count_nonzero(mask, &count);
    int made = 0;
    while (status == LA_OK && made < a->ndim) {
        status = la_array_init(&out[made], la_dtype_of(LA_INTP), 1, &count, LA_ORDER_C);
        if (status == LA_OK) made++;
    }
    if (status == LA_OK) {
        write_coordinates(out, mask, count);
    } else {
        while (made > 0)
            la_array_destroy(&out[--made]);
    }
    la_array_destroy(&truths);
    return status;
}
