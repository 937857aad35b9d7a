/* C = A B for few rows: B is read once, in place, row after row, at the speed of memory.
 *
 * The includer defines FEW_ROWS (the function's name, a la_gemm_few_rows_fn), KC as
 * simd_gemm.tmpl.h has it, and T, V, LANES and the inline functions that go with them; FEW_ROWS and
 * KC stay defined.
 *
 * A strip of columns of C, LA_FEW_STRIP wide, lies in L1 while the rows of B pass by, four at a
 * time: their eight vectors stay in registers for all rows of A. The sums go to L1 and back between
 * steps, which changes no bit of them: an element is summed as la_gemm_block_fn says. */

/* sums[0 .. 2 vectors] of one row or two += `depth` elements of A times the vectors of B. */
LA_INLINE void LA_JOIN(FEW_ROWS, _add)(const int rows, const int depth, const T *a,
                                       ptrdiff_t stride, const V b0[4], const V b1[4], T *sums)
{
    V s0[2], s1[2];
    LA_UNROLL
    for (int i = 0; i < rows; i++) {
        s0[i] = vload(sums + i * LA_FEW_STRIP);
        s1[i] = vload(sums + i * LA_FEW_STRIP + LANES);
    }
    LA_UNROLL
    for (int p = 0; p < depth; p++) {
        LA_UNROLL
        for (int i = 0; i < rows; i++) {
            V x = vsplat(a + p * stride + i);
            s0[i] = vmadd(s0[i], x, b0[p]);
            s1[i] = vmadd(s1[i], x, b1[p]);
        }
    }
    LA_UNROLL
    for (int i = 0; i < rows; i++) {
        vstore(sums + i * LA_FEW_STRIP, s0[i]);
        vstore(sums + i * LA_FEW_STRIP + LANES, s1[i]);
    }
}

/* sums[0 .. 2 vectors] of `rows` rows += `depth` columns of A times as many rows of B. A step's
 * elements of A lie in a[p * stride + row]. */
LA_INLINE void LA_JOIN(FEW_ROWS, _step)(const int rows, const int depth, const T *a,
                                        ptrdiff_t stride, const T *b, ptrdiff_t rs_b, T *sums)
{
    V b0[4], b1[4];
    LA_UNROLL
    for (int p = 0; p < depth; p++) {
        b0[p] = vload(b + p * rs_b);
        b1[p] = vload(b + p * rs_b + LANES);
    }
    int i = 0;
    for (; i + 2 <= rows; i += 2)
        LA_JOIN(FEW_ROWS, _add)(2, depth, a + i, stride, b0, b1, sums + i * LA_FEW_STRIP);
    if (i < rows) LA_JOIN(FEW_ROWS, _add)(1, depth, a + i, stride, b0, b1, sums + i * LA_FEW_STRIP);
}

static void FEW_ROWS(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, ptrdiff_t kc, const void *left,
                     ptrdiff_t rs_a, ptrdiff_t cs_a, const void *right, ptrdiff_t rs_b, void *out,
                     ptrdiff_t rs_c)
{
    T packed[KC * LA_FEW_ROWS_MAX], sums[LA_FEW_ROWS_MAX * LA_FEW_STRIP];
    const int rows = (int)m;
    for (ptrdiff_t first = 0; first < k; first += kc) {
        const ptrdiff_t depth = k - first < kc ? k - first : kc;
        const T *a = (const T *)left + first * cs_a, *b = (const T *)right + first * rs_b;
        for (ptrdiff_t p = 0; p < depth; p++) {
            for (int i = 0; i < rows; i++)
                packed[p * rows + i] = a[i * rs_a + p * cs_a];
        }
        for (ptrdiff_t j = 0; j < n; j += LA_FEW_STRIP) {
            const ptrdiff_t columns = n - j < LA_FEW_STRIP ? n - j : LA_FEW_STRIP;
            ptrdiff_t p = 0;
            memset(sums, 0, sizeof(sums));
            for (; p + 4 <= depth; p += 4) {
                for (ptrdiff_t s = 0; s < columns; s += 2 * LANES)
                    LA_JOIN(FEW_ROWS, _step)(rows, 4, packed + p * rows, rows, b + p * rs_b + j + s,
                                             rs_b, sums + s);
            }
            for (; p < depth; p++) {
                for (ptrdiff_t s = 0; s < columns; s += 2 * LANES)
                    LA_JOIN(FEW_ROWS, _step)(rows, 1, packed + p * rows, rows, b + p * rs_b + j + s,
                                             rs_b, sums + s);
            }
            for (int i = 0; i < rows; i++) {
                T *c = (T *)out + i * rs_c + j;
                const T *sum = sums + i * LA_FEW_STRIP;
                for (ptrdiff_t s = 0; s < columns; s += LANES) {
                    V v = vload(sum + s);
                    vstore(c + s, first > 0 ? vadd(vload(c + s), v) : v);
                }
            }
        }
    }
}
