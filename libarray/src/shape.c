/* Shapes: sizes, broadcasting, transposition, reshaping. */
#include "libarray/array.h"

#include <stdio.h>
#include <string.h>

#include "iterate.h"
#include "memory.h"
#include "platform.h"

static la_status fail_too_big(void)
{
    return la_fail(LA_VALUE_ERROR, "array is too big; `arr.size * arr.dtype.itemsize` is larger "
                                   "than the maximum possible size.");
}

/* --- lengths and axes ----------------------------------------------------------------------- */

la_status la_shape_size(int ndim, const ptrdiff_t *shape, ptrdiff_t *size)
{
    ptrdiff_t product = 1;
    bool empty = false, overflow = false;
    for (int i = 0; i < ndim; i++) {
        if (shape[i] < 0) return la_fail(LA_VALUE_ERROR, "negative dimensions are not allowed");
        if (shape[i] == 0)
            empty = true;
        else if (!la_multiply_sizes(product, shape[i], &product)) {
            overflow = true;
            product = 1;
        }
    }
    if (overflow && !empty) return fail_too_big();
    *size = empty ? 0 : product;
    return LA_OK;
}

la_status la_normalize_axis(ptrdiff_t axis, int ndim, int *out)
{
    if (LA_UNLIKELY(axis < -(ptrdiff_t)ndim || axis >= ndim))
        return la_fail(LA_AXIS_ERROR, "axis %td is out of bounds for array of dimension %d", axis,
                       ndim);
    *out = (int)(axis < 0 ? axis + ndim : axis);
    return LA_OK;
}

void la_shape_format(int ndim, const ptrdiff_t *shape, char *text, size_t capacity)
{
    /* Negative lengths are unknown: NumPy leaves out the first ones and calls the others newaxis.
     */
    int first = 0;
    while (first < ndim && shape[first] < 0)
        first++;
    size_t used = 0;
    int n = snprintf(text, capacity, "(");
    for (int i = first; i < ndim && n >= 0; i++) {
        used += (size_t)n;
        if (used >= capacity) return;
        const char *comma = i > first ? "," : "";
        if (shape[i] < 0)
            n = snprintf(text + used, capacity - used, "%snewaxis", comma);
        else
            n = snprintf(text + used, capacity - used, "%s%td", comma, shape[i]);
    }
    used += n > 0 ? (size_t)n : 0;
    if (used < capacity)
        snprintf(text + used, capacity - used, first == 0 && ndim == 1 ? ",)" : ")");
}

/* --- broadcasting --------------------------------------------------------------------------- */

static la_status fail_broadcast(int n, const la_array *const *arrays)
{
    char shapes[LA_MESSAGE_MAX] = "";
    size_t used = 0;
    for (int k = 0; k < n && used + 2 < sizeof shapes; k++) {
        la_shape_format(arrays[k]->ndim, arrays[k]->shape, shapes + used, sizeof shapes - used - 1);
        used = strlen(shapes);
        shapes[used++] = ' ';
        shapes[used] = '\0';
    }
    return la_fail(LA_VALUE_ERROR, "operands could not be broadcast together with shapes %s",
                   shapes);
}

la_status la_broadcast_shape(int n, const la_array *const *arrays, int *ndim, ptrdiff_t *shape)
{
    int common = 0;
    for (int k = 0; k < n; k++)
        if (arrays[k]->ndim > common) common = arrays[k]->ndim;
    for (int i = 0; i < common; i++)
        shape[i] = 1;
    for (int k = 0; k < n; k++) {
        const la_array *a = arrays[k];
        ptrdiff_t *last = shape + (common - a->ndim);
        for (int i = 0; i < a->ndim; i++) {
            ptrdiff_t length = a->shape[i];
            if (length == last[i] || length == 1) continue;
            if (LA_UNLIKELY(last[i] != 1)) return fail_broadcast(n, arrays);
            last[i] = length;
        }
    }
    *ndim = common;
    return LA_OK;
}

la_status la_broadcast_to(la_array *out, const la_array *a, int ndim, const ptrdiff_t *shape)
{
    ptrdiff_t strides[LA_MAXDIMS];
    if (ndim > LA_MAXDIMS)
        return la_fail(LA_VALUE_ERROR,
                       "maximum supported dimension for an ndarray is currently "
                       "%d, found %d",
                       LA_MAXDIMS, ndim);
    for (int i = 0; i < ndim; i++)
        if (shape[i] < 0)
            return la_fail(LA_VALUE_ERROR, "all elements of broadcast shape must be non-negative");
    if (a->ndim > ndim && ndim == 0)
        return la_fail(LA_VALUE_ERROR, "cannot broadcast a non-scalar to a scalar array");
    if (a->ndim > ndim)
        return la_fail(LA_VALUE_ERROR,
                       "input operand has more dimensions than allowed by the axis remapping");
    int lead = ndim - a->ndim;
    for (int i = 0; i < a->ndim; i++) {
        if (a->shape[i] == shape[lead + i] || a->shape[i] == 1) continue;
        char from[400], to[400];
        la_shape_format(a->ndim, a->shape, from, sizeof from);
        la_shape_format(ndim, shape, to, sizeof to);
        return la_fail(LA_VALUE_ERROR,
                       "operands could not be broadcast together with remapped shapes "
                       "[original->remapped]: %s  and requested shape %s",
                       from, to);
    }
    la_broadcast_strides(a, ndim, shape, strides);
    LA_TRY(la_array_init_view(out, a, a->data, a->dtype, ndim, shape, strides));
    out->flags &= ~(unsigned)LA_WRITEABLE;
    return LA_OK;
}

/* --- transposition -------------------------------------------------------------------------- */

la_status la_transpose(la_array *out, const la_array *a, int naxes, const ptrdiff_t *axes)
{
    ptrdiff_t shape[LA_MAXDIMS], strides[LA_MAXDIMS];
    if (axes) {
        uint64_t seen = 0;
        if (naxes != a->ndim) return la_fail(LA_VALUE_ERROR, "axes don't match array");
        for (int i = 0; i < naxes; i++) {
            int axis = 0;
            LA_TRY(la_normalize_axis(axes[i], a->ndim, &axis));
            if (seen >> axis & 1) return la_fail(LA_VALUE_ERROR, "repeated axis in transpose");
            seen |= (uint64_t)1 << axis;
            shape[i] = a->shape[axis];
            strides[i] = a->strides[axis];
        }
    } else {
        for (int i = 0; i < a->ndim; i++) {
            shape[i] = a->shape[a->ndim - 1 - i];
            strides[i] = a->strides[a->ndim - 1 - i];
        }
    }
    return la_array_init_view(out, a, a->data, a->dtype, a->ndim, shape, strides);
}

/* --- reshaping ------------------------------------------------------------------------------ */

static la_status fail_reshape(const la_array *a, int ndim, const ptrdiff_t *shape)
{
    char text[640];
    la_shape_format(ndim, shape, text, sizeof text);
    return la_fail(LA_VALUE_ERROR, "cannot reshape array of size %td into shape %s", a->size, text);
}

/* Copies `wanted` to shape with the one unknown length worked out. */
static la_status complete_shape(const la_array *a, int ndim, const ptrdiff_t *wanted,
                                ptrdiff_t *shape)
{
    int unknown = -1;
    ptrdiff_t known = 1;
    bool fits = true;
    for (int i = 0; i < ndim; i++) {
        shape[i] = wanted[i];
        if (wanted[i] < 0) {
            if (unknown >= 0)
                return la_fail(LA_VALUE_ERROR, "can only specify one unknown dimension");
            unknown = i;
        } else if (known != 0 && !la_multiply_sizes(known, wanted[i], &known)) {
            /* Too many elements, unless a length of zero follows. */
            for (int k = i + 1; k < ndim; k++)
                if (wanted[k] == 0) known = 0;
            if (known != 0) {
                fits = false;
                known = 1;
            } else {
                known = 0;
            }
        }
    }
    if (unknown >= 0) {
        if (!fits || known == 0 || a->size % known != 0) return fail_reshape(a, ndim, wanted);
        shape[unknown] = a->size / known;
    } else if (!fits || known != a->size) {
        return fail_reshape(a, ndim, wanted);
    }
    return LA_OK;
}

/* Finds strides with which `shape` walks a's elements in place, in C or F order. False where there
 * are none. Runs of axes of both shapes with equal products are matched; such a run can be cut anew
 * only if its old axes follow each other without a gap. Both are looked at fastest axis first. */
static bool strides_in_place(const la_array *a, int ndim, const ptrdiff_t *shape, bool fortran,
                             ptrdiff_t *strides)
{
    ptrdiff_t old_shape[LA_MAXDIMS], old_strides[LA_MAXDIMS];
    int nold = 0;
    for (int k = 0; k < a->ndim; k++) {
        int i = fortran ? k : a->ndim - 1 - k;
        if (a->shape[i] == 1) continue;
        old_shape[nold] = a->shape[i];
        old_strides[nold++] = a->strides[i];
    }
    ptrdiff_t next = a->dtype->itemsize; /* the stride of an axis after all that have been cut */
    int o = 0, s = 0;
    while (s < ndim) {
        int axis = fortran ? s : ndim - 1 - s;
        if (shape[axis] == 1) { /* takes any stride: that of the place it stands at */
            strides[axis] = next;
            s++;
            continue;
        }
        /* Take old axes o .. o_end-1 and new axes s .. s_end-1 until their products are equal. */
        int o_end = o + 1, s_end = s + 1;
        ptrdiff_t old_size = old_shape[o], new_size = shape[axis];
        while (old_size != new_size) {
            if (new_size < old_size)
                new_size *= shape[fortran ? s_end : ndim - 1 - s_end], s_end++;
            else
                old_size *= old_shape[o_end++];
        }
        for (int k = o; k + 1 < o_end; k++)
            if (old_strides[k + 1] != old_strides[k] * old_shape[k]) return false;
        next = old_strides[o];
        for (; s < s_end; s++) {
            axis = fortran ? s : ndim - 1 - s;
            strides[axis] = next;
            next *= shape[axis];
        }
        o = o_end;
    }
    return true;
}

la_status la_reshape(la_array *out, const la_array *a, int ndim, const ptrdiff_t *wanted,
                     la_order order, bool *copied)
{
    ptrdiff_t shape[LA_MAXDIMS], strides[LA_MAXDIMS];
    if (copied) *copied = false;
    if (ndim > LA_MAXDIMS)
        return la_fail(LA_VALUE_ERROR,
                       "maximum supported dimension for an ndarray is currently "
                       "%d, found %d",
                       LA_MAXDIMS, ndim);
    LA_TRY(complete_shape(a, ndim, wanted, shape));
    bool is_c = a->flags & LA_C_CONTIGUOUS, is_f = a->flags & LA_F_CONTIGUOUS;
    bool fortran = order == LA_ORDER_F || (order == LA_ORDER_A && is_f && !is_c);

    if (a->size == 0 || (fortran ? is_f : is_c)) {
        ptrdiff_t step = a->dtype->itemsize;
        for (int k = 0; k < ndim; k++) {
            int i = fortran ? k : ndim - 1 - k;
            strides[i] = step;
            /* Lengths beside one of zero, too, must have a product that is a size. */
            if (shape[i] > 0 && !la_multiply_sizes(step, shape[i], &step)) return fail_too_big();
        }
        return la_array_init_view(out, a, a->data, a->dtype, ndim, shape, strides);
    }
    if (strides_in_place(a, ndim, shape, fortran, strides))
        return la_array_init_view(out, a, a->data, a->dtype, ndim, shape, strides);

    la_array copy = LA_ARRAY_NULL;
    LA_TRY(la_astype(&copy, a, NULL, fortran ? LA_ORDER_F : LA_ORDER_C, LA_CASTING_NO));
    la_status status = la_reshape(out, &copy, ndim, shape, fortran ? LA_ORDER_F : LA_ORDER_C, NULL);
    la_array_destroy(&copy);
    if (status == LA_OK) {
        out->flags |= LA_OWNDATA;
        if (copied) *copied = true;
    }
    return status;
}
