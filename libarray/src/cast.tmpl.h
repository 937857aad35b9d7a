/* One casting loop, from FROM to TO (see cast_from.inc.h and cast_to.inc.h). float16 casts itself
 * to and from float and double only; the others go by these in chunks (cast.c). */

#if (FROM_KIND == KIND_HALF && TO_KIND != KIND_HALF && TO_KIND != KIND_REAL)

static void CAST_NAME(cast, FROM, TO)(const char *from, ptrdiff_t from_stride, char *to,
                                      ptrdiff_t to_stride, ptrdiff_t n)
{
    cast_by_way_of(LA_FLOAT32, cast_float16_to_float32, CAST_NAME(cast, float32, TO), from,
                   from_stride, to, to_stride, n);
}

#elif (TO_KIND == KIND_HALF && FROM_KIND != KIND_HALF && FROM_KIND != KIND_REAL)

static void CAST_NAME(cast, FROM, TO)(const char *from, ptrdiff_t from_stride, char *to,
                                      ptrdiff_t to_stride, ptrdiff_t n)
{
    if (sizeof(FROM_PART) == sizeof(double) && FROM_KIND == KIND_COMPLEX)
        cast_by_way_of(LA_FLOAT64, CAST_NAME(cast, FROM, float64), cast_float64_to_float16, from,
                       from_stride, to, to_stride, n);
    else
        cast_by_way_of(LA_FLOAT32, CAST_NAME(cast, FROM, float32), cast_float32_to_float16, from,
                       from_stride, to, to_stride, n);
}

#else

static inline TO_C CAST_NAME(convert, FROM, TO)(FROM_C x)
{
#if FROM_KIND == KIND_COMPLEX
#if TO_KIND == KIND_BOOL
    return x.real != 0 || x.imag != 0;
#elif TO_KIND == KIND_INT
    return (TO_C)FROM_NAME(TO_TRUNC, FROM_PART)(x.real);
#elif TO_KIND == KIND_REAL
    return (TO_C)x.real;
#else
    return (TO_C){(TO_PART)x.real, (TO_PART)x.imag};
#endif
#elif FROM_KIND == KIND_HALF && TO_KIND == KIND_REAL
    return (TO_C)la_float16_to_float(x);
#elif FROM_KIND == KIND_REAL && TO_KIND == KIND_HALF
    return FROM_NAME(la_float16, FROM_C)(x);
#else /* FROM has one part */
#if FROM_KIND == KIND_BOOL
    x = x != 0; /* memory of others may hold other truths than 1 */
#endif
#if TO_KIND == KIND_BOOL
    return x != 0;
#elif TO_KIND == KIND_COMPLEX
    return (TO_C){(TO_PART)x, 0};
#elif TO_KIND == KIND_INT && FROM_KIND == KIND_REAL
    return (TO_C)FROM_NAME(TO_TRUNC, FROM_PART)(x);
#else
    return (TO_C)x;
#endif
#endif
}

static void CAST_NAME(cast, FROM, TO)(const char *from, ptrdiff_t from_stride, char *to,
                                      ptrdiff_t to_stride, ptrdiff_t n)
{
    /* Elements are read and written through memcpy, so that they need no alignment; compilers make
     * plain loads and stores of it. */
    if (from_stride == (ptrdiff_t)sizeof(FROM_C) && to_stride == (ptrdiff_t)sizeof(TO_C)) {
        ptrdiff_t i = 0;
#if HEAD_NAME(FROM, TO)
        i = CAST_NAME(head, FROM, TO)(from, to, n); /* by hand: see cast_wasm.h */
#endif
        for (; i < n; i++) { /* constant strides: becomes vectors */
            FROM_C x;
            memcpy(&x, from + i * (ptrdiff_t)sizeof x, sizeof x);
            TO_C y = CAST_NAME(convert, FROM, TO)(x);
            memcpy(to + i * (ptrdiff_t)sizeof y, &y, sizeof y);
        }
        return;
    }
    for (; n > 0; n--) {
        FROM_C x;
        memcpy(&x, from, sizeof x);
        TO_C y = CAST_NAME(convert, FROM, TO)(x);
        memcpy(to, &y, sizeof y);
        from += from_stride;
        to += to_stride;
    }
}

#endif
