/* Results that there are none of. */

static void SELF(spoil)(ptrdiff_t n, T *x)
{
    for (ptrdiff_t i = 0; i < n; i++)
        x[i] = NAN;
}
