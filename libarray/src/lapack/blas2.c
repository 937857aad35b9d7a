/* BLAS level 2 for LAPACK, of doubles: what reduces a matrix to a narrow one reads it once for each
 * of its columns. Four columns go by at a time, so that the vector is read and written a quarter as
 * often. Vectors with gaps are left to the plain loops, but where only single elements of them are
 * wanted. Large matrices are left to libarray's gemv, which may fuse multiply-adds. */
#include "lapack/names.h"

/* Two lanes, at any address of a double. */
typedef double lanes __attribute__((vector_size(16), aligned(8), may_alias));

enum {
    LANES = 2,
    STRIP = 512,   /* rows at a time: a part of the vector that stays in L1 */
    LARGE = 16384, /* elements from which gemv pays for the way to it */
};

int la_reference_dgemv(char *trans, int *m, int *n, double *alpha, double *a, int *lda, double *x,
                       int *incx, double *beta, double *y, int *incy);
int la_reference_dsymv(char *uplo, int *n, double *alpha, double *a, int *lda, double *x, int *incx,
                       double *beta, double *y, int *incy);
int la_reference_dger(int *m, int *n, double *alpha, double *x, int *incx, double *y, int *incy,
                      double *a, int *lda);

static inline lanes load(const double *x)
{
    return *(const lanes *)x;
}

static inline lanes both(double x)
{
    return (lanes){x, x};
}

/* The first of n elements that are `inc` apart, which lie backwards where that is negative. */
static double *first_of(double *x, ptrdiff_t n, ptrdiff_t inc)
{
    return inc < 0 ? x - (n - 1) * inc : x;
}

static void scale(ptrdiff_t n, double factor, double *y, ptrdiff_t inc)
{
    if (factor == 1) return;
    for (ptrdiff_t i = 0; i < n; i++)
        y[i * inc] = factor == 0 ? 0 : factor * y[i * inc];
}

/* y += a_0 f[0] + ... + a_3 f[3], and sums[c] = a_c x where `sums` isn't NULL; the columns lie ld
 * apart. */
static inline void pass_four(ptrdiff_t m, const double *a, ptrdiff_t ld, const double *f, double *y,
                             const double *x, double *sums)
{
    const double *a0 = a, *a1 = a + ld, *a2 = a + 2 * ld, *a3 = a + 3 * ld;
    lanes f0 = {0}, f1 = {0}, f2 = {0}, f3 = {0}, s0 = {0}, s1 = {0}, s2 = {0}, s3 = {0};
    ptrdiff_t i = 0;
    if (y != NULL) {
        f0 = both(f[0]);
        f1 = both(f[1]);
        f2 = both(f[2]);
        f3 = both(f[3]);
    }
    for (; i + LANES <= m; i += LANES) {
        lanes v0 = load(a0 + i), v1 = load(a1 + i), v2 = load(a2 + i), v3 = load(a3 + i);
        if (y != NULL)
            *(lanes *)(y + i) = load(y + i) + ((v0 * f0 + v1 * f1) + (v2 * f2 + v3 * f3));
        if (sums != NULL) {
            lanes v = load(x + i);
            s0 += v0 * v;
            s1 += v1 * v;
            s2 += v2 * v;
            s3 += v3 * v;
        }
    }
    if (sums != NULL) {
        sums[0] = s0[0] + s0[1];
        sums[1] = s1[0] + s1[1];
        sums[2] = s2[0] + s2[1];
        sums[3] = s3[0] + s3[1];
    }
    for (; i < m; i++) {
        if (y != NULL) y[i] += (a0[i] * f[0] + a1[i] * f[1]) + (a2[i] * f[2] + a3[i] * f[3]);
        for (int c = 0; sums != NULL && c < 4; c++)
            sums[c] += a[i + c * ld] * x[i];
    }
}

/* The same for one column. */
static inline void pass_one(ptrdiff_t m, const double *a, double f, double *y, const double *x,
                            double *sum)
{
    lanes s = {0};
    ptrdiff_t i = 0;
    for (; i + LANES <= m; i += LANES) {
        lanes v = load(a + i);
        if (y != NULL) *(lanes *)(y + i) = load(y + i) + v * both(f);
        if (sum != NULL) s += v * load(x + i);
    }
    if (sum != NULL) *sum = s[0] + s[1];
    for (; i < m; i++) {
        if (y != NULL) y[i] += a[i] * f;
        if (sum != NULL) *sum += a[i] * x[i];
    }
}

/* y += alpha A x for an A of any strides. */
static void add_large(ptrdiff_t m, ptrdiff_t k, double alpha, const double *a, ptrdiff_t rs,
                      ptrdiff_t cs, const double *x, ptrdiff_t incx, double *y, ptrdiff_t incy)
{
    double product[STRIP];
    for (ptrdiff_t start = 0; start < m; start += STRIP) {
        la_gemm_args g = {.type = LA_FLOAT64, .n = 1, .k = k, .rs_a = rs, .cs_a = cs, .rs_b = incx};
        g.m = m - start < STRIP ? m - start : STRIP;
        g.a = a + start * rs;
        g.b = x;
        g.c = product;
        g.cs_b = g.rs_c = g.cs_c = 1;
        la_lapack_lent->gemm(&g); /* with a vector it can't fail */
        for (ptrdiff_t i = 0; i < g.m; i++)
            y[(start + i) * incy] += alpha * product[i];
    }
}

/* y = alpha A x + beta y, or with A transposed. */
int BLAS_FUNC(dgemv)(char *trans, int *m, int *n, double *alpha, double *a, int *lda, double *x,
                     int *incx, double *beta, double *y, int *incy)
{
    bool plain = is_letter(trans, 'N');
    ptrdiff_t rows = *m, columns = *n, ld = *lda;
    ptrdiff_t nx = plain ? columns : rows, ny = plain ? rows : columns;
    if ((plain ? *incy : *incx) != 1)
        return la_reference_dgemv(trans, m, n, alpha, a, lda, x, incx, beta, y, incy);
    if (rows <= 0 || columns <= 0) return 0;
    x = first_of(x, nx, *incx);
    y = first_of(y, ny, *incy);
    scale(ny, *beta, y, *incy);
    if (*alpha == 0) return 0;
    if (rows * columns >= LARGE) {
        add_large(ny, nx, *alpha, a, plain ? 1 : ld, plain ? ld : 1, x, *incx, y, *incy);
        return 0;
    }
    for (ptrdiff_t start = 0; start < rows; start += STRIP) {
        ptrdiff_t height = rows - start < STRIP ? rows - start : STRIP, j = 0;
        const double *strip = a + start;
        while (j < columns) {
            const int width = j + 4 <= columns ? 4 : 1;
            double f[4], sums[4];
            for (int c = 0; plain && c < width; c++)
                f[c] = *alpha * x[(j + c) * *incx];
            if (plain && width == 4)
                pass_four(height, strip + j * ld, ld, f, y + start, NULL, NULL);
            else if (plain)
                pass_one(height, strip + j * ld, f[0], y + start, NULL, NULL);
            else if (width == 4)
                pass_four(height, strip + j * ld, ld, NULL, NULL, x + start, sums);
            else
                pass_one(height, strip + j * ld, 0, NULL, x + start, sums);
            for (int c = 0; !plain && c < width; c++)
                y[(j + c) * *incy] += *alpha * sums[c];
            j += width;
        }
    }
    return 0;
}

/* y = alpha A x + beta y for a symmetric A, of which one triangle is read: what lies off the
 * diagonal serves both its row and its column. */
int BLAS_FUNC(dsymv)(char *uplo, int *n, double *alpha, double *a, int *lda, double *x, int *incx,
                     double *beta, double *y, int *incy)
{
    bool lower = is_letter(uplo, 'L');
    ptrdiff_t size = *n, ld = *lda;
    if (*incx != 1 || *incy != 1)
        return la_reference_dsymv(uplo, n, alpha, a, lda, x, incx, beta, y, incy);
    if (size <= 0) return 0;
    scale(size, *beta, y, 1);
    if (*alpha == 0) return 0;
    for (ptrdiff_t j = 0; j < size; j += 4) {
        ptrdiff_t width = size - j < 4 ? size - j : 4;
        double f[4], sums[4] = {0};
        for (ptrdiff_t c = 0; c < width; c++)
            f[c] = *alpha * x[j + c];
        /* The rows that all of these columns have off the diagonal block. */
        ptrdiff_t from = lower ? j + width : 0, to = lower ? size : j;
        if (width == 4) {
            pass_four(to - from, a + from + j * ld, ld, f, y + from, x + from, sums);
        } else {
            for (ptrdiff_t c = 0; c < width; c++)
                pass_one(to - from, a + from + (j + c) * ld, f[c], y + from, x + from, &sums[c]);
        }
        for (ptrdiff_t c = 0; c < width; c++) {
            for (ptrdiff_t r = lower ? c : 0; r < (lower ? width : c + 1); r++) {
                double element = a[j + r + (j + c) * ld];
                y[j + r] += element * f[c];
                if (r != c) sums[c] += element * x[j + r];
            }
        }
        for (ptrdiff_t c = 0; c < width; c++)
            y[j + c] += *alpha * sums[c];
    }
    return 0;
}

/* A += alpha x y^T. */
int BLAS_FUNC(dger)(int *m, int *n, double *alpha, double *x, int *incx, double *y, int *incy,
                    double *a, int *lda)
{
    ptrdiff_t rows = *m, columns = *n, ld = *lda;
    if (*incx != 1) return la_reference_dger(m, n, alpha, x, incx, y, incy, a, lda);
    if (rows <= 0 || columns <= 0 || *alpha == 0) return 0;
    y = first_of(y, columns, *incy);
    for (ptrdiff_t j = 0; j < columns; j++)
        pass_one(rows, x, *alpha * y[j * *incy], a + j * ld, NULL, NULL);
    return 0;
}
