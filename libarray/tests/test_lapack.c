/* LAPACK over stacks, and products that are added: what Python's tests don't see from outside. */
#include <math.h>

#include "arrays.h"
#include "check.h"
#include "gemm/gemm.h"
#include "libarray/fft.h"
#include "libarray/lapack.h"

static void fill(la_array *a, unsigned seed)
{
    double *x = (double *)a->data;
    for (ptrdiff_t i = 0; i < a->size; i++) {
        seed = seed * 1664525u + 1013904223u;
        x[i] = (double)(seed >> 8) / (1 << 24) - 0.5;
    }
}

static void test_solve(void)
{
    enum { N = 150, NRHS = 40 };
    la_array a = LA_ARRAY_NULL, b = LA_ARRAY_NULL, a0 = LA_ARRAY_NULL, b0 = LA_ARRAY_NULL;
    const la_dtype *type = la_dtype_of(LA_FLOAT64);
    CHECK_OK(la_array_init(&a, type, 2, (ptrdiff_t[]){N, N}, LA_ORDER_C));
    CHECK_OK(la_array_init(&b, type, 2, (ptrdiff_t[]){NRHS, N}, LA_ORDER_C));
    fill(&a, 1);
    fill(&b, 2);
    CHECK_OK(la_astype(&a0, &a, type, LA_ORDER_C, LA_CASTING_NO));
    CHECK_OK(la_astype(&b0, &b, type, LA_ORDER_C, LA_CASTING_NO));
    CHECK_OK(la_solve(&a, &b));
    const double *m = (double *)a0.data, *x = (double *)b.data, *rhs = (double *)b0.data;
    double worst = 0;
    for (int j = 0; j < NRHS; j++) {
        for (int i = 0; i < N; i++) {
            double sum = -rhs[j * N + i];
            for (int k = 0; k < N; k++)
                sum += m[k * N + i] * x[j * N + k];
            worst = fmax(worst, fabs(sum));
        }
    }
    CHECK(worst < 1e-9);
    la_array_destroy(&a);
    la_array_destroy(&b);
    la_array_destroy(&a0);
    la_array_destroy(&b0);
}

static void test_errors(void)
{
    la_array a = LA_ARRAY_NULL, b = LA_ARRAY_NULL;
    CHECK_OK(la_array_init_zeros(&a, la_dtype_of(LA_FLOAT64), 2, (ptrdiff_t[]){2, 2}, LA_ORDER_C));
    CHECK_OK(la_array_init_zeros(&b, la_dtype_of(LA_FLOAT64), 2, (ptrdiff_t[]){1, 2}, LA_ORDER_C));
    CHECK(la_solve(&a, &b) == LA_LINALG_ERROR);
    CHECK(la_solve(&b, &a) == LA_VALUE_ERROR);
    la_array_destroy(&b);
    CHECK_OK(la_array_init_zeros(&b, la_dtype_of(LA_INT32), 2, (ptrdiff_t[]){2, 2}, LA_ORDER_C));
    CHECK(la_solve(&b, &a) == LA_TYPE_ERROR);
    CHECK(la_solve(&a, &b) == LA_VALUE_ERROR);
    CHECK(la_fft(&a, &b, 0, true, 1) == LA_TYPE_ERROR);
    CHECK(la_fft(&a, &a, 2, true, 1) == LA_AXIS_ERROR);
    la_array_destroy(&a);
    la_array_destroy(&b);
}

static void test_added_products(void)
{
    double a[6] = {1, 2, 3, 4, 5, 6}, b[6] = {1, 0, 0, 1, 1, 1}, c[4] = {10, 20, 30, 40};
    la_gemm_args args = {.type = LA_FLOAT64, .m = 2, .n = 2, .k = 3, .a = a, .rs_a = 3, .cs_a = 1};
    args.b = b;
    args.rs_b = 2;
    args.cs_b = 1;
    args.c = c;
    args.rs_c = 1;
    args.cs_c = 2;
    args.accumulate = true;
    CHECK_OK(la_gemm(&args));
    CHECK(c[0] == 14 && c[1] == 30 && c[2] == 35 && c[3] == 51);
    args.k = 0;
    CHECK_OK(la_gemm(&args));
    CHECK(c[0] == 14 && c[3] == 51);
}

int main(void)
{
    test_solve();
    test_errors();
    test_added_products();
    return check_report();
}
