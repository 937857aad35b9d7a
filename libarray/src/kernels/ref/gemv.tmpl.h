/* Dot product and matrix times vector in plain C. The includer defines T, NAME (the type's prefix),
 * MADD(acc, x, y) and ADD(x, y). Eight running sums, which a compiler can keep in vectors. */

static T LA_JOIN(NAME, _sum)(ptrdiff_t n, const T *x, ptrdiff_t inc_x, const T *y, ptrdiff_t inc_y)
{
    T sums[8] = {0};
    ptrdiff_t i = 0;
    if (inc_x == 1 && inc_y == 1) {
        for (; i + 8 <= n; i += 8) {
            LA_UNROLL
            for (int s = 0; s < 8; s++)
                sums[s] = MADD(sums[s], x[i + s], y[i + s]);
        }
    } else {
        for (; i + 8 <= n; i += 8) {
            LA_UNROLL
            for (int s = 0; s < 8; s++)
                sums[s] = MADD(sums[s], x[(i + s) * inc_x], y[(i + s) * inc_y]);
        }
    }
    for (; i < n; i++)
        sums[0] = MADD(sums[0], x[i * inc_x], y[i * inc_y]);
    for (int width = 4; width > 0; width /= 2) {
        for (int s = 0; s < width; s++)
            sums[s] = ADD(sums[s], sums[s + width]);
    }
    return sums[0];
}

static void LA_JOIN(NAME, _dot)(ptrdiff_t n, const void *x, ptrdiff_t inc_x, const void *y,
                                ptrdiff_t inc_y, void *result)
{
    *(T *)result = LA_JOIN(NAME, _sum)(n, x, inc_x, y, inc_y);
}

static void LA_JOIN(NAME, _gemv)(ptrdiff_t m, ptrdiff_t k, const void *left, ptrdiff_t rs_a,
                                 ptrdiff_t cs_a, const void *right, ptrdiff_t inc_x, void *out,
                                 ptrdiff_t inc_y)
{
    const T *a = left, *x = right;
    T *y = out;
    if (rs_a == 1 && inc_y == 1 && cs_a != 1) {
        /* Columns of A lie in one piece: y is their sum, in blocks that stay in L1. */
        const ptrdiff_t block = 2048 / (ptrdiff_t)sizeof(T);
        for (ptrdiff_t start = 0; start < m; start += block) {
            ptrdiff_t end = m - start < block ? m : start + block;
            for (ptrdiff_t i = start; i < end; i++)
                y[i] = 0;
            for (ptrdiff_t p = 0; p < k; p++) {
                const T *column = a + p * cs_a;
                T factor = x[p * inc_x];
                for (ptrdiff_t i = start; i < end; i++)
                    y[i] = MADD(y[i], factor, column[i]);
            }
        }
        return;
    }
    for (ptrdiff_t i = 0; i < m; i++)
        y[i * inc_y] = LA_JOIN(NAME, _sum)(k, a + i * rs_a, cs_a, x, inc_x);
}

#undef T
#undef NAME
