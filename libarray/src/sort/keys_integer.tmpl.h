/* Keys K of integers of BITS bits, read as U: of signed ones the sign is turned over. */

static void LA_CAT(integer_keys, BITS)(K *keys, const U *x, ptrdiff_t n, bool negative)
{
    const U flip = (U)((U)negative << (BITS - 1));
    for (ptrdiff_t i = 0; i < n; i++)
        keys[i] = (U)(x[i] ^ flip);
}

static void LA_CAT(integer_unkeys, BITS)(U *x, const K *keys, ptrdiff_t n, bool negative)
{
    const U flip = (U)((U)negative << (BITS - 1));
    for (ptrdiff_t i = 0; i < n; i++)
        x[i] = (U)((U)keys[i] ^ flip);
}
