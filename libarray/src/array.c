/* Making, moving and destroying arrays; what their flags say. */
#include "libarray/array.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gemm/sizes.h"
#include "iterate.h"
#include "memory.h"
#include "platform.h"

/* --- errors --------------------------------------------------------------------------------- */

static la_status fail_ndim(int ndim)
{
    if (ndim < 0) return la_fail(LA_VALUE_ERROR, "number of dimensions must be within [0, 64]");
    return la_fail(LA_VALUE_ERROR,
                   "maximum supported dimension for an ndarray is currently %d, "
                   "found %d",
                   LA_MAXDIMS, ndim);
}

/* "8.00 GiB": three significant figures, in NumPy's way of rounding. */
static void format_bytes(double nbytes, char *text, size_t capacity)
{
    static const char *const units[] = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    int unit = 0;
    while (nbytes >= 1024 && unit < 6) {
        nbytes /= 1024;
        unit++;
    }
    if (nearbyint(nbytes) >= 1024 && unit < 6) {
        nbytes /= 1024;
        unit++;
    }
    if (unit == 0)
        snprintf(text, capacity, "%.0f %s", nbytes, units[unit]);
    else if (nearbyint(nbytes) < 1000)
        snprintf(text, capacity, "%#.3g %s", nbytes, units[unit]);
    else
        snprintf(text, capacity, "%#.0f %s", nbytes, units[unit]);
}

static la_status fail_memory(const la_dtype *dtype, int ndim, const ptrdiff_t *shape,
                             ptrdiff_t nbytes)
{
    char amount[64], lengths[640] = "";
    size_t used = 0;
    format_bytes((double)nbytes, amount, sizeof amount);
    for (int i = 0; i < ndim && used < sizeof lengths; i++) {
        int n = snprintf(lengths + used, sizeof lengths - used, "%s%td", i ? ", " : "", shape[i]);
        used += n > 0 ? (size_t)n : 0;
    }
    return la_fail(LA_MEMORY_ERROR,
                   "Unable to allocate %s for an array with shape (%s%s) and data type %s", amount,
                   lengths, ndim == 1 ? "," : "", dtype->name);
}

/* --- creation ------------------------------------------------------------------------------- */

/* Points shape and strides at memory for ndim lengths. */
static la_status make_dims(la_array *a, int ndim)
{
    a->ndim = ndim;
    if (LA_LIKELY(ndim <= LA_INLINE_DIMS)) {
        a->shape = a->dims;
        a->strides = a->dims + LA_INLINE_DIMS;
        return LA_OK;
    }
    if (ndim > LA_MAXDIMS) return fail_ndim(ndim);
    ptrdiff_t *dims = malloc(2 * (size_t)ndim * sizeof *dims);
    if (!dims) return la_fail(LA_MEMORY_ERROR, "Unable to allocate the shape of an array");
    a->shape = dims;
    a->strides = dims + ndim;
    return LA_OK;
}

static void drop_dims(la_array *a)
{
    if (a->shape && a->shape != a->dims) free(a->shape);
}

/* Copies a shape, checking that its bytes can be counted, and fills the strides. Lengths of zero
 * count as one for both, as in NumPy. */
static la_status set_shape(la_array *a, const la_dtype *dtype, int ndim, const ptrdiff_t *shape,
                           la_order order, ptrdiff_t *nbytes)
{
    ptrdiff_t bytes = dtype->itemsize, size = 1;
    bool empty = false, negative = false, overflow = false;
    for (int k = 0; k < ndim; k++) {
        int i = order == LA_ORDER_F ? k : ndim - 1 - k;
        ptrdiff_t n = shape[i];
        a->shape[i] = n;
        a->strides[i] = bytes;
        if (LA_UNLIKELY(n <= 0)) {
            if (n < 0) negative = true;
            empty = true;
            continue;
        }
        if (!la_multiply_sizes(bytes, n, &bytes)) {
            overflow = true;
            bytes = 1;
        }
        size *= empty || overflow ? 1 : n;
    }
    if (LA_UNLIKELY(negative))
        return la_fail(LA_VALUE_ERROR, "negative dimensions are not allowed");
    if (LA_UNLIKELY(overflow))
        return la_fail(LA_VALUE_ERROR,
                       "array is too big; `arr.size * arr.dtype.itemsize` is larger "
                       "than the maximum possible size.");
    a->size = empty ? 0 : size;
    *nbytes = empty ? 0 : bytes;
    return LA_OK;
}

/* Whether an array of this shape is contiguous in both orders when it is so in one. */
static bool is_line(int ndim, const ptrdiff_t *shape)
{
    int longer = 0;
    for (int i = 0; i < ndim; i++) {
        if (shape[i] == 0) return true;
        if (shape[i] != 1) longer++;
    }
    return longer <= 1;
}

static la_status init_fresh(la_array *out, const la_dtype *dtype, int ndim, const ptrdiff_t *shape,
                            la_order order, bool zero)
{
    ptrdiff_t nbytes = 0;
    if (LA_UNLIKELY(ndim < 0)) return fail_ndim(ndim);
    la_status status = make_dims(out, ndim);
    if (LA_UNLIKELY(status != LA_OK)) goto failed_dims;
    status = set_shape(out, dtype, ndim, shape, order, &nbytes);
    if (LA_UNLIKELY(status != LA_OK)) goto failed;
    out->buffer = la_buffer_new(nbytes, zero);
    if (LA_UNLIKELY(!out->buffer)) {
        status = fail_memory(dtype, ndim, shape, nbytes);
        goto failed;
    }
    if (LA_UNLIKELY(out->size == 0)) memset(out->strides, 0, (size_t)ndim * sizeof *out->strides);
    out->data = la_buffer_data(out->buffer);
    out->dtype = dtype;
    out->flags = LA_OWNDATA | LA_ALIGNED | LA_WRITEABLE;
    if (is_line(ndim, out->shape))
        out->flags |= LA_C_CONTIGUOUS | LA_F_CONTIGUOUS;
    else
        out->flags |= order == LA_ORDER_F ? LA_F_CONTIGUOUS : LA_C_CONTIGUOUS;
    return LA_OK;

failed:
    drop_dims(out);
failed_dims:
    *out = LA_ARRAY_NULL;
    return status;
}

la_status la_array_init(la_array *out, const la_dtype *dtype, int ndim, const ptrdiff_t *shape,
                        la_order order)
{
    return init_fresh(out, dtype, ndim, shape, order, false);
}

la_status la_array_init_zeros(la_array *out, const la_dtype *dtype, int ndim,
                              const ptrdiff_t *shape, la_order order)
{
    return init_fresh(out, dtype, ndim, shape, order, true);
}

la_status la_array_init_padded(la_array *out, const la_dtype *dtype, int ndim,
                               const ptrdiff_t *shape, la_order order, bool zero)
{
    ptrdiff_t wide[LA_MAXDIMS], line;
    const ptrdiff_t padding = LA_ALIGNMENT / dtype->itemsize;
    const int last = order == LA_ORDER_F ? 0 : ndim - 1;
    /* One line, or none: nothing to keep apart. And what can't be an array fails as it always does.
     */
    if (ndim < 2 || ndim > LA_MAXDIMS || shape[last] <= 0 ||
        !la_multiply_sizes(shape[last], dtype->itemsize, &line) || line % LA_ALIASING_BYTES != 0 ||
        shape[last] > PTRDIFF_MAX - padding)
        return init_fresh(out, dtype, ndim, shape, order, zero);
    memcpy(wide, shape, (size_t)ndim * sizeof(*wide));
    wide[last] += padding;
    la_status status = init_fresh(out, dtype, ndim, wide, order, zero);
    if (out->dtype == NULL) return status; /* it failed */
    out->shape[last] = shape[last];
    out->size = out->size / wide[last] * shape[last];
    la_array_update_flags(out);
    return LA_OK;
}

la_status la_array_init_permuted(la_array *out, const la_dtype *dtype, int ndim,
                                 const ptrdiff_t *shape, const int *axes)
{
    LA_TRY(la_array_init(out, dtype, ndim, shape, LA_ORDER_C));
    bool permuted = false;
    for (int i = 0; i < ndim; i++)
        permuted = permuted || axes[i] != i;
    if (!permuted || out->size == 0) return LA_OK;
    ptrdiff_t step = dtype->itemsize;
    for (int k = ndim - 1; k >= 0; k--) {
        out->strides[axes[k]] = step;
        if (shape[axes[k]] > 0) step *= shape[axes[k]];
    }
    la_array_update_flags(out);
    return LA_OK;
}

la_status la_array_init_sorted(la_array *out, const la_dtype *dtype, int ndim,
                               const ptrdiff_t *shape, int n, const ptrdiff_t *const *strides)
{
    int axes[LA_MAXDIMS];
    if (ndim < 2 || ndim > LA_MAXDIMS) return la_array_init(out, dtype, ndim, shape, LA_ORDER_C);
    la_sort_axes(ndim, n, strides, axes);
    return la_array_init_permuted(out, dtype, ndim, shape, axes);
}

la_status la_array_init_like(la_array *out, const la_array *like, const la_dtype *dtype,
                             la_order order)
{
    return la_array_init_like_shape(out, like, dtype, order, like->ndim, like->shape);
}

/* The axes by their strides, slowest first; those that are stretched come last, as in NumPy. */
static void sort_by_stride(const la_array *a, int *axes)
{
    for (int i = 0; i < a->ndim; i++) {
        const size_t stride = (size_t)(a->strides[i] < 0 ? -a->strides[i] : a->strides[i]);
        int place = i;
        for (; place > 0; place--) {
            const ptrdiff_t other = a->strides[axes[place - 1]];
            if ((size_t)(other < 0 ? -other : other) >= stride) break;
            axes[place] = axes[place - 1];
        }
        axes[place] = i;
    }
}

la_status la_array_init_like_shape(la_array *out, const la_array *like, const la_dtype *dtype,
                                   la_order order, int ndim, const ptrdiff_t *shape)
{
    if (!dtype) dtype = like->dtype;
    if (order == LA_ORDER_K && ndim != like->ndim) order = LA_ORDER_C;
    unsigned contiguous = like->flags & (LA_C_CONTIGUOUS | LA_F_CONTIGUOUS);
    if (order == LA_ORDER_A || order == LA_ORDER_K) {
        if (contiguous & LA_C_CONTIGUOUS) {
            order = LA_ORDER_C;
        } else if (contiguous & LA_F_CONTIGUOUS) {
            order = LA_ORDER_F;
        } else if (order == LA_ORDER_A) {
            order = LA_ORDER_C;
        } else {
            int axes[LA_MAXDIMS];
            sort_by_stride(like, axes);
            return la_array_init_permuted(out, dtype, ndim, shape, axes);
        }
    }
    return la_array_init(out, dtype, ndim, shape, order);
}

la_status la_array_init_view(la_array *out, const la_array *base, char *data, const la_dtype *dtype,
                             int ndim, const ptrdiff_t *shape, const ptrdiff_t *strides)
{
    ptrdiff_t size = 1;
    if (LA_UNLIKELY(ndim < 0)) return fail_ndim(ndim);
    la_status status = make_dims(out, ndim);
    if (LA_UNLIKELY(status != LA_OK)) {
        *out = LA_ARRAY_NULL;
        return status;
    }
    for (int i = 0; i < ndim; i++) {
        out->shape[i] = shape[i];
        out->strides[i] = strides[i];
        if (LA_UNLIKELY(!la_multiply_sizes(size, shape[i], &size))) status = LA_VALUE_ERROR;
    }
    if (LA_UNLIKELY(status != LA_OK)) {
        status = la_shape_size(ndim, shape, &size); /* right where a later length is zero */
        if (status != LA_OK) {
            drop_dims(out);
            *out = LA_ARRAY_NULL;
            return status;
        }
    }
    out->size = size;
    out->data = data;
    out->dtype = dtype;
    out->buffer = base->buffer;
    out->flags = base->flags & LA_WRITEABLE;
    la_buffer_retain(out->buffer);
    la_array_update_flags(out);
    return LA_OK;
}

la_status la_array_init_foreign(la_array *out, const la_dtype *dtype, int ndim,
                                const ptrdiff_t *shape, const ptrdiff_t *strides, void *data,
                                bool writeable, la_release_fn release, void *context)
{
    ptrdiff_t nbytes;
    if (LA_UNLIKELY(ndim < 0)) return fail_ndim(ndim);
    la_status status = make_dims(out, ndim);
    if (LA_UNLIKELY(status != LA_OK)) goto failed_dims;
    status = set_shape(out, dtype, ndim, shape, LA_ORDER_C, &nbytes);
    if (LA_UNLIKELY(status != LA_OK)) goto failed;
    if (strides && ndim > 0) memcpy(out->strides, strides, (size_t)ndim * sizeof *strides);
    out->buffer = NULL;
    if (release) {
        out->buffer = la_buffer_new_foreign(data, release, context);
        if (!out->buffer) {
            status = la_fail(LA_MEMORY_ERROR, "Unable to allocate the owner of foreign memory");
            goto failed;
        }
    }
    out->data = data;
    out->dtype = dtype;
    out->flags = writeable ? LA_WRITEABLE : 0;
    la_array_update_flags(out);
    return LA_OK;

failed:
    drop_dims(out);
failed_dims:
    *out = LA_ARRAY_NULL;
    return status;
}

void la_array_destroy(la_array *a)
{
    if (!a || !a->dtype) return;
    la_buffer_release(a->buffer);
    drop_dims(a);
    a->data = NULL;
    a->buffer = NULL;
    a->dtype = NULL;
    a->shape = a->strides = NULL;
    a->size = 0;
    a->ndim = 0;
    a->flags = 0;
}

void la_array_move(la_array *to, la_array *from)
{
    if (to == from) return;
    *to = *from;
    if (from->shape == from->dims) {
        to->shape = to->dims;
        to->strides = to->dims + LA_INLINE_DIMS;
    }
    *from = LA_ARRAY_NULL;
}

la_array *la_array_new(void)
{
    return calloc(1, sizeof(la_array));
}

void la_array_free(la_array *a)
{
    if (!a) return;
    la_array_destroy(a);
    free(a);
}

/* --- what views know of themselves ---------------------------------------------------------- */

/* Whether the elements follow each other when the axes are walked in one direction. Lengths of one
 * have strides that nobody uses; without elements everything is contiguous. */
static bool is_contiguous(const la_array *a, bool fortran)
{
    ptrdiff_t expected = a->dtype->itemsize;
    for (int k = 0; k < a->ndim; k++) {
        int i = fortran ? k : a->ndim - 1 - k;
        if (a->shape[i] == 1) continue;
        if (a->strides[i] != expected) return false;
        expected *= a->shape[i];
    }
    return true;
}

void la_array_update_flags(la_array *a)
{
    unsigned flags = a->flags & ~(unsigned)(LA_C_CONTIGUOUS | LA_F_CONTIGUOUS | LA_ALIGNED);
    if (a->size == 0) {
        flags |= LA_C_CONTIGUOUS | LA_F_CONTIGUOUS;
    } else {
        if (is_contiguous(a, false)) flags |= LA_C_CONTIGUOUS;
        if (a->ndim < 2)
            flags |= flags & LA_C_CONTIGUOUS ? LA_F_CONTIGUOUS : 0;
        else if (is_contiguous(a, true))
            flags |= LA_F_CONTIGUOUS;
    }
    uintptr_t bits = (uintptr_t)a->data;
    for (int i = 0; i < a->ndim; i++)
        if (a->shape[i] > 1) bits |= (uintptr_t)a->strides[i];
    if (a->size == 0 || (bits & (uintptr_t)(a->dtype->alignment - 1)) == 0) flags |= LA_ALIGNED;
    a->flags = flags;
}

/* The first byte of an array and the one after its last. */
static void memory_bounds(const la_array *a, uintptr_t *low, uintptr_t *high)
{
    uintptr_t first = (uintptr_t)a->data, last = first;
    for (int i = 0; i < a->ndim; i++) {
        ptrdiff_t reach = (a->shape[i] - 1) * a->strides[i];
        if (reach < 0)
            first += (uintptr_t)reach;
        else
            last += (uintptr_t)reach;
    }
    *low = first;
    *high = last + (uintptr_t)a->dtype->itemsize;
}

bool la_may_overlap(const la_array *a, const la_array *b)
{
    uintptr_t a_low, a_high, b_low, b_high;
    if (a->size == 0 || b->size == 0) return false;
    memory_bounds(a, &a_low, &a_high);
    memory_bounds(b, &b_low, &b_high);
    return a_low < b_high && b_low < a_high;
}

bool la_same_view(const la_array *a, const la_array *b)
{
    if (a->data != b->data || a->dtype != b->dtype || a->ndim != b->ndim) return false;
    for (int i = 0; i < a->ndim; i++) {
        if (a->shape[i] != b->shape[i]) return false;
        if (a->shape[i] > 1 && a->strides[i] != b->strides[i]) return false;
    }
    return true;
}
