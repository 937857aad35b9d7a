/* astype, copyto, where, concatenate, ranges. */
#include "arrays.h"

static void types_and_orders(void)
{
    la_array a, t = LA_ARRAY_NULL, b = LA_ARRAY_NULL;
    make(&a, LA_FLOAT64, SHAPE(2, 3), (double[]){0, 1.5, -2.5, 3, 4, 300});
    CHECK_OK(la_astype(&b, &a, la_dtype_of(LA_INT16), LA_ORDER_F, LA_CASTING_UNSAFE));
    CHECK_VALUES(&b, 0, 1, -2, 3, 4, 300);
    CHECK(b.strides[0] == 2 && b.strides[1] == 4 && (b.flags & LA_OWNDATA));
    la_array_destroy(&b);
    CHECK_OK(la_transpose(&t, &a, 0, NULL));
    CHECK_OK(la_astype(&b, &t, NULL, LA_ORDER_K, LA_CASTING_NO));
    CHECK(b.strides[0] == 8 && b.strides[1] == 24 && b.buffer != a.buffer);
    CHECK_VALUES(&b, 0, 3, 1.5, 4, -2.5, 300);
    la_array_destroy(&b);
    CHECK_STATUS(la_astype(&b, &a, la_dtype_of(LA_INT64), LA_ORDER_K, LA_CASTING_SAFE),
                 LA_TYPE_ERROR,
                 "Cannot cast array data from dtype('float64') to dtype('int64') according to the "
                 "rule 'safe'");
    CHECK(b.dtype == NULL);
    la_array_destroy(&t);
    la_array_destroy(&a);
}

/* Copies whose two sides are contiguous along different axes, of every size of element, over the
 * edges of the tiles they are made in. */
static void transposed(void)
{
    const la_type types[5] = {LA_UINT8, LA_INT16, LA_FLOAT32, LA_FLOAT64, LA_COMPLEX128};
    const ptrdiff_t shapes[6][3] = {{1, 33, 31}, {1, 70, 2}, {2, 16, 17},
                                    {3, 5, 1},   {4, 65, 1}, {5, 3, 40}};
    for (int k = 0; k < 5; k++) {
        for (int s = 0; s < 6; s++) {
            for (int turn = 0; turn < 3; turn++) {
                const ptrdiff_t axes[3][3] = {{2, 1, 0}, {1, 2, 0}, {0, 2, 1}};
                la_array a, t = LA_ARRAY_NULL, b = LA_ARRAY_NULL;
                make(&a, types[k], 3, shapes[s], NULL);
                CHECK_OK(la_transpose(&t, &a, 3, axes[turn]));
                CHECK_OK(la_astype(&b, &t, NULL, LA_ORDER_C, LA_CASTING_NO));
                int same = 1;
                for (ptrdiff_t i = 0; i < t.size; i++)
                    same = same && value_at(&b, i) == value_at(&t, i);
                CHECK(same && (b.flags & LA_C_CONTIGUOUS));
                la_array_destroy(&b);
                la_array_destroy(&t);
                la_array_destroy(&a);
            }
        }
    }
}

static void assignment(void)
{
    la_array a, row, one, bad;
    make(&a, LA_INT32, SHAPE(2, 3), NULL);
    make(&row, LA_FLOAT32, SHAPE(1, 1, 3), (double[]){7, 8, 9});
    make(&one, LA_INT8, 0, NULL, (double[]){-1});
    make(&bad, LA_INT32, SHAPE(2, 2), NULL);
    CHECK_OK(la_copyto(&a, &row, LA_CASTING_UNSAFE, NULL));
    CHECK_VALUES(&a, 7, 8, 9, 7, 8, 9);
    CHECK_OK(la_copyto(&a, &one, LA_CASTING_SAFE, NULL));
    CHECK_VALUES(&a, -1, -1, -1, -1, -1, -1);
    CHECK_STATUS(la_copyto(&a, &bad, LA_CASTING_UNSAFE, NULL), LA_VALUE_ERROR,
                 "could not broadcast input array from shape (2,2) into shape (2,3)");
    CHECK_STATUS(la_copyto(&a, &row, LA_CASTING_SAME_KIND, NULL), LA_TYPE_ERROR,
                 "Cannot cast array data from dtype('float32') to dtype('int32') according to the "
                 "rule 'same_kind'");
    CHECK_STATUS(
        la_copyto(&one, &a, LA_CASTING_SAFE, NULL), LA_TYPE_ERROR,
        "Cannot cast array data from dtype('int32') to dtype('int8') according to the rule "
        "'safe'");
    a.flags &= ~(unsigned)LA_WRITEABLE;
    CHECK_STATUS(la_copyto(&a, &one, LA_CASTING_SAFE, NULL), LA_VALUE_ERROR,
                 "assignment destination is read-only");
    la_array_destroy(&a);
    la_array_destroy(&row);
    la_array_destroy(&one);
    la_array_destroy(&bad);
}

static void slice(la_array *out, const la_array *a, ptrdiff_t start, ptrdiff_t stop, ptrdiff_t step)
{
    const la_index item = {.kind = LA_INDEX_SLICE, .start = start, .stop = stop, .step = step};
    *out = LA_ARRAY_NULL;
    CHECK_OK(la_index_view(out, a, 1, &item));
}

static void overlapping(void)
{
    la_array a, x, y, matrix, t = LA_ARRAY_NULL, bytes = LA_ARRAY_NULL;
    make(&a, LA_INT64, SHAPE(6), NULL);
    slice(&x, &a, 1, 6, 1);
    slice(&y, &a, 0, 5, 1);
    CHECK_OK(la_copyto(&x, &y, LA_CASTING_NO, NULL)); /* a[1:] = a[:-1] */
    CHECK_VALUES(&a, 0, 0, 1, 2, 3, 4);
    la_array_destroy(&x);
    la_array_destroy(&y);
    slice(&y, &a, LA_SLICE_NONE, LA_SLICE_NONE, -1);
    CHECK_OK(la_copyto(&a, &y, LA_CASTING_NO, NULL)); /* a[:] = a[::-1] */
    CHECK_VALUES(&a, 4, 3, 2, 1, 0, 0);
    la_array_destroy(&y);
    make(&matrix, LA_INT16, SHAPE(2, 2), NULL);
    CHECK_OK(la_transpose(&t, &matrix, 0, NULL));
    CHECK_OK(la_copyto(&matrix, &t, LA_CASTING_NO, NULL));
    CHECK_VALUES(&matrix, 0, 2, 1, 3);
    /* The same memory as another type. */
    const ptrdiff_t four = 4, step = 1;
    CHECK_OK(
        la_array_init_view(&bytes, &matrix, matrix.data, la_dtype_of(LA_UINT8), 1, &four, &step));
    la_array flat = LA_ARRAY_NULL;
    CHECK_OK(la_reshape(&flat, &matrix, SHAPE(4), LA_ORDER_C, NULL));
    CHECK_OK(la_copyto(&flat, &bytes, LA_CASTING_SAFE, NULL));
    CHECK_VALUES(&matrix, 0, 0, 2, 0);
    la_array_destroy(&flat);
    la_array_destroy(&bytes);
    la_array_destroy(&t);
    la_array_destroy(&matrix);
    la_array_destroy(&a);
}

static void masked(void)
{
    la_array a, value, mask, column, odd;
    make(&a, LA_FLOAT32, SHAPE(2, 4), NULL);
    make(&value, LA_INT8, SHAPE(4), (double[]){-1, -2, -3, -4});
    make(&mask, LA_BOOL, SHAPE(4), (double[]){1, 0, 1, 1});
    make(&column, LA_BOOL, SHAPE(2, 1), (double[]){0, 1});
    make(&odd, LA_INT32, SHAPE(4), NULL);
    CHECK_OK(la_copyto(&a, &value, LA_CASTING_SAME_KIND, &mask));
    CHECK_VALUES(&a, -1, 1, -3, -4, -1, 5, -3, -4);
    CHECK_OK(la_copyto(&a, &value, LA_CASTING_SAME_KIND, &column));
    CHECK_VALUES(&a, -1, 1, -3, -4, -1, -2, -3, -4);
    CHECK_STATUS(
        la_copyto(&a, &value, LA_CASTING_SAME_KIND, &odd), LA_TYPE_ERROR,
        "Cannot cast array data from dtype('int32') to dtype('bool') according to the rule "
        "'safe'");
    CHECK_STATUS(la_copyto(&value, &value, LA_CASTING_SAME_KIND, &column), LA_VALUE_ERROR,
                 "could not broadcast where mask from shape (2,1) into shape (4,)");
    /* The mask is what is written to. */
    la_array flip = LA_ARRAY_NULL, truth;
    make(&truth, LA_BOOL, 0, NULL, (double[]){0});
    CHECK_OK(la_reshape(&flip, &mask, SHAPE(4), LA_ORDER_C, NULL));
    CHECK_OK(la_copyto(&mask, &truth, LA_CASTING_NO, &flip));
    CHECK_VALUES(&mask, 0, 0, 0, 0);
    la_array_destroy(&flip);
    la_array_destroy(&truth);
    la_array_destroy(&a);
    la_array_destroy(&value);
    la_array_destroy(&mask);
    la_array_destroy(&column);
    la_array_destroy(&odd);
}

static void choices(void)
{
    la_array c, x, y, out = LA_ARRAY_NULL, z;
    make(&c, LA_FLOAT64, SHAPE(2, 1), (double[]){0, 0.5});
    make(&x, LA_INT16, SHAPE(3), (double[]){1, 2, 3});
    make(&y, LA_INT16, 0, NULL, (double[]){-9});
    make(&z, LA_INT16, SHAPE(4), NULL);
    CHECK_OK(la_where(&out, &c, &x, &y));
    CHECK_SHAPE(&out, 2, 3);
    CHECK_VALUES(&out, -9, -9, -9, 1, 2, 3);
    la_array_destroy(&out);
    CHECK_STATUS(la_where(&out, &c, &x, &z), LA_VALUE_ERROR,
                 "operands could not be broadcast together with shapes (2,1) (3,) (4,) ");
    la_array_destroy(&c);
    la_array_destroy(&x);
    la_array_destroy(&y);
    la_array_destroy(&z);
    /* Every size of element, contiguous, long enough for vectors and their rests. */
    for (int t = 0; t < LA_NTYPES; t++) {
        la_array negative, positive;
        make(&c, LA_BOOL, SHAPE(37), NULL);
        make(&positive, (la_type)t, SHAPE(37), NULL);
        make(&negative, (la_type)t, SHAPE(37), NULL);
        for (int i = 0; i < 37; i++) {
            element_set(element_at(&c, i), LA_BOOL, i % 3 == 1);
            element_set(element_at(&negative, i), (la_type)t, 100 - i);
        }
        CHECK_OK(la_where(&out, &c, &positive, &negative));
        int right = 1;
        for (int i = 0; i < 37; i++)
            right = right && value_at(&out, i) == value_at(i % 3 == 1 ? &positive : &negative, i);
        CHECK(right);
        la_array_destroy(&out);
        la_array_destroy(&c);
        la_array_destroy(&positive);
        la_array_destroy(&negative);
    }
}

static void joining(void)
{
    la_array a, b, t = LA_ARRAY_NULL, out = LA_ARRAY_NULL, line, scalar;
    make(&a, LA_INT16, SHAPE(2, 2), NULL);
    make(&b, LA_FLOAT32, SHAPE(2, 1), (double[]){0.5, 1.5});
    make(&line, LA_INT16, SHAPE(3), NULL);
    make(&scalar, LA_INT16, 0, NULL, NULL);
    CHECK_OK(la_concatenate(&out, 2, (const la_array *[]){&a, &b}, -1, NULL, LA_CASTING_SAME_KIND));
    CHECK(out.dtype->num == LA_FLOAT32);
    CHECK_SHAPE(&out, 2, 3);
    CHECK_VALUES(&out, 0, 1, 0.5, 2, 3, 1.5);
    la_array_destroy(&out);
    CHECK_OK(la_transpose(&t, &a, 0, NULL));
    CHECK_OK(la_concatenate(&out, 2, (const la_array *[]){&t, &t}, 0, NULL, LA_CASTING_SAME_KIND));
    CHECK_VALUES(&out, 0, 2, 1, 3, 0, 2, 1, 3);
    CHECK(out.flags & LA_F_CONTIGUOUS);
    la_array_destroy(&out);

    const la_array *both[2] = {&a, &line}, *same[2] = {&a, &b};
    CHECK_STATUS(la_concatenate(&out, 0, both, 0, NULL, LA_CASTING_SAME_KIND), LA_VALUE_ERROR,
                 "need at least one array to concatenate");
    CHECK_STATUS(
        la_concatenate(&out, 1, (const la_array *[]){&scalar}, 0, NULL, LA_CASTING_SAME_KIND),
        LA_VALUE_ERROR, "zero-dimensional arrays cannot be concatenated");
    CHECK_STATUS(la_concatenate(&out, 2, both, 0, NULL, LA_CASTING_SAME_KIND), LA_VALUE_ERROR,
                 "all the input arrays must have same number of dimensions, but the array at index "
                 "0 has 2 dimension(s) and the array at index 1 has 1 dimension(s)");
    CHECK_STATUS(la_concatenate(&out, 2, same, 0, NULL, LA_CASTING_SAME_KIND), LA_VALUE_ERROR,
                 "all the input array dimensions except for the concatenation axis must match "
                 "exactly, but along dimension 1, the array at index 0 has size 2 and the array at "
                 "index 1 has size 1");
    CHECK_STATUS(la_concatenate(&out, 1, both, 2, NULL, LA_CASTING_SAME_KIND), LA_AXIS_ERROR,
                 "axis 2 is out of bounds for array of dimension 2");
    CHECK_STATUS(la_concatenate(&out, 2, same, 1, la_dtype_of(LA_INT32), LA_CASTING_SAME_KIND),
                 LA_TYPE_ERROR,
                 "Cannot cast array data from dtype('float32') to dtype('int32') according to the "
                 "rule 'same_kind'");
    la_array_destroy(&t);
    la_array_destroy(&a);
    la_array_destroy(&b);
    la_array_destroy(&line);
    la_array_destroy(&scalar);
}

static void ranges(void)
{
    for (int type = LA_INT8; type < LA_NTYPES; type++) {
        la_array out, start, next;
        make(&start, (la_type)type, 0, NULL, (double[]){3});
        make(&next, (la_type)type, 0, NULL, (double[]){5});
        make(&out, (la_type)type, SHAPE(50), NULL);
        CHECK_OK(la_fill_range(&out, &start, &next));
        int right = 1;
        for (int i = 0; i < 50; i++)
            right = right && value_at(&out, i) == 3 + 2 * i;
        CHECK(right);
        la_array_destroy(&out);
        la_array_destroy(&start);
        la_array_destroy(&next);
    }
    la_array out, start, next;
    make(&start, LA_FLOAT64, 0, NULL, (double[]){0});
    make(&next, LA_FLOAT64, 0, NULL, (double[]){0.1});
    make(&out, LA_FLOAT64, SHAPE(4), NULL);
    CHECK_OK(la_fill_range(&out, &start, &next));
    CHECK_VALUES(&out, 0, 0.1, 2 * 0.1, 3 * 0.1); /* not 0.1 added up */
    la_array_destroy(&out);
    make(&out, LA_INT32, SHAPE(4), NULL);
    CHECK(la_fill_range(&out, &start, &next) == LA_TYPE_ERROR);
    la_array_destroy(&out);
    la_array_destroy(&start);
    la_array_destroy(&next);
    make(&start, LA_BOOL, 0, NULL, (double[]){0});
    make(&next, LA_BOOL, 0, NULL, (double[]){1});
    make(&out, LA_BOOL, SHAPE(3), NULL);
    CHECK_STATUS(la_fill_range(&out, &start, &next), LA_TYPE_ERROR,
                 "arange() is only supported for booleans when the result has at most length 2.");
    la_array_destroy(&out);
    la_array_destroy(&start);
    la_array_destroy(&next);
}

int main(void)
{
    types_and_orders();
    transposed();
    assignment();
    overlapping();
    masked();
    choices();
    joining();
    ranges();
    return check_report();
}
