/* LANES elements of a strip from and to memory, for vector_math.h. T, TYPE: the elements' type. */

/* Where fewer are left, the first stands for those that lack. */
static inline __attribute__((always_inline)) LA_JOIN(vector, , TYPE)
    FN(load_lanes)(const char *x, ptrdiff_t step, ptrdiff_t left)
{
    T four[LANES];
    LA_JOIN(vector, , TYPE) v;
    if (step == (ptrdiff_t)sizeof(T) && left >= LANES)
        memcpy(four, x, sizeof four);
    else
        for (int k = 0; k < LANES; k++)
            four[k] = *(const T *)(x + (k < left ? k * step : 0));
    memcpy(&v, four, sizeof v);
    return v;
}

static inline __attribute__((always_inline)) void
FN(store_lanes)(char *z, ptrdiff_t step, ptrdiff_t left, LA_JOIN(vector, , TYPE) v)
{
    if (step == (ptrdiff_t)sizeof(T) && left >= LANES)
        memcpy(z, &v, sizeof v);
    else
        for (int k = 0; k < LANES && k < left; k++)
            *(T *)(z + k * step) = v[k];
}
