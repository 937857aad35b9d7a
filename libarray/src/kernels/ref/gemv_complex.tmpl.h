/* Dot product (without conjugation) and matrix times vector of complex numbers. The includer
 * defines R (type of a part) and NAME. */

static void LA_JOIN(NAME, _dot)(ptrdiff_t n, const void *left, ptrdiff_t inc_x, const void *right,
                                ptrdiff_t inc_y, void *result)
{
    const R *x = left, *y = right;
    R real[4] = {0}, imag[4] = {0}, *out = result;
    ptrdiff_t i = 0;
    for (; i + 4 <= n; i += 4) {
        LA_UNROLL
        for (int s = 0; s < 4; s++) {
            const R *u = x + 2 * (i + s) * inc_x, *v = y + 2 * (i + s) * inc_y;
            real[s] = real[s] + u[0] * v[0] - u[1] * v[1];
            imag[s] = imag[s] + u[0] * v[1] + u[1] * v[0];
        }
    }
    for (; i < n; i++) {
        const R *u = x + 2 * i * inc_x, *v = y + 2 * i * inc_y;
        real[0] = real[0] + u[0] * v[0] - u[1] * v[1];
        imag[0] = imag[0] + u[0] * v[1] + u[1] * v[0];
    }
    out[0] = (real[0] + real[1]) + (real[2] + real[3]);
    out[1] = (imag[0] + imag[1]) + (imag[2] + imag[3]);
}

static void LA_JOIN(NAME, _gemv)(ptrdiff_t m, ptrdiff_t k, const void *left, ptrdiff_t rs_a,
                                 ptrdiff_t cs_a, const void *x, ptrdiff_t inc_x, void *out,
                                 ptrdiff_t inc_y)
{
    const R *a = left;
    R *y = out;
    if (rs_a == 1 && inc_y == 1 && cs_a != 1) {
        const ptrdiff_t block = 1024 / (ptrdiff_t)sizeof(R);
        for (ptrdiff_t start = 0; start < m; start += block) {
            ptrdiff_t end = m - start < block ? m : start + block;
            for (ptrdiff_t i = 2 * start; i < 2 * end; i++)
                y[i] = 0;
            for (ptrdiff_t p = 0; p < k; p++) {
                const R *column = a + 2 * p * cs_a, *factor = (const R *)x + 2 * p * inc_x;
                R re = factor[0], im = factor[1];
                for (ptrdiff_t i = start; i < end; i++) {
                    R u = column[2 * i], v = column[2 * i + 1];
                    y[2 * i] = y[2 * i] + u * re - v * im;
                    y[2 * i + 1] = y[2 * i + 1] + u * im + v * re;
                }
            }
        }
        return;
    }
    for (ptrdiff_t i = 0; i < m; i++)
        LA_JOIN(NAME, _dot)(k, a + 2 * i * rs_a, cs_a, x, inc_x, y + 2 * i * inc_y);
}

#undef R
#undef NAME
