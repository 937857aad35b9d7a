/* Reference microkernel for complex elements, packed split: real and imaginary parts are vectors of
 * their own. The includer defines R (type of a part), KERNEL, KERNEL_TYPE, MR, NR, KC, GFLOPS. */

static void LA_JOIN(KERNEL, _block)(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const void *packed_a,
                                    const void *packed_b, void *out, ptrdiff_t rs_c, ptrdiff_t cs_c,
                                    bool accumulate)
{
    const R *a_panel = packed_a;
    for (ptrdiff_t i = 0; i < m; i += MR, a_panel += 2 * MR * k) {
        const R *b = packed_b;
        ptrdiff_t rows = m - i < MR ? m - i : MR;
        for (ptrdiff_t j = 0; j < n; j += NR) {
            const R *a = a_panel;
            R real[MR][NR] = {{0}}, imag[MR][NR] = {{0}};
            for (ptrdiff_t p = 0; p < k; p++, a += 2 * MR, b += 2 * NR) {
                LA_UNROLL
                for (int r = 0; r < MR; r++) {
                    R x = a[r], y = a[MR + r];
                    LA_UNROLL
                    for (int s = 0; s < NR; s++) {
                        real[r][s] = real[r][s] + x * b[s] - y * b[NR + s];
                        imag[r][s] = imag[r][s] + x * b[NR + s] + y * b[s];
                    }
                }
            }
            ptrdiff_t columns = n - j < NR ? n - j : NR;
            for (ptrdiff_t r = 0; r < rows; r++) {
                R *c = (R *)out + 2 * ((i + r) * rs_c + j * cs_c);
                for (ptrdiff_t s = 0; s < columns; s++, c += 2 * cs_c) {
                    c[0] = accumulate ? c[0] + real[r][s] : real[r][s];
                    c[1] = accumulate ? c[1] + imag[r][s] : imag[r][s];
                }
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

#undef R
#undef KERNEL
#undef KERNEL_TYPE
