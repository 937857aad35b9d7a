/* Advanced indexing: integer and boolean arrays, among slices and integers. */
#include "arrays.h"

#define INTEGER(i)          {.kind = LA_INDEX_INTEGER, .integer = (i)}
#define SLICE(from, to, by) {.kind = LA_INDEX_SLICE, .start = (from), .stop = (to), .step = (by)}
#define ALL                 SLICE(LA_SLICE_NONE, LA_SLICE_NONE, 1)
#define NEWAXIS             {.kind = LA_INDEX_NEWAXIS}
#define ELLIPSIS            {.kind = LA_INDEX_ELLIPSIS}
#define ARRAY(a)            {.kind = LA_INDEX_ARRAY, .array = (a)}
#define ITEMS(...)                                                                                 \
    LENGTH(((la_index[]){__VA_ARGS__})), (la_index[])                                              \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }

static void integers(void)
{
    la_array a, i, j, out = LA_ARRAY_NULL;
    make(&a, LA_FLOAT32, SHAPE(3, 4), NULL);
    make(&i, LA_INT8, SHAPE(2, 1), (double[]){-1, 0});
    make(&j, LA_UINT64, SHAPE(3), (double[]){0, 3, 3});
    CHECK_OK(la_index_get(&out, &a, ITEMS(ARRAY(&i), ARRAY(&j))));
    CHECK_SHAPE(&out, 2, 3);
    CHECK_VALUES(&out, 8, 11, 11, 0, 3, 3);
    la_array_destroy(&out);
    CHECK_OK(la_index_get(&out, &a, ITEMS(ARRAY(&i))));
    CHECK_SHAPE(&out, 2, 1, 4);
    CHECK_VALUES(&out, 8, 9, 10, 11, 0, 1, 2, 3);
    la_array_destroy(&out);
    CHECK_OK(la_index_get(&out, &a, ITEMS(SLICE(1, 3, 1), ARRAY(&j))));
    CHECK_SHAPE(&out, 2, 3);
    CHECK_VALUES(&out, 4, 7, 7, 8, 11, 11);
    CHECK(out.flags & LA_F_CONTIGUOUS); /* the index array's axis comes first in memory */
    la_array_destroy(&out);
    la_array_destroy(&a);
    la_array_destroy(&i);
    la_array_destroy(&j);
}

/* Index arrays beside each other keep their place; apart, their axes go first. */
static void places(void)
{
    la_array a, i, out = LA_ARRAY_NULL;
    make(&a, LA_INT16, SHAPE(2, 3, 4, 5), NULL);
    make(&i, LA_INT32, SHAPE(6), (double[]){0, 1, 0, 1, 1, 0});
    const struct {
        la_index items[4];
        int ndim;
        ptrdiff_t shape[4];
    } cases[] = {
        {{ALL, ARRAY(&i), ARRAY(&i), ALL}, 3, {2, 6, 5}},
        {{ALL, ARRAY(&i), ALL, ARRAY(&i)}, 3, {6, 2, 4}},
        {{ALL, ARRAY(&i), INTEGER(0), ALL}, 3, {2, 6, 5}},
        {{INTEGER(0), ALL, ARRAY(&i), ALL}, 3, {6, 3, 5}},
        {{ELLIPSIS, ARRAY(&i), NEWAXIS, ALL}, 5, {2, 3, 6, 1}},
        {{ARRAY(&i), ELLIPSIS, INTEGER(0), ALL}, 3, {6, 3, 5}},
    };
    for (int k = 0; k < LENGTH(cases); k++) {
        CHECK_OK(la_index_get(&out, &a, 4, cases[k].items));
        CHECK(out.ndim == cases[k].ndim);
        int same = 1;
        for (int d = 0; d < out.ndim && d < 4; d++)
            same = same && out.shape[d] == cases[k].shape[d];
        CHECK(same);
        la_array_destroy(&out);
    }
    CHECK_OK(la_index_get(&out, &a, ITEMS(ALL, ARRAY(&i), ALL, INTEGER(4))));
    CHECK_SHAPE(&out, 6, 2, 4);
    CHECK(value_at(&out, 8 + 4 + 3) == 60 + 20 + 15 + 4); /* out[1, 1, 3] = a[1, 1, 3, 4] */
    la_array_destroy(&out);
    la_array_destroy(&a);
    la_array_destroy(&i);
}

static void masks(void)
{
    la_array a, whole, rows, truth, lie, none, out = LA_ARRAY_NULL;
    make(&a, LA_COMPLEX64, SHAPE(2, 3), NULL);
    make(&whole, LA_BOOL, SHAPE(2, 3), (double[]){1, 0, 1, 0, 0, 1});
    make(&rows, LA_BOOL, SHAPE(2), (double[]){0, 1});
    make(&truth, LA_BOOL, 0, NULL, (double[]){1});
    make(&lie, LA_BOOL, 0, NULL, (double[]){0});
    make(&none, LA_BOOL, SHAPE(2), (double[]){0, 0});
    CHECK_OK(la_index_get(&out, &a, ITEMS(ARRAY(&whole))));
    CHECK_VALUES(&out, 0, 2, 5);
    la_array_destroy(&out);
    CHECK_OK(la_index_get(&out, &a, ITEMS(ARRAY(&rows))));
    CHECK_SHAPE(&out, 1, 3);
    CHECK_VALUES(&out, 3, 4, 5);
    la_array_destroy(&out);
    CHECK_OK(la_index_get(&out, &a, ITEMS(ARRAY(&none), INTEGER(1))));
    CHECK(out.ndim == 1 && out.size == 0);
    la_array_destroy(&out);
    CHECK_OK(la_index_get(&out, &a, ITEMS(ARRAY(&truth))));
    CHECK_SHAPE(&out, 1, 2, 3);
    la_array_destroy(&out);
    CHECK_OK(la_index_get(&out, &a, ITEMS(ARRAY(&lie), ALL)));
    CHECK_SHAPE(&out, 0, 2, 3);
    la_array_destroy(&out);
    la_array_destroy(&a);
    la_array_destroy(&whole);
    la_array_destroy(&rows);
    la_array_destroy(&truth);
    la_array_destroy(&lie);
    la_array_destroy(&none);
}

/* Masks of many lengths and densities, strided too, beside a plain loop. */
static void long_masks(void)
{
    unsigned state = 7;
    for (int n = 0; n < 200; n += 13) {
        for (int density = 0; density <= 4; density++) {
            for (int type = 0; type < LA_NTYPES; type += 3) {
                la_array a, mask, back = LA_ARRAY_NULL, out = LA_ARRAY_NULL, found[1] = {{0}};
                double want[200], place[200], values[200];
                int count = 0;
                make(&a, (la_type)type, SHAPE(n), NULL);
                make(&mask, LA_BOOL, SHAPE(n), NULL);
                for (int i = 0; i < n; i++) {
                    state = state * 1664525u + 1013904223u;
                    int wanted = (int)(state >> 16 & 3) < density;
                    element_set(element_at(&a, i), (la_type)type, i % 120);
                    element_set(element_at(&mask, i), LA_BOOL, wanted);
                    values[i] = value_at(&a, i);
                }
                for (int i = 0; i < n; i++) {
                    if (value_at(&mask, i) == 0) continue;
                    place[count] = i;
                    want[count++] = values[n - 1 - i];
                }
                const la_index reverse = SLICE(LA_SLICE_NONE, LA_SLICE_NONE, -1);
                CHECK_OK(la_index_view(&back, &a, 1, &reverse));
                CHECK_OK(la_index_get(&out, &back, ITEMS(ARRAY(&mask))));
                CHECK(same_values(&out, count, want));
                CHECK_OK(la_nonzero(found, &mask));
                CHECK(same_values(&found[0], count, place) && found[0].dtype->num == LA_INTP);
                CHECK_OK(la_index_set(&back, ITEMS(ARRAY(&mask)), &out)); /* changes nothing */
                CHECK(same_values(&a, n, values));
                la_array_destroy(&found[0]);
                la_array_destroy(&out);
                la_array_destroy(&back);
                la_array_destroy(&mask);
                la_array_destroy(&a);
            }
        }
    }
}

static void writing(void)
{
    la_array a, i, value, two, bad, rows;
    make(&a, LA_INT32, SHAPE(2, 4), NULL);
    make(&i, LA_INT64, SHAPE(3), (double[]){1, -1, 1});
    make(&value, LA_FLOAT64, SHAPE(3), (double[]){-1, -2, -3});
    make(&two, LA_FLOAT64, SHAPE(2, 1), (double[]){70, 80});
    make(&bad, LA_INT32, SHAPE(2), (double[]){0, 9});
    make(&rows, LA_INT8, SHAPE(1, 2, 3), (double[]){1, 2, 3, 4, 5, 6});
    CHECK_OK(la_index_set(&a, ITEMS(INTEGER(0), ARRAY(&i)), &value));
    CHECK_VALUES(&a, 0, -3, 2, -2, 4, 5, 6, 7); /* the last of two wins */
    CHECK_OK(la_index_set(&a, ITEMS(ALL, ARRAY(&i)), &two));
    CHECK_VALUES(&a, 0, 70, 2, 70, 4, 80, 6, 80);
    CHECK_OK(la_index_set(&a, ITEMS(ALL, ARRAY(&i)), &rows));
    CHECK_VALUES(&a, 0, 3, 2, 2, 4, 6, 6, 5);
    /* Nothing is written where one index is bad. */
    CHECK_STATUS(la_index_set(&a, ITEMS(ALL, ARRAY(&bad)), &two), LA_INDEX_ERROR,
                 "index 9 is out of bounds for axis 1 with size 4");
    CHECK_VALUES(&a, 0, 3, 2, 2, 4, 6, 6, 5);
    CHECK_STATUS(la_index_set(&a, ITEMS(ARRAY(&i)), &value), LA_VALUE_ERROR,
                 "shape mismatch: value array of shape (3,) could not be broadcast to indexing "
                 "result of shape (3,4)");
    la_array_destroy(&a);
    la_array_destroy(&i);
    la_array_destroy(&value);
    la_array_destroy(&two);
    la_array_destroy(&bad);
    la_array_destroy(&rows);
}

static void writing_masks(void)
{
    la_array a, mask, three, one, four;
    make(&a, LA_UINT8, SHAPE(2, 3), NULL);
    make(&mask, LA_BOOL, SHAPE(2, 3), (double[]){1, 0, 1, 0, 0, 1});
    make(&three, LA_INT64, SHAPE(3), (double[]){7, 8, 9});
    make(&one, LA_INT64, SHAPE(1), (double[]){50});
    make(&four, LA_INT64, SHAPE(2, 2), NULL);
    CHECK_OK(la_index_set(&a, ITEMS(ARRAY(&mask)), &three));
    CHECK_VALUES(&a, 7, 1, 8, 3, 4, 9);
    CHECK_OK(la_index_set(&a, ITEMS(ARRAY(&mask)), &one));
    CHECK_VALUES(&a, 50, 1, 50, 3, 4, 50);
    CHECK_STATUS(la_index_set(&a, ITEMS(ARRAY(&mask)), &four), LA_TYPE_ERROR,
                 "NumPy boolean array indexing assignment requires a 0 or 1-dimensional input, "
                 "input has 2 dimensions");
    element_set(element_at(&mask, 1), LA_BOOL, 1);
    CHECK_STATUS(la_index_set(&a, ITEMS(ARRAY(&mask)), &three), LA_VALUE_ERROR,
                 "NumPy boolean array indexing assignment cannot assign 3 input values to the 4 "
                 "output values where the mask is true");
    la_array_destroy(&a);
    la_array_destroy(&mask);
    la_array_destroy(&three);
    la_array_destroy(&one);
    la_array_destroy(&four);
}

/* a[a] = a[::-1] and the like: indices and values that lie in the memory written to. */
static void own_memory(void)
{
    la_array a, back = LA_ARRAY_NULL;
    make(&a, LA_INTP, SHAPE(5), (double[]){1, 2, 3, 4, 0});
    const la_index reverse = SLICE(LA_SLICE_NONE, LA_SLICE_NONE, -1);
    CHECK_OK(la_index_view(&back, &a, 1, &reverse));
    CHECK_OK(la_index_set(&a, ITEMS(ARRAY(&a)), &back));
    CHECK_VALUES(&a, 1, 0, 4, 3, 2);
    la_array_destroy(&back);
    la_array_destroy(&a);
}

/* Above the number of offsets made at a time, blocks of several lengths. */
static void large(void)
{
    const ptrdiff_t widths[4] = {1, 3, 8, 100};
    for (int k = 0; k < 4; k++) {
        la_array a, i, out = LA_ARRAY_NULL, copy = LA_ARRAY_NULL;
        make(&a, LA_FLOAT64, SHAPE(50, widths[k]), NULL);
        make(&i, LA_INT16, SHAPE(1000), NULL);
        for (int n = 0; n < 1000; n++)
            element_set(element_at(&i, n), LA_INT16, n * 37 % 50 - 50);
        CHECK_OK(la_index_get(&out, &a, ITEMS(ARRAY(&i))));
        int right = 1;
        for (ptrdiff_t n = 0; n < out.size; n++)
            right = right && value_at(&out, n) ==
                                 (double)(n / widths[k] * 37 % 50 * widths[k] + n % widths[k]);
        CHECK(right);
        CHECK_OK(la_array_init_zeros(&copy, a.dtype, 2, a.shape, LA_ORDER_F));
        CHECK_OK(la_index_set(&copy, ITEMS(ARRAY(&i)), &out));
        right = 1;
        for (ptrdiff_t n = 0; n < a.size; n++)
            right = right && value_at(&copy, n) == value_at(&a, n);
        CHECK(right);
        la_array_destroy(&copy);
        la_array_destroy(&out);
        la_array_destroy(&i);
        la_array_destroy(&a);
    }
}

/* More index arrays than the iterator has operands. */
static void many_arrays(void)
{
    la_array a, i, out = LA_ARRAY_NULL;
    la_index items[12];
    ptrdiff_t shape[12];
    for (int d = 0; d < 12; d++)
        shape[d] = 2;
    make(&a, LA_INT32, 12, shape, NULL);
    make(&i, LA_INT8, SHAPE(3), (double[]){0, 1, -1});
    for (int d = 0; d < 12; d++)
        items[d] = (la_index)ARRAY(&i);
    CHECK_OK(la_index_get(&out, &a, 12, items));
    CHECK_VALUES(&out, 0, 4095, 4095);
    la_array_destroy(&out);
    la_array_destroy(&i);
    la_array_destroy(&a);
}

static void refusals(void)
{
    la_array a, line, i, j, real, mask, zero, out = LA_ARRAY_NULL, found[1] = {{0}};
    make(&a, LA_INT32, SHAPE(3, 4), NULL);
    make(&line, LA_INT32, SHAPE(3), NULL);
    make(&i, LA_INT64, SHAPE(2), (double[]){0, 5});
    make(&j, LA_INT64, SHAPE(3), NULL);
    make(&real, LA_FLOAT64, SHAPE(2), NULL);
    make(&mask, LA_BOOL, SHAPE(2), (double[]){1, 1});
    make(&zero, LA_INT32, 0, NULL, NULL);
    CHECK_STATUS(la_index_get(&out, &line, ITEMS(ARRAY(&i))), LA_INDEX_ERROR,
                 "index 5 is out of bounds for axis 0 with size 3");
    CHECK_STATUS(la_index_get(&out, &a, ITEMS(ARRAY(&i), ARRAY(&j))), LA_INDEX_ERROR,
                 "shape mismatch: indexing arrays could not be broadcast together with shapes (2,) "
                 "(3,) ");
    CHECK_STATUS(la_index_get(&out, &a, ITEMS(ARRAY(&real))), LA_INDEX_ERROR,
                 "arrays used as indices must be of integer (or boolean) type");
    CHECK_STATUS(la_index_get(&out, &line, ITEMS(ARRAY(&mask))), LA_INDEX_ERROR,
                 "boolean index did not match indexed array along axis 0; size of axis is 3 but "
                 "size of corresponding boolean axis is 2");
    CHECK_STATUS(la_index_get(&out, &a, ITEMS(ALL, ARRAY(&mask))), LA_INDEX_ERROR,
                 "boolean index did not match indexed array along axis 1; size of axis is 4 but "
                 "size of corresponding boolean axis is 2");
    CHECK_STATUS(la_index_get(&out, &line, ITEMS(ARRAY(&j), ARRAY(&j))), LA_INDEX_ERROR,
                 "too many indices for array: array is 1-dimensional, but 2 were indexed");
    CHECK_STATUS(la_nonzero(found, &zero), LA_VALUE_ERROR,
                 "Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() "
                 "instead.");
    CHECK(out.dtype == NULL);
    la_array_destroy(&a);
    la_array_destroy(&line);
    la_array_destroy(&i);
    la_array_destroy(&j);
    la_array_destroy(&real);
    la_array_destroy(&mask);
    la_array_destroy(&zero);
}

static void coordinates(void)
{
    la_array a, found[2] = {{0}, {0}};
    ptrdiff_t count = 0;
    make(&a, LA_FLOAT32, SHAPE(2, 3), (double[]){0, 1.5, 0, -2, 0, 0.25});
    CHECK_OK(la_count_nonzero(&a, &count));
    CHECK(count == 3);
    CHECK_OK(la_nonzero(found, &a));
    CHECK_VALUES(&found[0], 0, 1, 1);
    CHECK_VALUES(&found[1], 1, 0, 2);
    la_array_destroy(&found[0]);
    la_array_destroy(&found[1]);
    la_array_destroy(&a);
}

/* An integer array without dimensions acts as its integer, but gives a copy. */
static void lone_integers(void)
{
    la_array a, one, out = LA_ARRAY_NULL;
    make(&a, LA_INT32, SHAPE(2, 2), NULL);
    make(&one, LA_INT16, 0, NULL, (double[]){-1});
    CHECK_OK(la_index_get(&out, &a, ITEMS(ARRAY(&one))));
    CHECK_VALUES(&out, 2, 3);
    CHECK(out.buffer != a.buffer);
    la_array_destroy(&out);
    CHECK_OK(la_index_set(&a, ITEMS(ARRAY(&one), INTEGER(0)), &one));
    CHECK_VALUES(&a, 0, 1, -1, 3);
    la_array_destroy(&a);
    la_array_destroy(&one);
}

int main(void)
{
    integers();
    places();
    masks();
    long_masks();
    writing();
    writing_masks();
    own_memory();
    large();
    many_arrays();
    refusals();
    coordinates();
    lone_integers();
    return check_report();
}
