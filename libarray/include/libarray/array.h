/* Arrays: a counted buffer and a view of it (type, shape, byte strides, flags).
 *
 * An la_array lives where its user puts it (on the stack, inside a Python object) between an
 * *_init call or another function's `out`, and la_array_destroy. It may not be copied by
 * assignment: use la_array_move.
 *
 * The rule for `out`, everywhere in libarray: a function's `out` is either LA_ARRAY_NULL, and
 * then the function makes an array in it, or, where the function's comment says so, an existing
 * array that receives the result. After a failure an `out` that was LA_ARRAY_NULL is so again. */
#ifndef LIBARRAY_ARRAY_H
#define LIBARRAY_ARRAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "libarray/dtype.h"
#include "libarray/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define LA_MAXDIMS     64
#define LA_INLINE_DIMS 4  /* arrays of at most so many dimensions need no memory for their shape */
#define LA_ALIGNMENT   64 /* bytes; where every buffer that libarray allocates starts */

enum {
    LA_C_CONTIGUOUS = 0x0001,
    LA_F_CONTIGUOUS = 0x0002,
    LA_OWNDATA = 0x0004, /* the buffer was made for this array, which is not a view of another */
    LA_ALIGNED = 0x0100,
    LA_WRITEABLE = 0x0400,
};

/* Memory with a reference count. Opaque: arrays count it. */
typedef struct la_buffer la_buffer;

typedef struct la_array {
    char *data;            /* the element of index 0, ..., 0 */
    la_buffer *buffer;     /* what keeps data alive; NULL: borrowed memory, its lender's worry */
    const la_dtype *dtype; /* NULL: LA_ARRAY_NULL, no array here */
    ptrdiff_t *shape;      /* ndim lengths, each >= 0 */
    ptrdiff_t *strides;    /* ndim strides in bytes, any sign */
    ptrdiff_t size;        /* product of shape */
    int ndim;              /* 0 .. LA_MAXDIMS */
    unsigned flags;
    ptrdiff_t dims[2 * LA_INLINE_DIMS]; /* where shape and strides live while ndim is small */
} la_array;

#define LA_ARRAY_NULL ((la_array){0})

typedef enum la_order { LA_ORDER_C, LA_ORDER_F, LA_ORDER_A, LA_ORDER_K } la_order;

/* Called with `context` once nothing refers to foreign memory any more. */
typedef void (*la_release_fn)(void *context);

/* --- creation ------------------------------------------------------------------------------- */

/* A new array with uninitialised contents. order: C or F. Without elements its strides are 0.
 * Errors: ValueError (negative dimension, too many), ValueError "array is too big; ..." where the
 * byte count overflows, MemoryError. */
la_status la_array_init(la_array *out, const la_dtype *dtype, int ndim, const ptrdiff_t *shape,
                        la_order order);

/* The same, all bytes zero (fresh pages of the system are not touched where it can be avoided). */
la_status la_array_init_zeros(la_array *out, const la_dtype *dtype, int ndim,
                              const ptrdiff_t *shape, la_order order);

/* Like la_array_init (zero: like la_array_init_zeros), but lines of memory that would be a multiple
 * of 4096 bytes long, so that each would begin in the same few sets of a cache, have LA_ALIGNMENT
 * bytes between them. Then the array is not contiguous. */
la_status la_array_init_padded(la_array *out, const la_dtype *dtype, int ndim,
                               const ptrdiff_t *shape, la_order order, bool zero);

/* An uninitialised array of `like`'s shape and, for LA_ORDER_K, its order of axes in memory. */
la_status la_array_init_like(la_array *out, const la_array *like, const la_dtype *dtype,
                             la_order order);
/* The same of another shape; without as many axes LA_ORDER_K is LA_ORDER_C. */
la_status la_array_init_like_shape(la_array *out, const la_array *like, const la_dtype *dtype,
                                   la_order order, int ndim, const ptrdiff_t *shape);

/* A view of base's memory; data points into it. Shares base's buffer, inherits writeability. */
la_status la_array_init_view(la_array *out, const la_array *base, char *data, const la_dtype *dtype,
                             int ndim, const ptrdiff_t *shape, const ptrdiff_t *strides);

/* An array over memory of somebody else's. strides NULL: C order. release may be NULL: then the
 * memory is borrowed, must outlive the array and all its views, and nothing is allocated while
 * ndim <= LA_INLINE_DIMS. */
la_status la_array_init_foreign(la_array *out, const la_dtype *dtype, int ndim,
                                const ptrdiff_t *shape, const ptrdiff_t *strides, void *data,
                                bool writeable, la_release_fn release, void *context);

/* Drops the reference to the buffer and makes the array LA_ARRAY_NULL. Accepts LA_ARRAY_NULL. */
void la_array_destroy(la_array *a);

/* Moves `from` into `to`, which must be LA_ARRAY_NULL; `from` becomes LA_ARRAY_NULL. */
void la_array_move(la_array *to, la_array *from);

/* Heap-allocated arrays, for callers that hold arrays by address. la_array_new returns an
 * LA_ARRAY_NULL in fresh memory, NULL when there is none. la_array_free destroys and frees. */
la_array *la_array_new(void);
void la_array_free(la_array *a);

/* Recomputes LA_C_CONTIGUOUS, LA_F_CONTIGUOUS and LA_ALIGNED from data, shape and strides. */
void la_array_update_flags(la_array *a);

static inline ptrdiff_t la_array_nbytes(const la_array *a)
{
    return a->size * a->dtype->itemsize;
}

/* Whether two arrays may touch a common byte (by the bounds of their memory). */
bool la_may_overlap(const la_array *a, const la_array *b);

/* Whether two arrays have a byte in common. max_work: 0 judges by their bounds alone, negative
 * takes as long as it takes, else RuntimeError "Exceeded max_work" after so many steps. */
la_status la_shares_memory(const la_array *a, const la_array *b, ptrdiff_t max_work, bool *shares);

/* Whether the two describe exactly the same elements in the same order. */
bool la_same_view(const la_array *a, const la_array *b);

/* --- shapes --------------------------------------------------------------------------------- */

/* Product of lengths. ValueError where negative or beyond PTRDIFF_MAX. */
la_status la_shape_size(int ndim, const ptrdiff_t *shape, ptrdiff_t *size);

/* Normalises an axis in -ndim .. ndim-1. AxisError, in NumPy's words, otherwise. */
la_status la_normalize_axis(ptrdiff_t axis, int ndim, int *out);

/* The common shape of n arrays. ValueError "operands could not be broadcast together with shapes
 * (2,3) (4,) " otherwise. shape has room for LA_MAXDIMS. */
la_status la_broadcast_shape(int n, const la_array *const *arrays, int *ndim, ptrdiff_t *shape);

/* Writes "(2,3)" / "(4,)" / "()" as NumPy's messages do; truncates to `capacity`. */
void la_shape_format(int ndim, const ptrdiff_t *shape, char *text, size_t capacity);

/* axes NULL: all reversed. Errors: ValueError "axes don't match array", "repeated axis in
 * transpose". Always a view. */
la_status la_transpose(la_array *out, const la_array *a, int naxes, const ptrdiff_t *axes);

/* A view where strides allow, else a copy (*copied tells; may be NULL). One length may be -1.
 * order: C, F or A. ValueError "cannot reshape array of size 6 into shape (4,)". */
la_status la_reshape(la_array *out, const la_array *a, int ndim, const ptrdiff_t *shape,
                     la_order order, bool *copied);

/* A read-only view with zero strides where the array is stretched. */
la_status la_broadcast_to(la_array *out, const la_array *a, int ndim, const ptrdiff_t *shape);

/* --- copies and casts ----------------------------------------------------------------------- */

/* TypeError "Cannot cast array data from dtype('float64') to dtype('int64') according to the rule
 * 'safe'" unless `a` may be cast. */
la_status la_check_cast(const la_array *a, const la_dtype *to, la_casting casting);

/* A fresh array with a's elements as `dtype` (NULL: a's own), laid out in `order`. Casting is
 * NumPy's: float to int truncates, complex to real drops the imaginary part. TypeError "Cannot
 * cast array data from dtype('float64') to dtype('int64') according to the rule 'safe'"; ValueError
 * where LA_CASTING_SAME_VALUE forbids the cast of a value. */
la_status la_astype(la_array *out, const la_array *a, const la_dtype *dtype, la_order order,
                    la_casting casting);

/* Reverses the bytes of every element, of complex ones in each part, in place. ValueError
 * "array to be byte-swapped is read-only". */
la_status la_byteswap(la_array *a);

/* dst[...] = src, with broadcasting of src and casting. Right for overlapping memory too.
 * where: NULL or a bool array that broadcasts to dst. Errors: ValueError "could not broadcast
 * input array from shape (3,) into shape (2,)", "assignment destination is read-only",
 * TypeError for the cast. */
la_status la_copyto(la_array *dst, const la_array *src, la_casting casting, const la_array *where);

/* out[i] = start + i * step, computed in out's type as NumPy's arange does (integers exactly;
 * reals as start + i * delta). out: an existing 1-d array. start and next (the second element)
 * are 0-d arrays of out's type. */
la_status la_fill_range(la_array *out, const la_array *start, const la_array *next);

/* where(condition, x, y), broadcast; x and y of one type. condition of any type (nonzero test). */
la_status la_where(la_array *out, const la_array *condition, const la_array *x, const la_array *y);

/* Joins n >= 1 arrays along an axis; out of type `dtype` (NULL: their promotion).
 * ValueErrors in NumPy's words for dimensions that differ. */
la_status la_concatenate(la_array *out, int n, const la_array *const *arrays, ptrdiff_t axis,
                         const la_dtype *dtype, la_casting casting);

#ifdef __cplusplus
}
#endif
#endif
