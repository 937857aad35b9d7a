/* The different elements of a vector, where they are few: found in a table of their keys, without
 * sorting more than these. */
#include "libarray/sort.h"

#include <string.h>

#include "memory.h"
#include "platform.h"
#include "sort/keys.h"

#define LA_CAT_(a, b) a##b
#define LA_CAT(a, b)  LA_CAT_(a, b)

enum {
    SLOTS_LOG2 = 12,
    SLOTS = 1 << SLOTS_LOG2, /* at most half of them are taken, and they fit into the first cache */
    BLOCK = 512,             /* elements whose keys are made together */
};
_Static_assert(2 * LA_MOST_DISTINCT <= SLOTS, "the table must not fill up");

/* What is known of the key in each slot, and of the first element's, which has a place of its own
 * behind them. */
typedef struct table {
    ptrdiff_t first[SLOTS + 1], count[SLOTS + 1], rank[SLOTS + 1];
} table;

/* Of zeros of two signs, the first is the one that stays. */
static void take_zero(la_array *values, ptrdiff_t i, const la_array *a, ptrdiff_t first)
{
    static const char zero[sizeof(double)] = {0};
    const ptrdiff_t size = a->dtype->itemsize;
    char *const value = values->data + i * size;
    if (a->dtype->kind == 'f' && memcmp(value, zero, (size_t)size) == 0)
        memcpy(value, a->data + first * size, (size_t)size);
}

#define T      uint32_t
#define BITS   32
#define SPREAD 0x9e3779b1u /* odd, its bits without a pattern */
#include "sort/distinct.tmpl.h"
#undef T
#undef BITS
#undef SPREAD

#define T      uint64_t
#define BITS   64
#define SPREAD 0x9e3779b97f4a7c15u
#include "sort/distinct.tmpl.h"
#undef T
#undef BITS
#undef SPREAD

la_status la_distinct(const la_array *a, la_array *values, la_array *first, la_array *counts,
                      la_array *inverse, ptrdiff_t *n)
{
    *n = -1;
    if (a->size == 0 || a->dtype->kind == 'c') return LA_OK;
    return la_has_wide_keys(a->dtype) ? distinct64(a, values, first, counts, inverse, n)
                                      : distinct32(a, values, first, counts, inverse, n);
}
