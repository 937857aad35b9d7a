/* Sorting and selecting keys. */
#include <string.h>

#include "sort/keys.h"

#define LA_CAT_(a, b) a##b
#define LA_CAT(a, b)  LA_CAT_(a, b)

enum {
    FEW = 24,           /* so many keys are sorted by insertion */
    MEDIUM = 64,        /* so many by merging */
    LARGE = 8192,       /* from here on, digits have DIGIT_LARGE bits */
    DIGIT_SMALL = 8,    /* a pass over 256 counters */
    DIGIT_LARGE = 10,   /* 2048 counters, which stay in the first cache */
    PASSES = 3,         /* at most: together they cover 30 bits, or the 19 that few keys need */
    SPARE = 6,          /* bits of a key that are looked at beyond those that count the keys */
    SAMPLE = 256,       /* keys of which a pivot is chosen */
    SAMPLE_FROM = 4096, /* where there are so many */
    MARGIN = 16,        /* a pivot is so many places of the sample beside the place looked for */
    LOPSIDED = 8,       /* a part smaller than one of so many asks for a look at equal keys */
};

#define T    uint32_t
#define BITS 32
#include "sort/sort_keys.tmpl.h"
#undef T
#undef BITS

#define T    uint64_t
#define BITS 64
#include "sort/sort_keys.tmpl.h"
#undef T
#undef BITS
