/* What C lacks for vectors of T. BITS: an integer as wide; SIGN: its highest bit. NAME(f): the
 * functions' names; PARTS(p): the 16-byte parts of a vector, as operands of asm. */

/* All parts are computed thus far. */
INLINE NAME(vector) NAME(step)(NAME(vector) x)
{
#ifdef ON_WASM
    typedef T part __attribute__((vector_size(16)));
    part parts[sizeof x / sizeof(part)];
    memcpy(parts, &x, sizeof x);
    __asm__("" : PARTS(parts));
    memcpy(&x, parts, sizeof x);
#endif
    return x;
}

/* A comparison's result, each lane as wide as it was. Of masks that are combined LLVM would make
 * lanes of 16 bits, and widen them one by one: several times what a comparison takes. */
INLINE NAME(lanes) NAME(mask)(NAME(lanes) compared)
{
    return (NAME(lanes))NAME(step)((NAME(vector))compared);
}

/* A table whose numbers are read each time. */
INLINE const T *NAME(hidden)(const T *table)
{
#ifdef ON_WASM
    __asm__("" : "+r"(table));
#endif
    return table;
}

INLINE NAME(vector) NAME(all)(T x)
{
    return x - (NAME(vector)){0}; /* x, also if that is -0 */
}

INLINE bool NAME(any_lane)(NAME(lanes) mask)
{
#ifdef ON_WASM
    typedef signed char part __attribute__((vector_size(16)));
    part parts[sizeof mask / sizeof(part)], some = {0};
    memcpy(parts, &mask, sizeof mask);
    for (size_t k = 0; k < sizeof mask / sizeof(part); k++)
        some |= parts[k];
    return __builtin_wasm_any_true_v128(some);
#else
    uint64_t words[sizeof mask / sizeof(uint64_t)], some = 0;
    memcpy(words, &mask, sizeof mask);
    for (size_t k = 0; k < sizeof mask / sizeof(uint64_t); k++)
        some |= words[k];
    return some != 0;
#endif
}

/* a where the mask is all ones, b where it is 0. */
INLINE NAME(vector) NAME(choose)(NAME(lanes) mask, NAME(vector) a, NAME(vector) b)
{
    return (NAME(vector))((mask & (NAME(lanes))a) | (~mask & (NAME(lanes))b));
}

INLINE NAME(vector) NAME(magnitude)(NAME(vector) x)
{
    return (NAME(vector))((NAME(lanes))x & ~SIGN);
}

/* x, which is not negative, with the sign of y. */
INLINE NAME(vector) NAME(with_sign)(NAME(vector) x, NAME(vector) y)
{
    return (NAME(vector))((NAME(lanes))x | ((NAME(lanes))y & SIGN));
}

/* x, but not beyond limits[0] and limits[1]. A NaN stays. */
INLINE NAME(vector) NAME(within)(NAME(vector) x, const T *limits)
{
    const T *c = NAME(hidden)(limits);
    x = NAME(choose)(x > c[1], NAME(all)(c[1]), x);
    return NAME(choose)(x < c[0], NAME(all)(c[0]), x);
}

/* terms[0] + terms[1] x + ... */
INLINE NAME(vector) NAME(polynomial)(NAME(vector) x, const T *terms, int degree)
{
    const T *c = NAME(hidden)(terms);
    NAME(vector) p = x * c[degree] + c[degree - 1];
    for (int k = degree - 2; k >= 0; k--)
        p = NAME(step)(p) * x + c[k];
    return NAME(step)(p);
}
