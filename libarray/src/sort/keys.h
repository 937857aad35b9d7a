/* Sorting keys: every number becomes an unsigned integer, or several, in the same order.
 *
 * Whatever sorts, selects or ranks works on keys alone: there are two types of them to write loops
 * for, and radix sorts apply. NaN has the greatest key, wherever its sign and payload put it. */
#ifndef LIBARRAY_SORT_KEYS_H
#define LIBARRAY_SORT_KEYS_H

#include "libarray/array.h"

/* Whether elements (of complex numbers: their parts) have keys of 64 bits; else they have 32. */
static inline bool la_has_wide_keys(const la_dtype *d)
{
    return d->itemsize == (d->kind == 'c' ? 16 : 8);
}

/* The keys of n aligned numbers of any type but complex, reals `step` elements apart (parts of
 * complex numbers are), integers side by side; la_keys32 is for those of up to four bytes. True
 * where one of them is -0.0: its key is just below that of 0.0, or, with merge_zeros, the same. */
bool la_keys32(uint32_t *keys, const void *x, ptrdiff_t step, ptrdiff_t n, const la_dtype *d,
               bool merge_zeros);
bool la_keys64(uint64_t *keys, const void *x, ptrdiff_t step, ptrdiff_t n, const la_dtype *d,
               bool merge_zeros);

/* The numbers of n keys made without merge_zeros, one after the other. NaN becomes np.nan. */
void la_unkeys32(void *x, const uint32_t *keys, ptrdiff_t n, const la_dtype *d);
void la_unkeys64(void *x, const uint64_t *keys, ptrdiff_t n, const la_dtype *d);

/* Sorts by the bits from `low` up; the order of keys that agree in these is kept, and must be that
 * of the bits below. scratch: room for n keys. */
void la_sort_keys32(uint32_t *keys, uint32_t *scratch, ptrdiff_t n, int low);
void la_sort_keys64(uint64_t *keys, uint64_t *scratch, ptrdiff_t n, int low);

/* Moves the keys so that each of the places kth[] (ascending) holds the key that sorting would put
 * there, smaller ones before it and greater ones behind it. */
void la_select_keys32(uint32_t *keys, uint32_t *scratch, ptrdiff_t n, int nkth,
                      const ptrdiff_t *kth);
void la_select_keys64(uint64_t *keys, uint64_t *scratch, ptrdiff_t n, int nkth,
                      const ptrdiff_t *kth);

/* Moves the keys below the pivot to the front; returns how many. */
ptrdiff_t la_divide_keys32(uint32_t *keys, ptrdiff_t n, uint32_t pivot);
ptrdiff_t la_divide_keys64(uint64_t *keys, ptrdiff_t n, uint64_t pivot);

#endif
