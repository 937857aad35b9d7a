/* Keys K of IEEE 754 numbers of BITS bits, read as U: positive ones get the sign bit, negative ones
 * are turned over as a whole. INFINITY_BITS, NAN_BITS: how these look. */

#define TOP ((U)1 << (BITS - 1))

static inline K LA_CAT(real_key, BITS)(U x, bool merge_zeros)
{
    if (merge_zeros && x == TOP) x = 0;
    const U mask = (U)(x & TOP ? (U) ~(U)0 : TOP);
    return (U)(x & ~TOP) > INFINITY_BITS ? (U) ~(U)0 : (U)(x ^ mask);
}

static bool LA_CAT(real_keys, BITS)(K *keys, const U *x, ptrdiff_t step, ptrdiff_t n,
                                    bool merge_zeros)
{
    U found = 0; /* whether there was a -0.0 */
    if (step == 1 && !merge_zeros) {
        for (ptrdiff_t i = 0; i < n; i++) {
            found |= (U)(x[i] == TOP);
            keys[i] = LA_CAT(real_key, BITS)(x[i], false);
        }
        return found;
    }
    if (step == 1) {
        for (ptrdiff_t i = 0; i < n; i++) {
            found |= (U)(x[i] == TOP);
            keys[i] = LA_CAT(real_key, BITS)(x[i], true);
        }
        return found;
    }
    for (ptrdiff_t i = 0; i < n; i++) {
        found |= (U)(x[i * step] == TOP);
        keys[i] = LA_CAT(real_key, BITS)(x[i * step], merge_zeros);
    }
    return found;
}

static void LA_CAT(real_unkeys, BITS)(U *x, const K *keys, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        const U key = (U)keys[i];
        const U bits = (U)(key & TOP ? key ^ TOP : ~key);
        x[i] = key == (U) ~(U)0 ? NAN_BITS : bits;
    }
}

#undef TOP
