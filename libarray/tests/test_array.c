/* Making, viewing, moving and destroying arrays. */
#include "arrays.h"

static void creation(void)
{
    la_array a = LA_ARRAY_NULL;
    const ptrdiff_t shape[3] = {2, 3, 4};
    CHECK_OK(la_array_init(&a, la_dtype_of(LA_FLOAT32), 3, shape, LA_ORDER_C));
    CHECK(a.size == 24 && la_array_nbytes(&a) == 96);
    CHECK(a.strides[0] == 48 && a.strides[1] == 16 && a.strides[2] == 4);
    CHECK(a.flags == (LA_C_CONTIGUOUS | LA_OWNDATA | LA_ALIGNED | LA_WRITEABLE));
    CHECK((uintptr_t)a.data % LA_ALIGNMENT == 0);
    la_array_destroy(&a);
    CHECK(a.dtype == NULL);
    la_array_destroy(&a); /* twice is allowed */

    CHECK_OK(la_array_init(&a, la_dtype_of(LA_FLOAT32), 3, shape, LA_ORDER_F));
    CHECK(a.strides[0] == 4 && a.strides[1] == 8 && a.strides[2] == 24);
    CHECK((a.flags & LA_F_CONTIGUOUS) && !(a.flags & LA_C_CONTIGUOUS));
    la_array_destroy(&a);

    CHECK_OK(la_array_init_zeros(&a, la_dtype_of(LA_COMPLEX128), 0, NULL, LA_ORDER_C));
    CHECK(a.size == 1 && a.ndim == 0);
    CHECK_VALUES(&a, 0);
    la_array_destroy(&a);

    const ptrdiff_t empty[3] = {3, 0, 5};
    CHECK_OK(la_array_init(&a, la_dtype_of(LA_INT16), 3, empty, LA_ORDER_C));
    CHECK(a.size == 0 && a.strides[0] == 0 && a.strides[1] == 0 && a.strides[2] == 0);
    CHECK((a.flags & LA_C_CONTIGUOUS) && (a.flags & LA_F_CONTIGUOUS));
    la_array_destroy(&a);
}

static void many_dimensions(void)
{
    la_array a = LA_ARRAY_NULL, b = LA_ARRAY_NULL, v = LA_ARRAY_NULL;
    ptrdiff_t shape[65];
    for (int i = 0; i < 65; i++)
        shape[i] = 1 + (i % 13 == 0);
    for (int ndim = 0; ndim <= 64; ndim++) {
        CHECK_OK(la_array_init_zeros(&a, la_dtype_of(LA_INT8), ndim, shape, LA_ORDER_C));
        CHECK_OK(la_array_init_view(&v, &a, a.data, a.dtype, ndim, a.shape, a.strides));
        la_array_move(&b, &a);
        CHECK(same_shape(&b, ndim, shape) && same_shape(&v, ndim, shape));
        CHECK(a.dtype == NULL && la_same_view(&b, &v));
        la_array_destroy(&b);
        CHECK(v.data[v.size - 1] == 0); /* the view keeps the memory */
        la_array_destroy(&v);
    }
    CHECK_STATUS(la_array_init(&a, la_dtype_of(LA_INT8), 65, shape, LA_ORDER_C), LA_VALUE_ERROR,
                 "maximum supported dimension for an ndarray is currently 64, found 65");
    CHECK(a.dtype == NULL);
}

static void refusals(void)
{
    la_array a = LA_ARRAY_NULL;
    const la_dtype *f8 = la_dtype_of(LA_FLOAT64);
    const char *too_big = "array is too big; `arr.size * arr.dtype.itemsize` is larger than the "
                          "maximum possible size.";
    CHECK_STATUS(la_array_init(&a, f8, SHAPE(2, -1), LA_ORDER_C), LA_VALUE_ERROR,
                 "negative dimensions are not allowed");
    CHECK_STATUS(la_array_init(&a, f8, SHAPE(PTRDIFF_MAX / 8 + 1), LA_ORDER_C), LA_VALUE_ERROR,
                 too_big);
    CHECK_STATUS(la_array_init(&a, f8, SHAPE(0, PTRDIFF_MAX / 2, 8), LA_ORDER_C), LA_VALUE_ERROR,
                 too_big);
    CHECK_STATUS(la_array_init_zeros(&a, f8, SHAPE(PTRDIFF_MAX, PTRDIFF_MAX), LA_ORDER_F),
                 LA_VALUE_ERROR, too_big);
#if PTRDIFF_MAX > INT32_MAX && !defined(__SANITIZE_ADDRESS__)
    CHECK_STATUS(la_array_init(&a, f8, SHAPE((ptrdiff_t)1 << 58), LA_ORDER_C), LA_MEMORY_ERROR,
                 "Unable to allocate 2.00 EiB for an array with shape (288230376151711744,) and "
                 "data type float64");
    CHECK_STATUS(la_array_init(&a, la_dtype_of(LA_INT8), SHAPE(1073741824, 1000448), LA_ORDER_C),
                 LA_MEMORY_ERROR,
                 "Unable to allocate 977. TiB for an array with shape (1073741824, 1000448) and "
                 "data type int8");
#endif
    CHECK(a.dtype == NULL);
}

static void views(void)
{
    la_array a, v = LA_ARRAY_NULL, w = LA_ARRAY_NULL;
    make(&a, LA_FLOAT64, SHAPE(4, 6), NULL);
    const ptrdiff_t shape[2] = {2, 3}, strides[2] = {-96, 16};
    CHECK_OK(la_array_init_view(&v, &a, a.data + 144, a.dtype, 2, shape, strides));
    CHECK_VALUES(&v, 18, 20, 22, 6, 8, 10);
    CHECK(v.flags == (LA_ALIGNED | LA_WRITEABLE));
    la_array_destroy(&a);
    CHECK_VALUES(&v, 18, 20, 22, 6, 8, 10);
    v.flags &= ~(unsigned)LA_WRITEABLE;
    CHECK_OK(la_array_init_view(&w, &v, v.data, v.dtype, 2, shape, strides));
    CHECK(!(w.flags & LA_WRITEABLE));
    la_array_destroy(&w);

    /* Of more elements than can be counted, though none takes memory of its own. */
    const ptrdiff_t many[2] = {PTRDIFF_MAX, 3}, still[2] = {0, 0};
    CHECK_STATUS(la_array_init_view(&w, &v, v.data, v.dtype, 2, many, still), LA_VALUE_ERROR,
                 "array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum "
                 "possible size.");
    CHECK(w.dtype == NULL);
    la_array_destroy(&v);

    /* One byte off: not aligned; one row: contiguous both ways. */
    char bytes[64] = {0};
    CHECK_OK(la_array_init_foreign(&v, la_dtype_of(LA_INT32), SHAPE(1, 3), NULL,
                                   bytes + ((uintptr_t)bytes % 4 == 0), true, NULL, NULL));
    CHECK(v.flags == (LA_C_CONTIGUOUS | LA_F_CONTIGUOUS | LA_WRITEABLE));
    la_array_destroy(&v);
}

static void count_release(void *context)
{
    ++*(int *)context;
}

static void foreign(void)
{
    double data[6] = {0, 1, 2, 3, 4, 5};
    int released = 0;
    la_array a = LA_ARRAY_NULL, t = LA_ARRAY_NULL;
    CHECK_OK(la_array_init_foreign(&a, la_dtype_of(LA_FLOAT64), SHAPE(2, 3), NULL, data, false,
                                   count_release, &released));
    CHECK(!(a.flags & (LA_WRITEABLE | LA_OWNDATA)));
    CHECK_OK(la_transpose(&t, &a, 0, NULL));
    la_array_destroy(&a);
    CHECK(released == 0);
    CHECK_VALUES(&t, 0, 3, 1, 4, 2, 5);
    la_array_destroy(&t);
    CHECK(released == 1);
    /* A failure leaves the lender's memory alone. */
    CHECK(la_array_init_foreign(&a, la_dtype_of(LA_FLOAT64), SHAPE(-2), NULL, data, false,
                                count_release, &released) == LA_VALUE_ERROR);
    CHECK(released == 1 && a.dtype == NULL);
}

/* Rows of whole pages get 64 bytes between them, others none. */
static void padded(void)
{
    la_array a = LA_ARRAY_NULL;
    const la_dtype *f32 = la_dtype_of(LA_FLOAT32);
    CHECK_OK(la_array_init_padded(&a, f32, SHAPE(2, 3, 1024), LA_ORDER_C, true));
    CHECK_SHAPE(&a, 2, 3, 1024);
    CHECK(a.strides[0] == 3 * 4160 && a.strides[1] == 4160 && a.strides[2] == 4);
    CHECK(a.size == 2 * 3 * 1024 && !(a.flags & (LA_C_CONTIGUOUS | LA_F_CONTIGUOUS)));
    CHECK((a.flags & LA_ALIGNED) && (a.flags & LA_WRITEABLE));
    CHECK(a.data[2 * 3 * 4160 - 1] == 0);
    la_array_destroy(&a);
    CHECK_OK(la_array_init_padded(&a, f32, SHAPE(2048, 2), LA_ORDER_F, false));
    CHECK(a.strides[0] == 4 && a.strides[1] == 2 * 4096 + 64 && a.size == 4096);
    la_array_destroy(&a);
    CHECK_OK(la_array_init_padded(&a, f32, SHAPE(3, 1025), LA_ORDER_C, false));
    CHECK(a.strides[0] == 4100 && (a.flags & LA_C_CONTIGUOUS));
    la_array_destroy(&a);
    CHECK_OK(la_array_init_padded(&a, f32, SHAPE(1024), LA_ORDER_C, false));
    CHECK(a.size == 1024 && (a.flags & LA_C_CONTIGUOUS));
    la_array_destroy(&a);
    CHECK_OK(la_array_init_padded(&a, f32, SHAPE(0, 1024), LA_ORDER_C, false));
    CHECK(a.size == 0 && (a.flags & LA_C_CONTIGUOUS));
    la_array_destroy(&a);
    CHECK_STATUS(la_array_init_padded(&a, f32, SHAPE(-1, 1024), LA_ORDER_C, false), LA_VALUE_ERROR,
                 "negative dimensions are not allowed");
    CHECK(la_array_init_padded(&a, f32, SHAPE(PTRDIFF_MAX / 8, 1024), LA_ORDER_C, false) ==
          LA_VALUE_ERROR);
}

static void likeness(void)
{
    la_array a, t = LA_ARRAY_NULL, like = LA_ARRAY_NULL;
    make(&a, LA_INT32, SHAPE(2, 3, 4), NULL);
    CHECK_OK(la_transpose(&t, &a, 3, (ptrdiff_t[]){1, 2, 0}));
    CHECK_OK(la_array_init_like(&like, &t, la_dtype_of(LA_INT8), LA_ORDER_K));
    CHECK_SHAPE(&like, 3, 4, 2);
    CHECK(like.strides[0] == 4 && like.strides[1] == 1 && like.strides[2] == 12);
    la_array_destroy(&like);
    CHECK_OK(la_array_init_like(&like, &t, NULL, LA_ORDER_C));
    CHECK(like.dtype->num == LA_INT32 && like.strides[2] == 4);
    la_array_destroy(&like);
    la_array_destroy(&t);
    la_array_destroy(&a);
}

static void overlap(void)
{
    la_array a, left = LA_ARRAY_NULL, right = LA_ARRAY_NULL, back = LA_ARRAY_NULL;
    make(&a, LA_INT32, SHAPE(10), NULL);
    const la_index head = {.kind = LA_INDEX_SLICE, .start = 0, .stop = 5, .step = 1};
    const la_index tail = {.kind = LA_INDEX_SLICE, .start = 5, .stop = 10, .step = 1};
    const la_index reverse = {
        .kind = LA_INDEX_SLICE, .start = LA_SLICE_NONE, .stop = 4, .step = -1};
    CHECK_OK(la_index_view(&left, &a, 1, &head));
    CHECK_OK(la_index_view(&right, &a, 1, &tail));
    CHECK_OK(la_index_view(&back, &a, 1, &reverse));
    CHECK(!la_may_overlap(&left, &right) && !la_may_overlap(&left, &back));
    CHECK(la_may_overlap(&right, &back) && la_may_overlap(&a, &left));
    CHECK(la_same_view(&left, &left) && !la_same_view(&right, &back));
    la_array_destroy(&left);
    la_array_destroy(&right);
    la_array_destroy(&back);
    la_array_destroy(&a);
}

static void on_the_heap(void)
{
    la_array *a = la_array_new();
    CHECK(a && a->dtype == NULL);
    CHECK_OK(la_array_init(a, la_dtype_of(LA_BOOL), SHAPE(1, 2, 3, 4, 5), LA_ORDER_C));
    la_array_free(a);
    la_array_free(NULL);
}

int main(void)
{
    creation();
    many_dimensions();
    refusals();
    views();
    foreign();
    padded();
    likeness();
    overlap();
    on_the_heap();
    return check_report();
}
