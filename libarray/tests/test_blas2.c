/* Our BLAS beside plain loops: edges, both triangles, gaps, and a y that isn't read. Level 3 as
 * LAPACK doesn't call it: its matrices are smaller, or beta is 0 or 1. */
#include <math.h>

#include "check.h"
#include "lapack/lapack.h"
#include "memory.h"

double la_f2c_dnrm2(int *n, double *x, int *inc);
double la_f2c_dznrm2(int *n, double *x, int *inc);
int la_f2c_dgemv(char *trans, int *m, int *n, double *alpha, double *a, int *lda, double *x,
                 int *incx, double *beta, double *y, int *incy);
int la_f2c_dsymv(char *uplo, int *n, double *alpha, double *a, int *lda, double *x, int *incx,
                 double *beta, double *y, int *incy);
int la_f2c_dger(int *m, int *n, double *alpha, double *x, int *incx, double *y, int *incy,
                double *a, int *lda);

int la_f2c_dgemm(char *transa, char *transb, int *m, int *n, int *k, double *alpha, double *a,
                 int *lda, double *b, int *ldb, double *beta, double *c, int *ldc);
int la_f2c_dtrmm(char *side, char *uplo, char *trans, char *diag, int *m, int *n, double *alpha,
                 double *a, int *lda, double *b, int *ldb);

enum { MOST = 23, LD = 25, GAPS = 3 * MOST, LONG = 530 /* more than a strip */ };

/* Small integers: every sum is exact, in any order. */
static void fill(double *x, int n, int seed)
{
    for (int i = 0; i < n; i++)
        x[i] = (i * 7 + seed * 13 + (i % 5) * (i % 5) % 5) % 11 - 5;
}

static int at(int i, int n, int inc)
{
    return inc < 0 ? (i - n + 1) * inc : i * inc;
}

static void test_gemv(int m, int n, int incx, int incy, double beta, int plain)
{
    static double a[(LONG + 2) * LONG], x[3 * LONG], y[3 * LONG], want[LONG];
    double alpha = 2;
    int ld = m + 2, nx = plain ? n : m, ny = plain ? m : n, good = 1;
    fill(a, ld * n, 1);
    fill(x, 3 * nx, 2);
    fill(y, 3 * ny, 3);
    for (int i = 0; i < ny; i++) {
        double *to = &y[at(i, ny, incy)];
        if (beta == 0) *to = NAN;
        want[i] = beta == 0 ? 0 : beta * *to;
        for (int k = 0; k < nx; k++)
            want[i] += alpha * (plain ? a[i + k * ld] : a[k + i * ld]) * x[at(k, nx, incx)];
    }
    la_f2c_dgemv(plain ? "N" : "T", &m, &n, &alpha, a, &ld, x, &incx, &beta, y, &incy);
    for (int i = 0; i < ny && nx > 0; i++)
        good = good && y[at(i, ny, incy)] == want[i];
    CHECK(good);
}

static void test_symv(int n, int inc, double beta, int lower)
{
    double a[LD * MOST], x[GAPS], y[GAPS], want[MOST], alpha = 2;
    int ld = LD, good = 1;
    fill(a, LD * MOST, 1);
    fill(x, GAPS, 2);
    fill(y, GAPS, 3);
    for (int i = 0; i < n; i++) {
        double *to = &y[at(i, n, inc)];
        if (beta == 0) *to = NAN;
        want[i] = beta == 0 ? 0 : beta * *to;
        for (int k = 0; k < n; k++)
            want[i] +=
                alpha * ((k < i) == lower ? a[i + k * LD] : a[k + i * LD]) * x[at(k, n, inc)];
    }
    la_f2c_dsymv(lower ? "L" : "U", &n, &alpha, a, &ld, x, &inc, &beta, y, &inc);
    for (int i = 0; i < n; i++)
        good = good && y[at(i, n, inc)] == want[i];
    CHECK(good);
}

static void test_ger(int m, int n, int incx, int incy)
{
    double a[LD * MOST], before[LD * MOST], x[GAPS], y[GAPS], alpha = -3;
    int ld = LD, good = 1;
    fill(a, LD * MOST, 1);
    fill(before, LD * MOST, 1);
    fill(x, GAPS, 2);
    fill(y, GAPS, 3);
    la_f2c_dger(&m, &n, &alpha, x, &incx, y, &incy, a, &ld);
    for (int j = 0; j < MOST; j++) {
        for (int i = 0; i < LD; i++) {
            double added = i < m && j < n ? alpha * x[at(i, m, incx)] * y[at(j, n, incy)] : 0;
            good = good && a[i + j * LD] == before[i + j * LD] + added;
        }
    }
    CHECK(good);
}

static void test_norm(int n, double scale)
{
    double x[MOST];
    long double sum = 0;
    int inc = 1, half = n / 2;
    for (int i = 0; i < n; i++) {
        x[i] = (i % 7 - 3.25) * scale;
        sum += (long double)(x[i] / scale) * (x[i] / scale);
    }
    const double want = sqrt((double)sum) * scale;
    CHECK(fabs(la_f2c_dnrm2(&n, x, &inc) - want) <= 1e-14 * want);
    if (n % 2 == 0) CHECK(fabs(la_f2c_dznrm2(&half, x, &inc) - want) <= 1e-14 * want);
}

static void test_gemm(double beta)
{
    enum { M = 20, N = 19, K = 18, LDC = M + 3 };
    double a[M * K], b[K * N], c[LDC * N], before[LDC * N], alpha = -2;
    int m = M, n = N, k = K, ldc = LDC, good = 1;
    fill(a, M * K, 1);
    fill(b, K * N, 2);
    fill(c, LDC * N, 3);
    if (beta == 0) c[2] = NAN;
    memcpy(before, c, sizeof c);
    la_f2c_dgemm("N", "T", &m, &n, &k, &alpha, a, &m, b, &n, &beta, c, &ldc);
    for (int j = 0; j < N; j++) {
        for (int i = 0; i < LDC; i++) {
            double want = beta == 0 && i < M ? 0 : (i < M ? beta : 1) * before[i + j * LDC];
            for (int p = 0; p < K && i < M; p++)
                want += alpha * a[i + p * M] * b[j + p * N];
            good = good && c[i + j * LDC] == want;
        }
    }
    CHECK(good);
}

/* Element (i, j) of op(A), a triangle. */
static double of_triangle(const double *a, int lda, int i, int j, int lower, int plain, int unit)
{
    const int row = plain ? i : j, column = plain ? j : i;
    if (row == column) return unit ? 1 : a[row + column * lda];
    return (row > column) == lower ? a[row + column * lda] : 0;
}

static void test_trmm(int left, int lower, int plain, int unit)
{
    enum { SIZE = 150, OTHER = 7, LDA = SIZE + 1 };
    static double a[LDA * SIZE], b[SIZE * OTHER], before[SIZE * OTHER];
    double alpha = 3;
    int m = left ? SIZE : OTHER, n = left ? OTHER : SIZE, lda = LDA, good = 1;
    fill(a, LDA * SIZE, 1);
    fill(b, SIZE * OTHER, 2);
    memcpy(before, b, sizeof b);
    la_f2c_dtrmm(left ? "L" : "R", lower ? "L" : "U", plain ? "N" : "T", unit ? "U" : "N", &m, &n,
                 &alpha, a, &lda, b, &m);
    for (int j = 0; j < n; j++) {
        for (int i = 0; i < m; i++) {
            double want = 0;
            for (int p = 0; p < SIZE; p++)
                want += left ? of_triangle(a, LDA, i, p, lower, plain, unit) * before[p + j * m]
                             : before[i + p * m] * of_triangle(a, LDA, p, j, lower, plain, unit);
            good = good && b[i + j * m] == alpha * want;
        }
    }
    CHECK(good);
}

int main(void)
{
    const int incs[] = {1, 3, -2};
    la_lapack_table.attach(&(la_lapack_host){la_gemm, la_alloc, la_dealloc});
    for (int n = 0; n <= MOST; n++) {
        test_norm(n, 1);
        test_norm(n, 1e200);
        test_norm(n, 1e-200);
    }
    for (int beta = 0; beta < 3; beta++)
        test_gemm(beta);
    for (int way = 0; way < 16; way++)
        test_trmm(way & 1, way >> 1 & 1, way >> 2 & 1, way >> 3);
    test_gemv(LONG, LONG - 1, 1, 1, 0, 1);
    test_gemv(LONG, LONG - 1, 1, 3, 2, 0);
    for (int m = 0; m <= MOST; m++) {
        for (int i = 0; i < 18; i++) {
            double beta = (i % 2) * 2;
            int n = (m * 5 + i) % (MOST + 1), incx = incs[i % 3], incy = incs[i / 3 % 3];
            test_gemv(m, n, incx, incy, beta, i / 9);
            test_gemv(m, n, incx, incy, beta, 1 - i / 9);
            test_symv(m, incx, beta, i / 9);
            test_ger(m, n, incx, incy);
        }
    }
    return check_report();
}
