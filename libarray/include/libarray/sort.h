/* Sorting, ranking and searching. NaN comes after all numbers; complex numbers are ordered by their
 * real parts, then by their imaginary ones. */
#ifndef LIBARRAY_SORT_H
#define LIBARRAY_SORT_H

#include "libarray/array.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Sorts in place along an axis; equal elements (zeros of either sign) keep their order. ValueError
 * "sort array is read-only", AxisError. */
la_status la_sort(la_array *a, ptrdiff_t axis);

/* A new array of the positions (LA_INTP) that would sort `a` along an axis, equal elements in their
 * order. */
la_status la_argsort(la_array *out, const la_array *a, ptrdiff_t axis);

/* Rearranges in place, along an axis, so that each place of kth holds what sorting would put there,
 * what is smaller before it and what is greater behind it. kth may be negative and in any order.
 * ValueError "kth(=9) out of bounds (5)". */
la_status la_partition(la_array *a, ptrdiff_t axis, ptrdiff_t nkth, const ptrdiff_t *kth);

/* A new array of the positions that would do that. */
la_status la_argpartition(la_array *out, const la_array *a, ptrdiff_t axis, ptrdiff_t nkth,
                          const ptrdiff_t *kth);

/* Copies to `out`, of a's type and size, those of a's elements that lie between two of them, in
 * their order; both are contiguous vectors, and aligned. The two are so chosen, by a sample, that
 * what sorting would put to the places first .. last is among these *count elements, and stands
 * *below places further in front there. *count is 0 where that isn't so, or not worth it: the
 * places are near an end, the elements few, complex, of float16, or mostly NaN. */
la_status la_bracket(la_array *out, const la_array *a, ptrdiff_t first, ptrdiff_t last,
                     ptrdiff_t *below, ptrdiff_t *count);

/* The positions that would sort by several keys of one shape, the last of which matters most.
 * ValueError "all keys need to be the same shape". */
la_status la_lexsort(la_array *out, int n, const la_array *const *keys, ptrdiff_t axis);

/* The different elements of a, if they are few: no more than LA_MOST_DISTINCT, for which `values`
 * has room. *n is their number, or negative where there are more, or none, or they are complex. The
 * others, of type LA_INTP, may be NULL: first, the index of the first of each, and counts, how
 * often it occurs (both with as much room as values), inverse, the place of each of a's elements
 * among them. All arrays are contiguous vectors, and aligned. NaNs are one, of zeros the first
 * stays. */
#define LA_MOST_DISTINCT 2048
la_status la_distinct(const la_array *a, la_array *values, la_array *first, la_array *counts,
                      la_array *inverse, ptrdiff_t *n);

/* For each needle the place in a sorted 1-d haystack where it could be inserted: before (right:
 * behind) elements equal to it. Both are of one type. sorter: NULL, or positions (LA_INTP) that
 * sort the haystack. ValueError "Sorter index out of range.". */
la_status la_searchsorted(la_array *out, const la_array *haystack, const la_array *needles,
                          bool right, const la_array *sorter);

#ifdef __cplusplus
}
#endif
#endif
