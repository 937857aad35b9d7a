/* A function on vectors over elements one after the other. T, TYPE: their type; V(name): the names
 * of lanes.h for it. */

typedef V(vector) FN(unary)(V(vector) x, V(lanes) * odd);
typedef V(vector) FN(binary)(V(vector) x, V(vector) y, V(lanes) * odd);

/* The odd lanes, apart from the loop, which so keeps its vectors in registers. */
static __attribute__((noinline)) void FN(mend_lanes)(char *const *args, V(vector) to, V(lanes) odd,
                                                     char *z, la_lane_mend mend)
{
    mend(args, &to, &odd);
    memcpy(z, &to, sizeof to);
}

INLINE void FN(run_unary)(FN(unary) * kernel, char *const *args, ptrdiff_t n, la_lane_mend mend)
{
    char *x = args[0], *z = args[1];
    for (; n > 0; n -= LANES, x += LANES * sizeof(T), z += LANES * sizeof(T)) {
        V(lanes) odd = {0};
        V(vector) from;
        memcpy(&from, x, sizeof from);
        const V(vector) to = kernel(from, &odd);
        if (LA_UNLIKELY(V(any_lane)(odd)))
            FN(mend_lanes)((char *const[]){x}, to, odd, z, mend);
        else
            memcpy(z, &to, sizeof to);
    }
}

INLINE void FN(run_binary)(FN(binary) * kernel, char *const *args, ptrdiff_t n, la_lane_mend mend)
{
    char *x = args[0], *y = args[1], *z = args[2];
    const ptrdiff_t bytes = LANES * sizeof(T);
    for (; n > 0; n -= LANES, x += bytes, y += bytes, z += bytes) {
        V(lanes) odd = {0};
        V(vector) left, right;
        memcpy(&left, x, sizeof left);
        memcpy(&right, y, sizeof right);
        const V(vector) to = kernel(left, right, &odd);
        if (LA_UNLIKELY(V(any_lane)(odd)))
            FN(mend_lanes)((char *const[]){x, y}, to, odd, z, mend);
        else
            memcpy(z, &to, sizeof to);
    }
}
