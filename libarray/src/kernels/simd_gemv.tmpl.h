/* Dot product and matrix times vector for any vector type.
 *
 * The includer defines DOT and GEMV (names of the two functions), T, V, LANES and the inline
 * functions of simd_gemm.tmpl.h, and vsum. */

/* Strided elements: four running sums. */
static T LA_JOIN(DOT, _strided)(ptrdiff_t n, const T *x, ptrdiff_t inc_x, const T *y,
                                ptrdiff_t inc_y)
{
    T s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    ptrdiff_t i = 0;
    for (; i + 4 <= n; i += 4) {
        s0 += x[i * inc_x] * y[i * inc_y];
        s1 += x[(i + 1) * inc_x] * y[(i + 1) * inc_y];
        s2 += x[(i + 2) * inc_x] * y[(i + 2) * inc_y];
        s3 += x[(i + 3) * inc_x] * y[(i + 3) * inc_y];
    }
    for (; i < n; i++)
        s0 += x[i * inc_x] * y[i * inc_y];
    return (s0 + s1) + (s2 + s3);
}

/* `rows` rows of A (cs_a = 1) times x: each row has eight vectors of running sums when alone, two
 * when there are four, so that the multiply-add's latency is hidden either way. */
LA_INLINE void LA_JOIN(GEMV, _rows)(const int rows, const int sums, ptrdiff_t k, const T *a,
                                    ptrdiff_t rs_a, const T *x, T *y, ptrdiff_t inc_y)
{
    V acc[4][8];
    ptrdiff_t p = 0;
    LA_UNROLL
    for (int r = 0; r < rows; r++) {
        LA_UNROLL
        for (int s = 0; s < sums; s++)
            acc[r][s] = vzero();
    }
    for (; p + sums * LANES <= k; p += sums * LANES) {
        LA_UNROLL
        for (int s = 0; s < sums; s++) {
            V v = vload(x + p + s * LANES);
            LA_UNROLL
            for (int r = 0; r < rows; r++)
                acc[r][s] = vmadd(acc[r][s], vload(a + r * rs_a + p + s * LANES), v);
        }
    }
    for (; p + LANES <= k; p += LANES) {
        V v = vload(x + p);
        LA_UNROLL
        for (int r = 0; r < rows; r++)
            acc[r][0] = vmadd(acc[r][0], vload(a + r * rs_a + p), v);
    }
    LA_UNROLL
    for (int r = 0; r < rows; r++) {
        LA_UNROLL
        for (int width = sums / 2; width > 0; width /= 2) {
            LA_UNROLL
            for (int s = 0; s < width; s++)
                acc[r][s] = vadd(acc[r][s], acc[r][s + width]);
        }
        T sum = vsum(acc[r][0]);
        for (ptrdiff_t q = p; q < k; q++)
            sum += a[r * rs_a + q] * x[q];
        y[r * inc_y] = sum;
    }
}

void DOT(ptrdiff_t n, const void *x, ptrdiff_t inc_x, const void *y, ptrdiff_t inc_y, void *result)
{
    T *out = result;
    if (inc_x == 1 && inc_y == 1)
        LA_JOIN(GEMV, _rows)(1, 8, n, x, 0, y, out, 1);
    else
        *out = LA_JOIN(DOT, _strided)(n, x, inc_x, y, inc_y);
}

/* A with rs_a = 1, y with inc_y = 1: columns of A, each times an element of x, are added up in
 * blocks of y that stay in L1, four columns a pass. */
static void LA_JOIN(GEMV, _columns)(ptrdiff_t m, ptrdiff_t k, const T *a, ptrdiff_t cs_a,
                                    const T *x, ptrdiff_t inc_x, T *y)
{
    const ptrdiff_t block = 8192 / (ptrdiff_t)sizeof(T);
    for (ptrdiff_t start = 0; start < m; start += block) {
        ptrdiff_t rows = m - start < block ? m - start : block, p = 0;
        T *out = y + start;
        for (ptrdiff_t i = 0; i < rows; i++)
            out[i] = 0;
        for (; p + 4 <= k; p += 4) {
            const T *a0 = a + start + p * cs_a, *a1 = a0 + cs_a, *a2 = a1 + cs_a, *a3 = a2 + cs_a;
            const T *x0 = x + p * inc_x, *x1 = x0 + inc_x, *x2 = x1 + inc_x, *x3 = x2 + inc_x;
            V v0 = vsplat(x0), v1 = vsplat(x1), v2 = vsplat(x2), v3 = vsplat(x3);
            ptrdiff_t i = 0;
            for (; i + LANES <= rows; i += LANES) {
                V sum = vload(out + i);
                sum = vmadd(sum, v0, vload(a0 + i));
                sum = vmadd(sum, v1, vload(a1 + i));
                sum = vmadd(sum, v2, vload(a2 + i));
                sum = vmadd(sum, v3, vload(a3 + i));
                vstore(out + i, sum);
            }
            /* The last rows, with the vectors' arithmetic: the place of a row can't show. */
            if (i < rows) {
                T edge[5][LANES] = {{0}};
                for (ptrdiff_t j = i; j < rows; j++) {
                    edge[0][j - i] = out[j];
                    edge[1][j - i] = a0[j];
                    edge[2][j - i] = a1[j];
                    edge[3][j - i] = a2[j];
                    edge[4][j - i] = a3[j];
                }
                V sum = vload(edge[0]);
                sum = vmadd(sum, v0, vload(edge[1]));
                sum = vmadd(sum, v1, vload(edge[2]));
                sum = vmadd(sum, v2, vload(edge[3]));
                sum = vmadd(sum, v3, vload(edge[4]));
                vstore(edge[0], sum);
                for (ptrdiff_t j = i; j < rows; j++)
                    out[j] = edge[0][j - i];
            }
        }
        for (; p < k; p++) {
            const T *column = a + start + p * cs_a;
            T factor = x[p * inc_x];
            for (ptrdiff_t i = 0; i < rows; i++)
                out[i] += column[i] * factor;
        }
    }
}

void GEMV(ptrdiff_t m, ptrdiff_t k, const void *left, ptrdiff_t rs_a, ptrdiff_t cs_a,
          const void *right, ptrdiff_t inc_x, void *out, ptrdiff_t inc_y)
{
    const T *a = left, *x = right;
    T *y = out;
    ptrdiff_t i = 0;
    if (cs_a == 1 && inc_x == 1) {
        for (; i + 4 <= m; i += 4)
            LA_JOIN(GEMV, _rows)(4, 2, k, a + i * rs_a, rs_a, x, y + i * inc_y, inc_y);
        for (; i < m; i++)
            LA_JOIN(GEMV, _rows)(1, 2, k, a + i * rs_a, rs_a, x, y + i * inc_y, inc_y);
    } else if (rs_a == 1 && inc_y == 1) {
        LA_JOIN(GEMV, _columns)(m, k, a, cs_a, x, inc_x, y);
    } else {
        for (; i < m; i++)
            y[i * inc_y] = LA_JOIN(DOT, _strided)(k, a + i * rs_a, cs_a, x, inc_x);
    }
}
