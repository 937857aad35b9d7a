/* Reference microkernel in plain C, for reals, integers and bool: loops of constant length over a
 * tile that a compiler can turn into vectors, and no more.
 *
 * The includer defines T, KERNEL, KERNEL_TYPE, MR, NR, KC, GFLOPS and MADD(acc, x, y), an
 * expression for the next value of acc. */

static void LA_JOIN(KERNEL, _block)(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const void *packed_a,
                                    const void *packed_b, void *out, ptrdiff_t rs_c, ptrdiff_t cs_c,
                                    bool accumulate)
{
    const T *a_panel = packed_a;
    for (ptrdiff_t i = 0; i < m; i += MR, a_panel += MR * k) {
        const T *b = packed_b;
        ptrdiff_t rows = m - i < MR ? m - i : MR;
        for (ptrdiff_t j = 0; j < n; j += NR) {
            const T *a = a_panel;
            T acc[MR][NR] = {{0}};
            for (ptrdiff_t p = 0; p < k; p++, a += MR, b += NR) {
                LA_UNROLL
                for (int r = 0; r < MR; r++) {
                    T x = a[r];
                    LA_UNROLL
                    for (int s = 0; s < NR; s++)
                        acc[r][s] = MADD(acc[r][s], x, b[s]);
                }
            }
            ptrdiff_t columns = n - j < NR ? n - j : NR;
            for (ptrdiff_t r = 0; r < rows; r++) {
                T *c = (T *)out + (i + r) * rs_c + j * cs_c;
                for (ptrdiff_t s = 0; s < columns; s++, c += cs_c)
                    *c = accumulate ? (T)ADD(*c, acc[r][s]) : acc[r][s];
            }
        }
    }
}

const la_gemm_kernel LA_JOIN(la_, KERNEL) = {
    .name = LA_TEXT(KERNEL),
    .type = KERNEL_TYPE,
    .mr = MR,
    .nr = NR,
    .kc = KC,
    .mc = 64,
    .nc = 256,
    .block = LA_JOIN(KERNEL, _block),
    .gflops = GFLOPS,
};

#undef KERNEL
#undef KERNEL_TYPE
