/* a = p l u with interchanged rows, by halves of its columns: nearly all of it is products of
 * matrices that are as large as they can be. */

int F(gemm_)(char *transa, char *transb, int *m, int *n, int *k, T *alpha, T *a, int *lda, T *b,
             int *ldb, T *beta, T *c, int *ldc);
int F(trsm_)(char *side, char *uplo, char *trans, char *diag, int *m, int *n, T *alpha, T *a,
             int *lda, T *b, int *ldb);

/* As LAPACK compares elements, to choose the largest of a column. */
static inline double SELF(magnitude)(const T *x)
{
#if COMPLEX
    return fabs(((const double *)x)[0]) + fabs(((const double *)x)[1]);
#else
    return fabs(*x);
#endif
}

/* In n columns, rows i and pivots[i] (which counts from 1) change places, for `first` <= i < `end`.
 */
static void SELF(interchange)(ptrdiff_t n, T *a, ptrdiff_t ld, const int *pivots, int first,
                              int end)
{
    for (T *column = a; n > 0; n--, column += ld) {
        for (int i = first; i < end; i++) {
            T other = column[pivots[i] - 1];
            column[pivots[i] - 1] = column[i];
            column[i] = other;
        }
    }
}

/* x /= pivot; by its reciprocal, unless that overflows. */
static void SELF(divide)(ptrdiff_t n, T *x, const T *pivot)
{
    const T reciprocal = 1 / *pivot;
    if (SELF(magnitude)(pivot) < DBL_MIN) {
        for (ptrdiff_t i = 0; i < n; i++)
            x[i] /= *pivot;
        return;
    }
    for (ptrdiff_t i = 0; i < n; i++)
        x[i] = TIMES(x[i], reciprocal);
}

static void SELF(subtract)(ptrdiff_t n, T *restrict y, const T *restrict x, T factor)
{
    for (ptrdiff_t i = 0; i < n; i++)
        y[i] -= TIMES(x[i], factor);
}

/* Few columns, one after the other. Returns the first column, from 1, that has no pivot; or 0. */
static int SELF(factor_panel)(ptrdiff_t m, ptrdiff_t n, T *a, ptrdiff_t ld, int *pivots)
{
    int singular = 0;
    for (int j = 0; j < n; j++) {
        T *column = a + j * ld;
        ptrdiff_t largest = j, below = m - j - 1;
        for (ptrdiff_t i = j + 1; i < m; i++) {
            if (SELF(magnitude)(&column[i]) > SELF(magnitude)(&column[largest])) largest = i;
        }
        pivots[j] = (int)largest + 1;
        if (column[largest] == 0) {
            if (singular == 0) singular = j + 1;
            continue;
        }
        SELF(interchange)(n, a, ld, pivots, j, j + 1);
        SELF(divide)(below, column + j + 1, column + j);
        for (T *other = column + ld; other < a + n * ld; other += ld)
            SELF(subtract)(below, other + j + 1, column + j + 1, other[j]);
    }
    return singular;
}

/* The same for m >= n columns, as many as there are. */
static int SELF(factor)(int m, int n, T *a, int ld, int *pivots)
{
    if (n <= LU_PANEL) return SELF(factor_panel)(m, n, a, ld, pivots);
    int h = n / 2, rest = n - h, below = m - h;
    T *right = a + (ptrdiff_t)h * ld, one = 1, minus_one = -1;
    int singular = SELF(factor)(m, h, a, ld, pivots);
    SELF(interchange)(rest, right, ld, pivots, 0, h);
    F(trsm_)("L", "L", "N", "U", &h, &rest, &one, a, &ld, right, &ld);
    F(gemm_)("N", "N", &below, &rest, &h, &minus_one, a + h, &ld, right, &ld, &one, right + h, &ld);
    int later = SELF(factor)(below, rest, right + h, ld, pivots + h);
    for (int i = h; i < n; i++)
        pivots[i] += h;
    SELF(interchange)(h, a, ld, pivots, h, n);
    return singular == 0 && later != 0 ? h + later : singular;
}

/* b (n x nrhs) becomes the solution of a x = b, of a's factors. */
static void SELF(substitute)(int n, int nrhs, T *lu, const int *pivots, T *b)
{
    T one = 1;
    SELF(interchange)(nrhs, b, n, pivots, 0, n);
    F(trsm_)("L", "L", "N", "U", &n, &nrhs, &one, lu, &n, b, &n);
    F(trsm_)("L", "U", "N", "N", &n, &nrhs, &one, lu, &n, b, &n);
}
