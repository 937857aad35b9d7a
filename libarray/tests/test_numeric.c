/* What numeric.h and statistics.h refuse, and ways that Python's calls don't take. */
#include <math.h>

#include "arrays.h"

static void refused(void)
{
    la_array halves, whole, real, out = LA_ARRAY_NULL;
    make(&halves, LA_FLOAT16, SHAPE(3), NULL);
    make(&whole, LA_INT32, SHAPE(3), NULL);
    make(&real, LA_FLOAT64, SHAPE(1), NULL);
    CHECK_STATUS(la_correlate(&halves, &halves, &halves, 0), LA_TYPE_ERROR,
                 "correlate: no loop for dtype('float16')");
    CHECK_STATUS(la_squared_deviations(&real, &whole), LA_TYPE_ERROR, "no deviations of int32");
    const la_array *operands[] = {&halves};
    const ptrdiff_t *strides[] = {halves.strides};
    CHECK_STATUS(la_sum_products(&out, 0, 1, (ptrdiff_t[]){3}, 1, operands, strides), LA_TYPE_ERROR,
                 "sum of products: no loop for dtype('float16')");
    CHECK(out.dtype == NULL);
    la_array_destroy(&halves);
    la_array_destroy(&whole);
    la_array_destroy(&real);
}

/* Between infinite values, and values of which one is. */
static void interpolated(void)
{
    const double inf = HUGE_VAL;
    la_array x, xp, fp, out = LA_ARRAY_NULL;
    make(&x, LA_FLOAT64, SHAPE(4), (double[]){0.5, 1.5, 2.5, 3.5});
    make(&xp, LA_FLOAT64, SHAPE(5), (double[]){0, 1, 2, 3, 4});
    make(&fp, LA_FLOAT64, SHAPE(5), (double[]){inf, inf, 1, inf, -inf});
    CHECK_OK(la_interp(&out, &x, &xp, &fp, NULL, NULL));
    CHECK(value_at(&out, 0) == inf && value_at(&out, 1) == inf && value_at(&out, 2) == inf);
    CHECK(isnan(value_at(&out, 3)));
    la_array_destroy(&out);
    la_array_destroy(&x);
    la_array_destroy(&xp);
    la_array_destroy(&fp);
}

/* So many bins that each number is looked at by itself. */
static void counted(void)
{
    enum { BINS = 100000 };
    const ptrdiff_t bins = BINS, edges_size = BINS + 1;
    la_array x, edges, counts = LA_ARRAY_NULL;
    make(&x, LA_FLOAT64, SHAPE(6), (double[]){0, 0.5, 1, 99999, 100000, 100001});
    make(&edges, LA_FLOAT64, 1, &edges_size, NULL);
    CHECK_OK(la_array_init_zeros(&counts, la_dtype_of(LA_INTP), 1, &bins, LA_ORDER_C));
    CHECK_OK(la_histogram(&counts, &x, &edges, NULL));
    CHECK(value_at(&counts, 0) == 2 && value_at(&counts, 1) == 1);
    CHECK(value_at(&counts, 2) == 0 && value_at(&counts, BINS - 1) == 2);
    la_array_destroy(&x);
    la_array_destroy(&edges);
    la_array_destroy(&counts);
}

int main(void)
{
    refused();
    interpolated();
    counted();
    return check_report();
}
