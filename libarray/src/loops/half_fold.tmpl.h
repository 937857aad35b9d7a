/* Writes la_fold_OP_FLOAT16 around the fold of float, where T is float (HALF_TYPE is defined).
 * TRUTH: defined where the accumulator is a la_bool. */
#ifdef HALF_TYPE
void LA_JOIN(la_fold_, OP, HALF_TYPE)(char *accumulator, const char *in, ptrdiff_t n,
                                      ptrdiff_t stride)
{
#ifdef TRUTH
    la_fold_half(FOLD_OF(OP), true, accumulator, in, n, stride);
#else
    la_fold_half(FOLD_OF(OP), false, accumulator, in, n, stride);
#endif
}
#endif
