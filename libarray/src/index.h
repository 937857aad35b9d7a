/* What basic and advanced indexing share. */
#ifndef LIBARRAY_INDEX_INTERNAL_H
#define LIBARRAY_INDEX_INTERNAL_H

#include "libarray/index.h"

/* Number of a's axes that the items take; IndexError where there are more than a has, or two
 * ellipses, or arrays of another kind than integers and truths. */
la_status la_index_axes(const la_array *a, int n, const la_index *items, int *axes);

/* IndexError "index 10 is out of bounds for axis 0 with size 3". */
la_status la_fail_bounds(ptrdiff_t index, int axis, ptrdiff_t length);

/* Moves *data, an address in `a`, by an index into an axis. */
la_status la_move_to_index(char **data, const la_array *a, int axis, ptrdiff_t index);

/* Where a slice starts and how many elements it has, by Python's rules. */
la_status la_slice_indices(const la_index *slice, ptrdiff_t length, ptrdiff_t *start,
                           ptrdiff_t *step, ptrdiff_t *count);

/* IndexError where an indexed array would have too many dimensions. */
la_status la_check_index_ndim(int ndim);

/* a[items] and a[items] = value with at least one LA_INDEX_ARRAY. */
la_status la_fancy_get(la_array *out, const la_array *a, int n, const la_index *items);
la_status la_fancy_set(la_array *a, int n, const la_index *items, const la_array *value);

/* True bytes among n. */
ptrdiff_t la_count_true(const char *mask, ptrdiff_t stride, ptrdiff_t n);

#endif
