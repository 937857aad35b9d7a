/* argmaximum_TYPE or argminimum_TYPE: where the first extremum of n >= 1 contiguous numbers is.
 *
 * BEST: maximum or minimum, whose fold finds the extremum of a block (NaN where there is one) at
 * vector speed; the place is looked for only in the block that has it. BEATS: > or <, the order in
 * which a block is better. ISNAN(x). Undefines BEST and BEATS. */

static ptrdiff_t LA_JOIN(arg, BEST, TYPE)(const char *in, ptrdiff_t n)
{
    const T *x = (const T *)in;
    ptrdiff_t i = 0;
    T best = x[0];
    for (ptrdiff_t block = 0; block < n && !ISNAN(best); block += ARG_BLOCK) {
        const ptrdiff_t length = n - block < ARG_BLOCK ? n - block : ARG_BLOCK;
        T extremum = x[block];
        FOLD_OF(BEST)((char *)&extremum, (const char *)(x + block), length, sizeof(T));
        if (extremum BEATS best || ISNAN(extremum)) {
            best = extremum;
            i = block;
        }
    }
    while (ISNAN(best) ? !ISNAN(x[i]) : x[i] != best)
        i++;
    return i;
}

#undef BEST
#undef BEATS
