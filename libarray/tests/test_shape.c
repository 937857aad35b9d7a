/* Sizes, axes, broadcasting, transposition, reshaping. */
#include "arrays.h"

static void sizes(void)
{
    ptrdiff_t size = 0;
    CHECK_OK(la_shape_size(SHAPE(2, 3, 4), &size));
    CHECK(size == 24);
    CHECK_OK(la_shape_size(SHAPE(PTRDIFF_MAX, PTRDIFF_MAX, 0), &size));
    CHECK(size == 0);
    CHECK(la_shape_size(SHAPE(PTRDIFF_MAX, 2), &size) == LA_VALUE_ERROR);
    CHECK_STATUS(la_shape_size(SHAPE(2, -2), &size), LA_VALUE_ERROR,
                 "negative dimensions are not allowed");
}

static void axes(void)
{
    int axis = -1;
    CHECK_OK(la_normalize_axis(-1, 3, &axis));
    CHECK(axis == 2);
    CHECK_STATUS(la_normalize_axis(3, 3, &axis), LA_AXIS_ERROR,
                 "axis 3 is out of bounds for array of dimension 3");
    CHECK_STATUS(la_normalize_axis(-1, 0, &axis), LA_AXIS_ERROR,
                 "axis -1 is out of bounds for array of dimension 0");
}

static void formats(void)
{
    char text[40];
    la_shape_format(0, NULL, text, sizeof text);
    CHECK(strcmp(text, "()") == 0);
    la_shape_format(SHAPE(4), text, sizeof text);
    CHECK(strcmp(text, "(4,)") == 0);
    la_shape_format(SHAPE(2, 3), text, sizeof text);
    CHECK(strcmp(text, "(2,3)") == 0);
    la_shape_format(SHAPE(-1, 4, -1), text, sizeof text);
    CHECK(strcmp(text, "(4,newaxis)") == 0);
    char small[6] = "zzzzz";
    la_shape_format(SHAPE(123, 456), small, sizeof small);
    CHECK(strcmp(small, "(123,") == 0);
}

static void broadcasting(void)
{
    la_array a, b, c, v = LA_ARRAY_NULL;
    int ndim = 0;
    ptrdiff_t shape[LA_MAXDIMS];
    make(&a, LA_INT32, SHAPE(2, 1, 3), NULL);
    make(&b, LA_INT32, SHAPE(4, 1), NULL);
    make(&c, LA_INT32, SHAPE(2), NULL);
    CHECK_OK(la_broadcast_shape(2, (const la_array *[]){&a, &b}, &ndim, shape));
    CHECK(ndim == 3 && shape[0] == 2 && shape[1] == 4 && shape[2] == 3);
    CHECK_STATUS(la_broadcast_shape(3, (const la_array *[]){&a, &b, &c}, &ndim, shape),
                 LA_VALUE_ERROR,
                 "operands could not be broadcast together with shapes (2,1,3) (4,1) (2,) ");

    CHECK_OK(la_broadcast_to(&v, &c, SHAPE(3, 2)));
    CHECK_VALUES(&v, 0, 1, 0, 1, 0, 1);
    CHECK(v.strides[0] == 0 && !(v.flags & LA_WRITEABLE));
    la_array_destroy(&v);
    CHECK_OK(la_broadcast_to(&v, &b, SHAPE(4, 0)));
    CHECK(v.size == 0);
    la_array_destroy(&v);
    CHECK_STATUS(la_broadcast_to(&v, &c, SHAPE(3)), LA_VALUE_ERROR,
                 "operands could not be broadcast together with remapped shapes "
                 "[original->remapped]: (2,)  and requested shape (3,)");
    CHECK_STATUS(la_broadcast_to(&v, &b, SHAPE(4)), LA_VALUE_ERROR,
                 "input operand has more dimensions than allowed by the axis remapping");
    CHECK_STATUS(la_broadcast_to(&v, &c, 0, NULL), LA_VALUE_ERROR,
                 "cannot broadcast a non-scalar to a scalar array");
    CHECK_STATUS(la_broadcast_to(&v, &c, SHAPE(-1, 2)), LA_VALUE_ERROR,
                 "all elements of broadcast shape must be non-negative");
    ptrdiff_t many[LA_MAXDIMS + 1];
    for (int i = 0; i <= LA_MAXDIMS; i++)
        many[i] = 2;
    CHECK_STATUS(la_broadcast_to(&v, &c, LA_MAXDIMS + 1, many), LA_VALUE_ERROR,
                 "maximum supported dimension for an ndarray is currently 64, found 65");
    la_array_destroy(&a);
    la_array_destroy(&b);
    la_array_destroy(&c);
}

static void transposition(void)
{
    la_array a, t = LA_ARRAY_NULL;
    make(&a, LA_INT8, SHAPE(2, 3), NULL);
    CHECK_OK(la_transpose(&t, &a, 0, NULL));
    CHECK_SHAPE(&t, 3, 2);
    CHECK_VALUES(&t, 0, 3, 1, 4, 2, 5);
    la_array_destroy(&t);
    CHECK_OK(la_transpose(&t, &a, 2, (ptrdiff_t[]){-2, -1}));
    CHECK(la_same_view(&a, &t));
    la_array_destroy(&t);
    CHECK_STATUS(la_transpose(&t, &a, 1, (ptrdiff_t[]){0}), LA_VALUE_ERROR,
                 "axes don't match array");
    CHECK_STATUS(la_transpose(&t, &a, 2, (ptrdiff_t[]){1, -1}), LA_VALUE_ERROR,
                 "repeated axis in transpose");
    CHECK_STATUS(la_transpose(&t, &a, 2, (ptrdiff_t[]){0, 2}), LA_AXIS_ERROR,
                 "axis 2 is out of bounds for array of dimension 2");
    la_array_destroy(&a);
}

/* Reshapes and says whether the elements keep their order and whether a copy was made. */
static void reshaped(const la_array *a, int ndim, const ptrdiff_t *wanted, int ndim_got,
                     const ptrdiff_t *shape, bool copy)
{
    la_array r = LA_ARRAY_NULL;
    bool copied = !copy;
    CHECK_OK(la_reshape(&r, a, ndim, wanted, LA_ORDER_C, &copied));
    CHECK(same_shape(&r, ndim_got, shape));
    CHECK(copied == copy);
    CHECK(copied == (r.buffer != a->buffer));
    int same = 1;
    for (ptrdiff_t i = 0; i < a->size; i++)
        same = same && value_at(&r, i) == value_at(a, i);
    CHECK(same);
    la_array_destroy(&r);
}

static void reshaping(void)
{
    la_array a, t = LA_ARRAY_NULL, s = LA_ARRAY_NULL, r = LA_ARRAY_NULL, empty;
    make(&a, LA_INT16, SHAPE(4, 6), NULL);
    CHECK_OK(la_transpose(&t, &a, 0, NULL));
    const la_index rows = {
        .kind = LA_INDEX_SLICE, .start = LA_SLICE_NONE, .stop = LA_SLICE_NONE, .step = -2};
    CHECK_OK(la_index_view(&s, &a, 1, &rows)); /* 2 rows of 6, backwards */

    reshaped(&a, SHAPE(24), SHAPE(24), false);
    reshaped(&a, SHAPE(2, -1, 3), SHAPE(2, 4, 3), false);
    reshaped(&t, SHAPE(24), SHAPE(24), true);
    reshaped(&t, SHAPE(2, 3, 1, 2, 2), SHAPE(2, 3, 1, 2, 2), false);
    reshaped(&s, SHAPE(2, 3, 2), SHAPE(2, 3, 2), false);
    reshaped(&s, SHAPE(1, 2, 6, 1), SHAPE(1, 2, 6, 1), false);
    reshaped(&s, SHAPE(3, 4), SHAPE(3, 4), true);

    CHECK_OK(la_reshape(&r, &a, SHAPE(3, 8), LA_ORDER_F, NULL));
    CHECK(value_at(&r, 0) == 0 && value_at(&r, 1) == 18 && value_at(&r, 8) == 6);
    la_array_destroy(&r);
    CHECK_OK(la_reshape(&r, &t, SHAPE(24), LA_ORDER_A, NULL)); /* t is in F order: no copy */
    CHECK(r.buffer == a.buffer && value_at(&r, 1) == 1);
    la_array_destroy(&r);

    CHECK_STATUS(la_reshape(&r, &a, SHAPE(5, 5), LA_ORDER_C, NULL), LA_VALUE_ERROR,
                 "cannot reshape array of size 24 into shape (5,5)");
    CHECK_STATUS(la_reshape(&r, &a, SHAPE(5, -1), LA_ORDER_C, NULL), LA_VALUE_ERROR,
                 "cannot reshape array of size 24 into shape (5,newaxis)");
    CHECK_STATUS(la_reshape(&r, &a, SHAPE(-1, -1), LA_ORDER_C, NULL), LA_VALUE_ERROR,
                 "can only specify one unknown dimension");
    CHECK(la_reshape(&r, &a, SHAPE(PTRDIFF_MAX, PTRDIFF_MAX), LA_ORDER_C, NULL) == LA_VALUE_ERROR);
    ptrdiff_t many[LA_MAXDIMS + 1] = {24};
    for (int i = 1; i <= LA_MAXDIMS; i++)
        many[i] = 1;
    CHECK_STATUS(la_reshape(&r, &a, LA_MAXDIMS + 1, many, LA_ORDER_C, NULL), LA_VALUE_ERROR,
                 "maximum supported dimension for an ndarray is currently 64, found 65");
    CHECK(r.dtype == NULL);

    make(&empty, LA_INT16, SHAPE(0, 3), NULL);
    CHECK_OK(la_reshape(&r, &empty, SHAPE(-1, 7), LA_ORDER_C, NULL));
    CHECK_SHAPE(&r, 0, 7);
    la_array_destroy(&r);
    CHECK_OK(la_reshape(&r, &empty, SHAPE(PTRDIFF_MAX / 2, 0), LA_ORDER_C, NULL));
    CHECK(r.size == 0);
    la_array_destroy(&r);
    CHECK_STATUS(la_reshape(&r, &empty, SHAPE(PTRDIFF_MAX, 8, 0), LA_ORDER_C, NULL), LA_VALUE_ERROR,
                 "array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum "
                 "possible size.");
    CHECK_STATUS(la_reshape(&r, &empty, SHAPE(0, -1), LA_ORDER_C, NULL), LA_VALUE_ERROR,
                 "cannot reshape array of size 0 into shape (0,newaxis)");
    la_array_destroy(&empty);
    la_array_destroy(&s);
    la_array_destroy(&t);
    la_array_destroy(&a);
}

int main(void)
{
    sizes();
    axes();
    formats();
    broadcasting();
    transposition();
    reshaping();
    return check_report();
}
