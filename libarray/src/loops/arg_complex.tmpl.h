/* argmaximum_TYPE or argminimum_TYPE of complex numbers: the real parts decide, where these are
 * equal the imaginary ones; NaN in either part wins. BEST: maximum or minimum; BEATS: > or <.
 * Undefines BEST and BEATS. */

static ptrdiff_t LA_JOIN(arg, BEST, TYPE)(const char *in, ptrdiff_t n)
{
    const T *x = (const T *)in;
    ptrdiff_t best = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        if (x[i].real != x[i].real || x[i].imag != x[i].imag) return i;
        if (x[i].real BEATS x[best].real ||
            (x[i].real == x[best].real && x[i].imag BEATS x[best].imag))
            best = i;
    }
    return best;
}

#undef BEST
#undef BEATS
