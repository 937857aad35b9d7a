/* What C lacks for vectors of T. BITS: an integer as wide; SIGN: its highest bit. NAME(f): the
 * functions' names; PARTS(p): the 16-byte parts of a vector, as operands of asm; MADD, NMADD:
 * multiply-adds of parts of MADD_BYTES bytes, if there is one; LESSER, GREATER: WebAssembly's of
 * 16-byte parts, the first operand if either is NaN. */

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
    static const T minus_zero = -0.0;
    return (NAME(vector))((NAME(lanes))x |
                          ((NAME(lanes))y & (NAME(lanes))NAME(all)(*NAME(hidden)(&minus_zero))));
}

/* x, but no more (or no less) than *limit. A NaN stays: which it would not if LLVM were left to
 * find the instruction, as with relaxed SIMD it takes one that may give either operand then. */
INLINE NAME(vector) NAME(bounded)(NAME(vector) x, const T *limit, bool above)
{
    const NAME(vector) end = NAME(all)(*NAME(hidden)(limit));
#ifdef ON_WASM
    typedef T part __attribute__((vector_size(16)));
    part parts[sizeof x / sizeof(part)], ends[sizeof x / sizeof(part)];
    memcpy(parts, &x, sizeof x);
    memcpy(ends, &end, sizeof x);
    for (size_t k = 0; k < sizeof x / sizeof(part); k++)
        parts[k] = above ? LESSER(parts[k], ends[k]) : GREATER(parts[k], ends[k]);
    memcpy(&x, parts, sizeof x);
    return x;
#else
    return NAME(choose)(above ? x > end : x < end, end, x);
#endif
}

INLINE NAME(vector) NAME(at_most)(NAME(vector) x, const T *limit)
{
    return NAME(bounded)(x, limit, true);
}

/* x, but not beyond limits[0] and limits[1]. */
INLINE NAME(vector) NAME(within)(NAME(vector) x, const T *limits)
{
    return NAME(bounded)(NAME(at_most)(x, limits + 1), limits, false);
}

/* x * y + z, or z - x * y, rounded once or twice. */
INLINE NAME(vector)
    NAME(multiply_add)(NAME(vector) x, NAME(vector) y, NAME(vector) z, bool negative)
{
#ifdef MADD_BYTES
    typedef T part __attribute__((vector_size(MADD_BYTES)));
    part a[sizeof x / sizeof(part)], b[sizeof x / sizeof(part)], c[sizeof x / sizeof(part)];
    memcpy(a, &x, sizeof x);
    memcpy(b, &y, sizeof y);
    memcpy(c, &z, sizeof z);
    for (size_t k = 0; k < sizeof x / sizeof(part); k++)
        c[k] = negative ? NMADD(a[k], b[k], c[k]) : MADD(a[k], b[k], c[k]);
    memcpy(&z, c, sizeof z);
    return z;
#else
    return negative ? z - x * y : x * y + z;
#endif
}

INLINE NAME(vector) NAME(madd)(NAME(vector) x, NAME(vector) y, NAME(vector) z)
{
    return NAME(multiply_add)(x, y, z, false);
}

INLINE NAME(vector) NAME(nmadd)(NAME(vector) x, NAME(vector) y, NAME(vector) z)
{
    return NAME(multiply_add)(x, y, z, true);
}

/* terms[0] + terms[1] x + ... */
INLINE NAME(vector) NAME(polynomial)(NAME(vector) x, const T *terms, int degree)
{
    const T *c = NAME(hidden)(terms);
    NAME(vector) p = NAME(madd)(x, NAME(all)(c[degree]), NAME(all)(c[degree - 1]));
    LA_UNROLL
    for (int k = degree - 2; k >= 0; k--)
        p = NAME(madd)(NAME(step)(p), x, NAME(all)(c[k]));
    return NAME(step)(p);
}
