/* Basic indexing: views by integers, slices, new axes, the ellipsis. */
#include "arrays.h"

#define INTEGER(i)          {.kind = LA_INDEX_INTEGER, .integer = (i)}
#define SLICE(from, to, by) {.kind = LA_INDEX_SLICE, .start = (from), .stop = (to), .step = (by)}
#define ALL                 SLICE(NONE, NONE, 1)
#define NEWAXIS             {.kind = LA_INDEX_NEWAXIS}
#define ELLIPSIS            {.kind = LA_INDEX_ELLIPSIS}
#define NONE                LA_SLICE_NONE
#define ITEMS(...)                                                                                 \
    LENGTH(((la_index[]){__VA_ARGS__})), (la_index[])                                              \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }

/* Slices of range(length) beside Python's rules, written out with plain loops. */
static void every_slice(void)
{
    for (ptrdiff_t length = 0; length <= 4; length++) {
        la_array a;
        make(&a, LA_INT8, SHAPE(length), NULL);
        for (ptrdiff_t start = -6; start <= 7; start++) {
            for (ptrdiff_t stop = -6; stop <= 7; stop++) {
                for (ptrdiff_t step = -3; step <= 3; step++) {
                    if (step == 0) continue;
                    /* 7 stands for an absent bound. */
                    ptrdiff_t from = start + (start < 0 ? length : 0);
                    ptrdiff_t to = stop + (stop < 0 ? length : 0);
                    if (start == 7) from = step > 0 ? 0 : length - 1;
                    if (stop == 7) to = step > 0 ? length : -1;
                    if (step < 0 && from > length - 1) from = length - 1;
                    if (step > 0 && from < 0) from = 0;
                    double want[8];
                    int n = 0;
                    for (ptrdiff_t i = from; i >= 0 && i < length && (step > 0 ? i < to : i > to);
                         i += step)
                        want[n++] = (double)i;
                    la_array v = LA_ARRAY_NULL;
                    const la_index item =
                        SLICE(start == 7 ? NONE : start, stop == 7 ? NONE : stop, step);
                    CHECK_OK(la_index_view(&v, &a, 1, &item));
                    CHECK(same_values(&v, n, want));
                    la_array_destroy(&v);
                }
            }
        }
        la_array_destroy(&a);
    }
}

static void combinations(void)
{
    la_array a, v = LA_ARRAY_NULL;
    make(&a, LA_INT32, SHAPE(2, 3, 4), NULL);
    CHECK_OK(la_index_view(&v, &a, ITEMS(INTEGER(-1), SLICE(NONE, NONE, -2), INTEGER(1))));
    CHECK_VALUES(&v, 21, 13);
    la_array_destroy(&v);
    CHECK_OK(la_index_view(&v, &a, ITEMS(ELLIPSIS, INTEGER(0))));
    CHECK_SHAPE(&v, 2, 3);
    CHECK_VALUES(&v, 0, 4, 8, 12, 16, 20);
    la_array_destroy(&v);
    CHECK_OK(la_index_view(&v, &a, ITEMS(NEWAXIS, INTEGER(1), ELLIPSIS, NEWAXIS, SLICE(3, 9, 1))));
    CHECK_SHAPE(&v, 1, 3, 1, 1);
    CHECK_VALUES(&v, 15, 19, 23);
    la_array_destroy(&v);
    CHECK_OK(la_index_view(&v, &a, ITEMS(INTEGER(1), INTEGER(2), INTEGER(3))));
    CHECK(v.ndim == 0 && value_at(&v, 0) == 23 && v.buffer == a.buffer);
    la_array_destroy(&v);
    CHECK_OK(la_index_view(&v, &a, 0, NULL));
    CHECK(la_same_view(&v, &a));
    la_array_destroy(&v);
    CHECK_OK(
        la_index_view(&v, &a, ITEMS(SLICE(0, 1, PTRDIFF_MAX), SLICE(NONE, NONE, PTRDIFF_MIN))));
    CHECK_SHAPE(&v, 1, 1, 4);
    CHECK_VALUES(&v, 8, 9, 10, 11);
    la_array_destroy(&v);
    la_array_destroy(&a);
}

static void refusals(void)
{
    la_array a, v = LA_ARRAY_NULL;
    make(&a, LA_INT32, SHAPE(3), NULL);
    CHECK_STATUS(la_index_view(&v, &a, ITEMS(INTEGER(10))), LA_INDEX_ERROR,
                 "index 10 is out of bounds for axis 0 with size 3");
    CHECK_STATUS(la_index_view(&v, &a, ITEMS(INTEGER(-4))), LA_INDEX_ERROR,
                 "index -4 is out of bounds for axis 0 with size 3");
    CHECK_STATUS(la_index_view(&v, &a, ITEMS({.kind = LA_INDEX_ARRAY, .array = &a})), LA_TYPE_ERROR,
                 "an index array does not give a view");
    CHECK_STATUS(la_index_view(&v, &a, ITEMS(INTEGER(0), INTEGER(0))), LA_INDEX_ERROR,
                 "too many indices for array: array is 1-dimensional, but 2 were indexed");
    CHECK_STATUS(la_index_view(&v, &a, ITEMS(ELLIPSIS, ELLIPSIS)), LA_INDEX_ERROR,
                 "an index can only have a single ellipsis ('...')");
    CHECK_STATUS(la_index_view(&v, &a, ITEMS(SLICE(0, 1, 0))), LA_VALUE_ERROR,
                 "slice step cannot be zero");
    la_index many[65];
    for (int i = 0; i < 65; i++)
        many[i] = (la_index)NEWAXIS;
    CHECK_STATUS(la_index_view(&v, &a, 64, many), LA_INDEX_ERROR,
                 "number of dimensions must be within [0, 64], indexing result would have 65");
    CHECK(la_index_view(&v, &a, 65, many) == LA_INDEX_ERROR);
    CHECK(v.dtype == NULL);
    CHECK_OK(la_index_view(&v, &a, 63, many));
    CHECK(v.ndim == 64);
    la_array_destroy(&v);
    la_array_destroy(&a);
}

static void writing(void)
{
    la_array a, value, one;
    make(&a, LA_INT32, SHAPE(2, 3), NULL);
    make(&value, LA_FLOAT64, SHAPE(2), (double[]){-1.5, -2.5});
    make(&one, LA_FLOAT64, SHAPE(1), (double[]){9});
    CHECK_OK(la_index_set(&a, ITEMS(ALL, INTEGER(1)), &value));
    CHECK_VALUES(&a, 0, -1, 2, 3, -2, 5);
    CHECK_OK(la_index_set(&a, ITEMS(INTEGER(0)), &one));
    CHECK_VALUES(&a, 9, 9, 9, 3, -2, 5);
    CHECK_STATUS(la_index_set(&a, ITEMS(INTEGER(0)), &value), LA_VALUE_ERROR,
                 "could not broadcast input array from shape (2,) into shape (3,)");
    CHECK_STATUS(la_index_set(&a, ITEMS(INTEGER(0), INTEGER(0)), &one), LA_VALUE_ERROR,
                 "setting an array element with a sequence.");
    la_array complex;
    make(&complex, LA_COMPLEX64, SHAPE(2), NULL);
    CHECK_STATUS(la_index_set(&complex, ITEMS(INTEGER(0)), &one), LA_TYPE_ERROR,
                 "only 0-dimensional arrays can be converted to Python scalars");
    CHECK_VALUES(&complex, 0, 1);
    la_array_destroy(&complex);
    a.flags &= ~(unsigned)LA_WRITEABLE;
    CHECK_STATUS(la_index_set(&a, ITEMS(INTEGER(0)), &one), LA_VALUE_ERROR,
                 "assignment destination is read-only");
    CHECK_VALUES(&a, 9, 9, 9, 3, -2, 5);
    la_array_destroy(&a);
    la_array_destroy(&value);
    la_array_destroy(&one);
}

int main(void)
{
    every_slice();
    combinations();
    refusals();
    writing();
    return check_report();
}
