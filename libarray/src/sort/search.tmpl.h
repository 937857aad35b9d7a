/* search_TYPE: where needles belong in a sorted haystack. T; BEFORE(a, b): the order, NaN last.
 *
 * A search halves a range without branching on what it compares; several needles are looked for at
 * the same time, so that their reads of memory overlap. */

/* The elements that come before each of the needles (right: that it doesn't come before). */
static inline void LA_JOIN(search, group, TYPE)(ptrdiff_t *to, const T *haystack, ptrdiff_t n,
                                                const T *needles, int group, bool right)
{
    ptrdiff_t first[GROUP] = {0};
    for (ptrdiff_t left = n; left > 1;) {
        const ptrdiff_t half = left / 2;
        for (int g = 0; g < group; g++) {
            const T x = haystack[first[g] + half - 1];
            const bool passed = right ? !BEFORE(needles[g], x) : BEFORE(x, needles[g]);
            first[g] += passed ? half : 0;
        }
        left -= half;
    }
    for (int g = 0; g < group; g++) {
        const T x = haystack[first[g]];
        to[g] = first[g] + (right ? !BEFORE(needles[g], x) : BEFORE(x, needles[g]));
    }
}

static void FN(search)(ptrdiff_t *to, const void *sorted, ptrdiff_t n, const void *wanted,
                       ptrdiff_t count, bool right)
{
    const T *haystack = sorted, *needles = wanted;
    ptrdiff_t i = 0;
    for (; i + GROUP <= count && right; i += GROUP)
        LA_JOIN(search, group, TYPE)(to + i, haystack, n, needles + i, GROUP, true);
    for (; i + GROUP <= count && !right; i += GROUP)
        LA_JOIN(search, group, TYPE)(to + i, haystack, n, needles + i, GROUP, false);
    for (; i < count; i++)
        LA_JOIN(search, group, TYPE)(to + i, haystack, n, needles + i, 1, right);
}
