/* Selection by way of a sample: the elements near the places that are looked for. */
#include "libarray/sort.h"

#include <string.h>

#include "loops/loops.h"
#include "memory.h"
#include "sort/keys.h"

enum {
    SAMPLE = 4096,
    MARGIN = 160,      /* five standard deviations of a place in the sample */
    LEAST = 8 * SAMPLE /* elements; of fewer, a sample would take longer than they themselves */
};

typedef ptrdiff_t collect_function(void *to, const void *from, ptrdiff_t n, const void *low,
                                   const void *high, ptrdiff_t *below);

#define EACH "sort/bracket.tmpl.h"
#include "loops/each_integer.inc.h"
#define EACH "sort/bracket.tmpl.h"
#include "loops/each_real.inc.h"

static collect_function *const functions[LA_NTYPES] = {
#define EACH "sort/bracket_entry.tmpl.h"
#include "loops/each_integer.inc.h"
#define EACH "sort/bracket_entry.tmpl.h"
#include "loops/each_real.inc.h"
};

/* Copies elements at random places. */
static void take_sample(char *to, const la_array *a)
{
    const ptrdiff_t size = a->dtype->itemsize, stride = a->size / SAMPLE;
    uint32_t random = 1; /* a fixed sequence: a pattern in the elements won't follow it */
    for (ptrdiff_t i = 0; i < SAMPLE; i++) {
        random = random * 1664525u + 1013904223u;
        const ptrdiff_t place = i * stride + (ptrdiff_t)(random >> 8) % stride;
        memcpy(to + i * size, a->data + place * size, (size_t)size);
    }
}

/* Sorts the sample, in room for three of it. */
static void sort_sample(char *sample, const la_dtype *dtype)
{
    char *const keys = sample + SAMPLE * sizeof(uint64_t);
    char *const scratch = keys + SAMPLE * sizeof(uint64_t);
    if (la_has_wide_keys(dtype)) {
        la_keys64((uint64_t *)(void *)keys, sample, 1, SAMPLE, dtype, true);
        la_sort_keys64((uint64_t *)(void *)keys, (uint64_t *)(void *)scratch, SAMPLE, 0);
        la_unkeys64(sample, (uint64_t *)(void *)keys, SAMPLE, dtype);
    } else {
        la_keys32((uint32_t *)(void *)keys, sample, 1, SAMPLE, dtype, true);
        la_sort_keys32((uint32_t *)(void *)keys, (uint32_t *)(void *)scratch, SAMPLE, 0);
        la_unkeys32(sample, (uint32_t *)(void *)keys, SAMPLE, dtype);
    }
}

la_status la_bracket(la_array *out, const la_array *a, ptrdiff_t first, ptrdiff_t last,
                     ptrdiff_t *below, ptrdiff_t *count)
{
    *below = *count = 0;
    collect_function *const collect = functions[a->dtype->num];
    if (!collect || a->size < LEAST) return LA_OK;
    const double part = (double)SAMPLE / (double)a->size;
    const ptrdiff_t low = (ptrdiff_t)((double)first * part) - MARGIN;
    const ptrdiff_t high = (ptrdiff_t)((double)last * part) + MARGIN;
    if (low < 0 || high >= SAMPLE) return LA_OK;

    char *sample = la_alloc(3 * SAMPLE * sizeof(uint64_t));
    if (!sample) return la_fail(LA_MEMORY_ERROR, "Unable to allocate memory for a sample");
    take_sample(sample, a);
    sort_sample(sample, a->dtype);
    const ptrdiff_t size = a->dtype->itemsize;
    ptrdiff_t less = 0;
    const ptrdiff_t found =
        collect(out->data, a->data, a->size, sample + low * size, sample + high * size, &less);
    la_dealloc(sample);
    if (first < less || last >= less + found) return LA_OK;
    *below = less;
    *count = found;
    return LA_OK;
}
