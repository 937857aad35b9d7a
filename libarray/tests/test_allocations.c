/* Every allocation fails once: each case runs again and again, and each time the next of the
 * allocations that it makes has no memory, and once more, from there on none has. A case may then
 * fail, with MemoryError, or find another way, but to the same bits. Whichever it is, `out` is
 * LA_ARRAY_NULL after a failure, what would be changed in place is unchanged, and every block is
 * freed again. (LAPACK's other way is a plain loop, whose results differ by roundings.)
 *
 * Together the cases call all public functions (tests/test_public_functions.py reads this file). */
#include <math.h>

#include "arrays.h"
#include "dispatch.h"
#include "failing.h"
#include "fft/fft.h"
#include "lapack/lapack.h"

static struct inputs {
    la_array line, long_line, other_line;     /* float64: 200, 3000, 200 */
    la_array matrix, square, wide, turned;    /* float64: 40 x 50, 50 x 50, 50 x 300; transposed */
    la_array gaps;                            /* float64: 40 x 25, every second column */
    la_array single, half, complex, integers; /* 40 x 50 of float32, float16, complex128, int64 */
    la_array bytes, truths;                   /* 40 x 50 of uint8, bool */
    la_array deep;                /* float64: 2 x 3 x 2 x 3 x 2 x 3: a shape on the heap */
    la_array places, mask, small; /* intp: 70 of 0 .. 39; bool: 40; float64: 3 x 4 */
    la_array large;               /* float64: 260 x 260, a product on several threads */
} in;

/* What cases make for themselves; the driver destroys it. */
static la_array work[4];
static la_prepacked *packed;
static la_bitgen *generator;

/* What a failing call must leave as it was. */
static const la_array *target;
static uint64_t target_hash;

static uint64_t hash_bytes(uint64_t h, const void *data, size_t n)
{
    const unsigned char *p = data;
    for (size_t i = 0; i < n; i++)
        h = (h ^ p[i]) * 1099511628211u;
    return h;
}

static uint64_t hash_array(uint64_t h, const la_array *a)
{
    if (a->dtype == NULL) return h * 31;
    h = hash_bytes(h, a->shape, (size_t)a->ndim * sizeof *a->shape);
    for (ptrdiff_t i = 0; i < a->size; i++)
        h = hash_bytes(h, element_at(a, i), (size_t)a->dtype->itemsize);
    return h;
}

static la_status copy_of(la_array *out, const la_array *a)
{
    return la_astype(out, a, NULL, LA_ORDER_C, LA_CASTING_NO);
}

/* work[k] becomes a copy that the next call may change only if it succeeds. */
static la_status in_place(int k, const la_array *a)
{
    target = NULL;
    LA_TRY(copy_of(&work[k], a));
    target = &work[k];
    target_hash = hash_array(0, target);
    return LA_OK;
}

/* An array in the layout that LAPACK works on; used up, so no target. */
static la_status new_array(la_array *out, la_type type, int ndim, const ptrdiff_t *shape)
{
    return la_array_init_zeros(out, la_dtype_of(type), ndim, shape, LA_ORDER_C);
}

/* --- arrays and shapes ------------------------------------------------------------------------ */

static la_status making(la_array *out)
{
    LA_TRY(la_array_init_zeros(&work[0], la_dtype_of(LA_INT16), SHAPE(2, 2, 2, 2, 2), LA_ORDER_F));
    LA_TRY(
        la_array_init_padded(&work[1], la_dtype_of(LA_FLOAT32), SHAPE(4, 1024), LA_ORDER_C, true));
    LA_TRY(la_array_init_like(&work[2], &in.deep, la_dtype_of(LA_INT8), LA_ORDER_K));
    memset(work[2].data, 1, (size_t)la_array_nbytes(&work[2]));
    LA_TRY(la_array_init(&work[3], la_dtype_of(LA_INT8), SHAPE(3), LA_ORDER_C));
    memset(work[3].data, 2, 3);
    return la_array_init_view(out, &in.deep, in.deep.data, in.deep.dtype, in.deep.ndim,
                              in.deep.shape, in.deep.strides);
}

static long released;

static void release(void *context)
{
    (void)context;
    released++;
}

static la_status foreign(la_array *out)
{
    static double numbers[64];
    long before = released;
    la_status status = la_array_init_foreign(out, la_dtype_of(LA_FLOAT64), SHAPE(2, 2, 2, 2, 4),
                                             NULL, numbers, true, release, NULL);
    if (status == LA_OK) la_array_destroy(out);
    /* A lender is told exactly once, and only of what was lent. */
    CHECK(released == before + (status == LA_OK));
    return status;
}

static la_status on_the_heap(la_array *out)
{
    la_array *a = la_array_new();
    if (a == NULL) return la_fail(LA_MEMORY_ERROR, "no memory for an array");
    la_status status = copy_of(a, &in.deep);
    if (status == LA_OK) la_array_move(out, a);
    la_array_free(a);
    return status;
}

static la_status transposing(la_array *out)
{
    return la_transpose(out, &in.deep, 0, NULL);
}

static la_status reshaping_view(la_array *out)
{
    return la_reshape(out, &in.deep, SHAPE(2, 3, 2, 3, 6, 1, 1), LA_ORDER_C, NULL);
}

static la_status reshaping_copy(la_array *out)
{
    return la_reshape(out, &in.turned, SHAPE(-1, 2, 2, 2, 5), LA_ORDER_C, NULL);
}

static la_status broadcasting(la_array *out)
{
    return la_broadcast_to(out, &in.deep, SHAPE(4, 2, 3, 2, 3, 2, 3));
}

static la_status sharing(la_array *out)
{
    bool shares;
    (void)out;
    LA_TRY(la_shares_memory(&in.gaps, &in.matrix, -1, &shares));
    CHECK(shares && la_may_overlap(&in.gaps, &in.matrix) && !la_same_view(&in.gaps, &in.matrix));
    return LA_OK;
}

/* What allocates nothing; here so that all public functions are in this file. */
static la_status plain(la_array *out)
{
    const la_array *two[] = {&in.matrix, &in.line};
    const la_typing typings[] = {{la_dtype_of(LA_INT8), LA_STRONG}, {NULL, LA_WEAK_FLOAT}};
    ptrdiff_t size, shape[LA_MAXDIMS], one = 0;
    la_axes axes;
    int axis, ndim;
    char text[64];
    (void)out;
    LA_TRY(la_shape_size(SHAPE(3, 4), &size));
    LA_TRY(la_normalize_axis(-1, 3, &axis));
    LA_TRY(la_axes_from(1, &one, 2, &axes));
    two[1] = &in.square; /* (40, 50) and (50, 50) */
    CHECK(la_broadcast_shape(2, two, &ndim, shape) == LA_VALUE_ERROR);
    la_shape_format(SHAPE(3, 4), text, sizeof text);
    CHECK(strcmp(text, "(3,4)") == 0);
    LA_TRY(la_check_cast(&in.single, la_dtype_of(LA_FLOAT64), LA_CASTING_SAFE));
    CHECK(la_can_cast(la_dtype_of(LA_INT8), la_dtype_of(LA_INT16), LA_CASTING_SAFE));
    CHECK(strcmp(la_casting_name(LA_CASTING_SAFE), "safe") == 0);
    CHECK(la_dtype_is_complex(in.complex.dtype) && la_dtype_is_integer(in.integers.dtype));
    CHECK(la_promote_types(in.half.dtype, in.bytes.dtype)->num == LA_FLOAT16);
    CHECK(la_result_type(2, typings)->num == LA_FLOAT64);
    CHECK(la_float16_to_float(la_float16_from_float(0.5F)) == 0.5F);
    CHECK(la_float16_from_double(0.5) == la_float16_from_float(0.5F));
    CHECK(strcmp(la_status_name(la_fail(LA_INDEX_ERROR, "%d", 7)), "IndexError") == 0);
    CHECK(strcmp(la_error_message(), "7") == 0);
    la_array_update_flags(&in.line);
    la_fp_add(LA_FP_DIVIDE);
    la_fp_found = 0;
    CHECK(la_kahan_sum((const double *)(const void *)in.line.data, 3) == 3);
    return LA_OK;
}

/* --- copies and casts ------------------------------------------------------------------------- */

static la_status casting(la_array *out)
{
    return la_astype(out, &in.deep, la_dtype_of(LA_COMPLEX64), LA_ORDER_F, LA_CASTING_SAME_KIND);
}

static la_status copying(la_array *out)
{
    la_array row = LA_ARRAY_NULL;
    const la_index items[] = {{.kind = LA_INDEX_INTEGER, .integer = 1}};
    (void)out;
    LA_TRY(in_place(0, &in.matrix));
    LA_TRY(la_index_view(&row, &work[0], 1, items)); /* overlaps what it is copied to */
    la_status status = la_copyto(&work[0], &row, LA_CASTING_SAFE, &in.truths);
    la_array_destroy(&row);
    return status;
}

static la_status copying_masked(la_array *out)
{
    la_array mask = LA_ARRAY_NULL;
    (void)out;
    LA_TRY(in_place(0, &in.truths)); /* the mask itself is written to */
    LA_TRY(la_array_init_view(&mask, &work[0], work[0].data, work[0].dtype, 2, work[0].shape,
                              work[0].strides));
    la_status status = la_copyto(&work[0], &in.single, LA_CASTING_UNSAFE, &mask);
    la_array_destroy(&mask);
    return status;
}

static la_status swapping(la_array *out)
{
    (void)out;
    LA_TRY(in_place(0, &in.complex));
    return la_byteswap(&work[0]);
}

static la_status ranging(la_array *out)
{
    LA_TRY(copy_of(out, &in.line));
    LA_TRY(la_array_init_zeros(&work[0], out->dtype, 0, NULL, LA_ORDER_C));
    LA_TRY(la_array_init_zeros(&work[1], out->dtype, 0, NULL, LA_ORDER_C));
    element_set(work[1].data, LA_FLOAT64, 0.5);
    return la_fill_range(out, &work[0], &work[1]);
}

static la_status choosing(la_array *out)
{
    LA_TRY(la_array_init_zeros(&work[0], in.matrix.dtype, 0, NULL, LA_ORDER_C));
    return la_where(out, &in.truths, &in.matrix, &work[0]);
}

static la_status joining(la_array *out)
{
    const la_array *three[] = {&in.deep, &in.deep, &in.deep};
    return la_concatenate(out, 3, three, 1, la_dtype_of(LA_COMPLEX128), LA_CASTING_SAFE);
}

/* --- indexing --------------------------------------------------------------------------------- */

static const la_index evens = {
    .kind = LA_INDEX_SLICE, .start = LA_SLICE_NONE, .stop = LA_SLICE_NONE, .step = 2};

static la_index by_array(const la_array *array)
{
    return (la_index){.kind = LA_INDEX_ARRAY, .array = array};
}

static la_status viewing(la_array *out)
{
    const la_index items[] = {evens, {.kind = LA_INDEX_NEWAXIS}, {.kind = LA_INDEX_ELLIPSIS}};
    CHECK(la_index_is_basic(3, items));
    return la_index_view(out, &in.deep, 3, items);
}

static la_status taking_rows(la_array *out)
{
    return la_index_get(out, &in.matrix, 1, (la_index[]){by_array(&in.places)});
}

static la_status taking_points(la_array *out)
{
    return la_index_get(out, &in.complex, 2,
                        (la_index[]){by_array(&in.places), by_array(&in.places)});
}

static la_status taking_apart(la_array *out)
{
    LA_TRY(la_reshape(&work[0], &in.matrix, SHAPE(40, 5, 2, 5), LA_ORDER_C, NULL));
    LA_TRY(la_astype(&work[1], &in.places, la_dtype_of(LA_INT8), LA_ORDER_C, LA_CASTING_UNSAFE));
    memset(work[1].data, 1, (size_t)work[1].size);
    return la_index_get(out, &work[0], 3,
                        (la_index[]){by_array(&in.places), evens, by_array(&work[1])});
}

static la_status taking_true(la_array *out)
{
    return la_index_get(out, &in.matrix, 2, (la_index[]){by_array(&in.mask), evens});
}

static la_status taking_all_true(la_array *out)
{
    return la_index_get(out, &in.turned, 1, (la_index[]){by_array(&work[0])});
}

static la_status taking_all_true_turned(la_array *out)
{
    LA_TRY(la_transpose(&work[0], &in.truths, 0, NULL));
    return taking_all_true(out);
}

static la_status putting_rows(la_array *out)
{
    (void)out;
    LA_TRY(in_place(0, &in.matrix));
    LA_TRY(la_index_view(&work[1], &work[0], 1,
                         (la_index[]){{.kind = LA_INDEX_INTEGER, .integer = 3}}));
    return la_index_set(&work[0], 1, (la_index[]){by_array(&in.places)}, &work[1]);
}

static la_status putting_points(la_array *out)
{
    (void)out;
    LA_TRY(la_astype(&work[1], &in.places, la_dtype_of(LA_INT16), LA_ORDER_C, LA_CASTING_UNSAFE));
    LA_TRY(in_place(0, &in.single));
    return la_index_set(&work[0], 2, (la_index[]){by_array(&in.places), by_array(&work[1])},
                        &in.places);
}

static la_status putting_true(la_array *out)
{
    (void)out;
    LA_TRY(in_place(0, &in.matrix));
    LA_TRY(la_array_init_zeros(&work[1], la_dtype_of(LA_INT16), SHAPE(25), LA_ORDER_C));
    return la_index_set(&work[0], 2, (la_index[]){by_array(&in.mask), evens}, &work[1]);
}

static la_status putting_all_true(la_array *out)
{
    (void)out;
    LA_TRY(in_place(0, &in.matrix));
    LA_TRY(la_array_init_zeros(&work[1], la_dtype_of(LA_INT16), 0, NULL, LA_ORDER_C));
    return la_index_set(&work[0], 1, (la_index[]){by_array(&in.truths)}, &work[1]);
}

static la_status putting_in_itself(la_array *out)
{
    (void)out;
    LA_TRY(in_place(0, &in.places)); /* indices and target are one array */
    LA_TRY(la_array_init_zeros(&work[1], la_dtype_of(LA_INT16), 0, NULL, LA_ORDER_C));
    return la_index_set(&work[0], 1, (la_index[]){by_array(&work[0])}, &work[1]);
}

static la_status finding_nonzero(la_array *out)
{
    ptrdiff_t count;
    la_array places[6];
    LA_TRY(la_count_nonzero(&in.single, &count));
    for (int i = 0; i < 6; i++)
        places[i] = LA_ARRAY_NULL;
    la_status status = la_nonzero(places, &in.deep);
    if (status == LA_OK) la_array_move(out, &places[5]);
    for (int i = 0; i < 6; i++) {
        CHECK(status == LA_OK || places[i].dtype == NULL);
        la_array_destroy(&places[i]);
    }
    return status;
}

static la_status finding_nonzero_turned(la_array *out)
{
    la_array places[2] = {LA_ARRAY_NULL, LA_ARRAY_NULL};
    la_status status = la_nonzero(places, &in.turned);
    if (status == LA_OK) la_array_move(out, &places[1]);
    la_array_destroy(&places[0]);
    la_array_destroy(&places[1]);
    return status;
}

/* --- ufuncs ----------------------------------------------------------------------------------- */

static la_status run(const char *name, const la_array *a, const la_array *b, la_array *out,
                     la_array *second, const la_array *where)
{
    const la_ufunc *ufunc = la_ufunc_find(name);
    const la_loop *loop;
    const la_array *inputs[] = {a, b};
    la_array *outputs[] = {out, second};
    la_typing typings[2] = {{a->dtype, LA_STRONG}, {b != NULL ? b->dtype : NULL, LA_STRONG}};
    LA_TRY(la_ufunc_resolve(ufunc, typings, NULL, &loop));
    return la_ufunc_run(ufunc, loop, inputs, outputs, LA_CASTING_SAME_KIND, where);
}

static la_status adding(la_array *out)
{
    return run("add", &in.deep, &in.deep, out, NULL, NULL);
}

static la_status adding_mixed(la_array *out)
{
    return run("add", &in.integers, &in.single, out, NULL, NULL);
}

static la_status adding_halves(la_array *out)
{
    return run("multiply", &in.half, &in.bytes, out, NULL, NULL);
}

static la_status adding_where(la_array *out)
{
    (void)out;
    LA_TRY(in_place(0, &in.matrix));
    return run("multiply", &in.turned, &in.line, &work[0], NULL, &in.truths) == LA_VALUE_ERROR
               ? run("multiply", &in.matrix, &in.single, &work[0], NULL, &in.truths)
               : LA_RUNTIME_ERROR;
}

static la_status adding_shifted(la_array *out)
{
    (void)out;
    LA_TRY(in_place(0, &in.long_line));
    ptrdiff_t n = in.long_line.size - 1, stride = (ptrdiff_t)sizeof(double);
    LA_TRY(la_array_init_view(&work[1], &work[0], work[0].data + stride, work[0].dtype, 1, &n,
                              &stride));
    LA_TRY(la_array_init_view(&work[2], &work[0], work[0].data, work[0].dtype, 1, &n, &stride));
    return run("add", &work[2], &work[2], &work[1], NULL, NULL);
}

static la_status two_results(la_array *out)
{
    la_status status = run("divmod", &in.integers, &in.integers, out, &work[0], NULL);
    CHECK(status == LA_OK || work[0].dtype == NULL);
    return status;
}

/* Results that aren't finite have their inputs looked at again. */
static la_status special(la_array *out)
{
    return run("divide", &in.gaps, &in.gaps, out, NULL, NULL);
}

static la_status reducing(la_array *out)
{
    return la_ufunc_reduce(out, la_ufunc_find("add"), &in.deep, 3, true, NULL, NULL, NULL);
}

static la_status reducing_cast(la_array *out)
{
    return la_ufunc_reduce(out, la_ufunc_find("add"), &in.bytes, 1, false, NULL, NULL, NULL);
}

static la_status reducing_halves(la_array *out)
{
    return la_ufunc_reduce(out, la_ufunc_find("add"), &in.half, 2, false, NULL, NULL, NULL);
}

static la_status reducing_into(la_array *out)
{
    LA_TRY(
        la_ufunc_reduce(&work[0], la_ufunc_find("add"), &in.complex, 1, false, NULL, NULL, NULL));
    target = &work[0];
    target_hash = hash_array(0, target);
    (void)out;
    return la_ufunc_reduce(&work[0], la_ufunc_find("add"), &in.matrix, 1, false, NULL, NULL,
                           &in.truths);
}

static la_status reducing_where(la_array *out)
{
    LA_TRY(la_array_init_zeros(&work[0], la_dtype_of(LA_FLOAT64), 0, NULL, LA_ORDER_C));
    return la_ufunc_reduce(out, la_ufunc_find("maximum"), &in.matrix, 2, false, NULL, &work[0],
                           &in.truths);
}

static la_status reducing_turned(la_array *out)
{
    return la_ufunc_reduce(out, la_ufunc_find("multiply"), &in.turned, 1, false,
                           la_dtype_of(LA_COMPLEX128), NULL, NULL);
}

static la_status reducing_first(la_array *out)
{
    return la_ufunc_reduce(out, la_ufunc_find("subtract"), &in.small, 1, false, NULL, NULL, NULL);
}

static la_status reducing_runs(la_array *out)
{
    LA_TRY(la_array_init_zeros(&work[0], la_dtype_of(LA_INTP), SHAPE(3), LA_ORDER_C));
    element_set(work[0].data + work[0].strides[0], LA_INTP, 5);
    return la_ufunc_reduceat(out, la_ufunc_find("add"), &in.matrix, &work[0], 1,
                             la_dtype_of(LA_FLOAT64));
}

static la_status at_places(la_array *out)
{
    const la_ufunc *ufunc = la_ufunc_find("add");
    const la_loop *loop;
    const la_typing typings[2] = {{in.line.dtype, LA_STRONG}, {in.line.dtype, LA_STRONG}};
    (void)out;
    LA_TRY(la_ufunc_resolve(ufunc, typings, NULL, &loop));
    LA_TRY(la_astype(&work[1], &in.places, in.line.dtype, LA_ORDER_C, LA_CASTING_UNSAFE));
    LA_TRY(in_place(0, &in.line));
    return la_ufunc_at(ufunc, loop, &work[0], &in.places, &work[1]);
}

static la_status at_places_cast(la_array *out)
{
    const la_ufunc *ufunc = la_ufunc_find("add");
    const la_loop *loop;
    const la_typing typings[2] = {{in.line.dtype, LA_STRONG}, {in.line.dtype, LA_STRONG}};
    (void)out;
    LA_TRY(la_ufunc_resolve(ufunc, typings, NULL, &loop));
    LA_TRY(la_astype(&work[1], &in.places, in.line.dtype, LA_ORDER_C, LA_CASTING_UNSAFE));
    LA_TRY(in_place(0, &in.bytes));
    return la_ufunc_at(ufunc, loop, &work[0], &in.places, &work[1]);
}

/* One strip, by the functions that loops are called through. */
static la_status strips(la_array *out)
{
    const la_ufunc *ufunc = la_ufunc_find("divide");
    const la_loop *loop;
    const la_typing typings[2] = {{in.line.dtype, LA_STRONG}, {in.line.dtype, LA_STRONG}};
    const ptrdiff_t steps[] = {8, 8, 8};
    LA_TRY(la_ufunc_resolve(ufunc, typings, NULL, &loop));
    LA_TRY(copy_of(out, &in.line));
    char *args[] = {in.line.data, in.line.data, out->data};
    LA_TRY(la_run_loop(ufunc, loop, args, in.line.size, steps));
    return la_fp_run(ufunc, loop, args, in.line.size, steps);
}

static la_status extremes(la_array *out)
{
    LA_TRY(la_argmin(&work[0], &in.turned, -1, true));
    LA_TRY(la_argmax(&work[1], &in.deep, 3, true));
    LA_TRY(la_argmin(&work[2], &in.complex, 0, false));
    return la_argmax(out, &in.half, 1, false);
}

static la_status means(la_array *out)
{
    LA_TRY(la_mean(&work[0], &in.deep, 5, true, NULL));
    LA_TRY(la_mean(&work[1], &in.half, LA_ALL_AXES(2), false, NULL));
    LA_TRY(la_mean(&work[2], &in.half, 1, false, NULL));
    return la_mean(out, &in.bytes, 2, false, la_dtype_of(LA_COMPLEX64));
}

/* --- products --------------------------------------------------------------------------------- */

static la_status product(la_array *out)
{
    return la_matmul(out, &in.large, &in.large, LA_CASTING_SAFE);
}

static la_status product_of_turned(la_array *out)
{
    return la_matmul(out, &in.turned, &in.gaps, LA_CASTING_SAFE);
}

static la_status product_mixed(la_array *out)
{
    LA_TRY(la_transpose(&work[0], &in.half, 0, NULL));
    return la_matmul(out, &in.bytes, &work[0], LA_CASTING_SAFE);
}

static la_status product_complex(la_array *out)
{
    LA_TRY(la_transpose(&work[0], &in.complex, 0, NULL));
    return la_matmul(out, &in.complex, &work[0], LA_CASTING_SAFE);
}

static la_status product_integers(la_array *out)
{
    LA_TRY(la_transpose(&work[0], &in.integers, 0, NULL));
    return la_matmul(out, &in.integers, &work[0], LA_CASTING_SAFE);
}

static la_status product_in_place(la_array *out)
{
    (void)out;
    LA_TRY(in_place(0, &in.square));
    return la_matmul(&work[0], &work[0], &in.square, LA_CASTING_SAFE);
}

static la_status product_into_singles(la_array *out)
{
    (void)out;
    LA_TRY(la_astype(&work[0], &in.square, la_dtype_of(LA_FLOAT32), LA_ORDER_F, LA_CASTING_UNSAFE));
    target = &work[0];
    target_hash = hash_array(0, target);
    return la_matmul(&work[0], &in.square, &in.square, LA_CASTING_SAME_KIND);
}

static la_status product_of_stacks(la_array *out)
{
    LA_TRY(la_transpose(&work[0], &in.deep, 6, (ptrdiff_t[]){0, 1, 2, 3, 5, 4}));
    return la_matmul(out, &in.deep, &work[0], LA_CASTING_SAFE);
}

static la_status product_with_vector(la_array *out)
{
    /* A vector with gaps, so long that it is gathered outside of the stack. */
    ptrdiff_t n = in.large.shape[0];
    LA_TRY(la_array_init_view(&work[0], &in.large, in.large.data, in.large.dtype, 1, &n,
                              in.large.strides));
    return la_matmul(out, &in.large, &work[0], LA_CASTING_SAFE);
}

static la_status products_prepacked(la_array *out)
{
    LA_TRY(la_prepack(&packed, &in.large, false));
    CHECK(!la_prepacked_is_left(packed) && la_prepacked_array(packed)->size == in.large.size);
    LA_TRY(la_prepacked_unpack(&work[0], packed));
    return la_matmul_prepacked(out, packed, &in.large, LA_CASTING_SAFE);
}

static la_status products_repacked(la_array *out)
{
    LA_TRY(la_prepack(&packed, &in.square, true));
    LA_TRY(la_kernel_use("ref"));
    la_status status = la_matmul_prepacked(out, packed, &in.wide, LA_CASTING_SAFE);
    LA_TRY(la_kernel_use(la_kernel_isa_name(0)));
    return status;
}

static la_status products_by_each_kernel(la_array *out)
{
    la_kernel_info info;
    la_gemm_kernel_info kernel;
    la_kernel_info_get(&info);
    CHECK(la_kernel_isa_count() > 0);
    LA_TRY(la_kernels_register(la_kernels_active()) == LA_OK ? LA_OK : LA_RUNTIME_ERROR);
    la_kernel_set_reason("");
    la_status status = LA_OK;
    for (int i = 0; status == LA_OK && i < la_gemm_kernel_count(); i++) {
        LA_TRY(la_gemm_kernel_get(i, &kernel));
        if (kernel.type != LA_FLOAT64) continue;
        LA_TRY(la_gemm_kernel_use(kernel.name, LA_PACKING_ALWAYS));
        CHECK(strcmp(la_gemm_kernel_active(LA_FLOAT64), kernel.name) == 0);
        la_array_destroy(out);
        status = la_matmul(out, &in.square, &in.wide, LA_CASTING_SAFE);
    }
    la_gemm_kernel_use_default(LA_FLOAT64);
    return status;
}

/* --- LAPACK and transforms -------------------------------------------------------------------- */

static la_status solving(la_array *out, const la_array *a)
{
    (void)out;
    LA_TRY(copy_of(&work[0], a));
    LA_TRY(new_array(&work[1], a->dtype->num, SHAPE(9, a->shape[0])));
    return la_solve(&work[0], &work[1]);
}

static la_status solving_reals(la_array *out)
{
    return solving(out, &in.large);
}

static la_status solving_complex(la_array *out)
{
    LA_TRY(
        la_astype(&work[2], &in.square, la_dtype_of(LA_COMPLEX128), LA_ORDER_C, LA_CASTING_SAFE));
    return solving(out, &work[2]);
}

static la_status determinants(la_array *out)
{
    LA_TRY(copy_of(&work[0], &in.square));
    LA_TRY(new_array(&work[1], LA_FLOAT64, 0, NULL));
    LA_TRY(new_array(&work[2], LA_FLOAT64, 0, NULL));
    LA_TRY(new_array(out, LA_FLOAT64, 0, NULL));
    return la_det(&work[0], &work[1], &work[2], out);
}

static la_status factors(la_array *out)
{
    LA_TRY(copy_of(&work[0], &in.large));
    LA_TRY(la_cholesky(&work[0], false));
    LA_TRY(copy_of(&work[1], &in.large));
    LA_TRY(new_array(&work[2], LA_FLOAT64, SHAPE(in.large.shape[0])));
    LA_TRY(la_qr(&work[1], &work[2]));
    LA_TRY(copy_of(out, &work[1]));
    return la_qr_q(out, &work[2]);
}

static la_status singular_values(la_array *out)
{
    LA_TRY(copy_of(&work[0], &in.matrix));
    LA_TRY(new_array(&work[1], LA_FLOAT64, SHAPE(40)));
    LA_TRY(new_array(&work[2], LA_FLOAT64, SHAPE(50, 50)));
    LA_TRY(new_array(out, LA_FLOAT64, SHAPE(40, 40)));
    return la_svd(&work[0], &work[1], &work[2], out);
}

static la_status singular_values_complex(la_array *out)
{
    LA_TRY(copy_of(&work[0], &in.complex));
    LA_TRY(new_array(out, LA_FLOAT64, SHAPE(40)));
    return la_svd(&work[0], out, NULL, NULL);
}

static la_status singular_vectors_complex(la_array *out)
{
    LA_TRY(copy_of(&work[0], &in.complex));
    LA_TRY(new_array(&work[1], LA_FLOAT64, SHAPE(40)));
    LA_TRY(new_array(&work[2], LA_COMPLEX128, SHAPE(40, 40)));
    LA_TRY(new_array(out, LA_COMPLEX128, SHAPE(40, 50)));
    return la_svd(&work[0], &work[1], out, &work[2]);
}

/* Several matrices: one that had no memory must not be followed by others that had. */
static la_status eigenvalues_of_a_stack(la_array *out)
{
    LA_TRY(la_broadcast_to(&work[3], &in.square, SHAPE(3, 50, 50)));
    LA_TRY(copy_of(&work[0], &work[3]));
    LA_TRY(new_array(&work[1], LA_COMPLEX128, SHAPE(3, 50)));
    LA_TRY(new_array(out, LA_COMPLEX128, SHAPE(3, 50, 50)));
    return la_eig(&work[0], &work[1], out);
}

static la_status eigenvalues(la_array *out)
{
    LA_TRY(copy_of(&work[0], &in.square));
    LA_TRY(new_array(&work[1], LA_FLOAT64, SHAPE(50)));
    LA_TRY(la_eigh(&work[0], &work[1], true, false));
    LA_TRY(copy_of(&work[2], &in.square));
    LA_TRY(new_array(&work[3], LA_COMPLEX128, SHAPE(50)));
    LA_TRY(new_array(out, LA_COMPLEX128, SHAPE(50, 50)));
    return la_eig(&work[2], &work[3], out);
}

static la_status eigenvalues_complex(la_array *out)
{
    LA_TRY(
        la_astype(&work[0], &in.square, la_dtype_of(LA_COMPLEX128), LA_ORDER_C, LA_CASTING_SAFE));
    LA_TRY(copy_of(&work[1], &work[0]));
    LA_TRY(new_array(&work[2], LA_FLOAT64, SHAPE(50)));
    LA_TRY(la_eigh(&work[0], &work[2], true, true));
    LA_TRY(new_array(out, LA_COMPLEX128, SHAPE(50)));
    return la_eig(&work[1], out, NULL);
}

static la_status least_squares_complex(la_array *out)
{
    int rank;
    LA_TRY(copy_of(&work[0], &in.complex));
    LA_TRY(new_array(&work[1], LA_COMPLEX128, SHAPE(3, 50)));
    element_set(work[1].data, LA_COMPLEX128, 1);
    LA_TRY(new_array(out, LA_FLOAT64, SHAPE(40)));
    return la_lstsq(&work[0], &work[1], 1e-10, out, &rank);
}

static la_status least_squares(la_array *out)
{
    int rank;
    LA_TRY(copy_of(&work[0], &in.matrix));
    LA_TRY(new_array(&work[1], LA_FLOAT64, SHAPE(3, 50)));
    LA_TRY(new_array(out, LA_FLOAT64, SHAPE(40)));
    LA_TRY(la_lapack_register(&la_lapack_table));
    CHECK(la_lapack_is_loaded());
    return la_lstsq(&work[0], &work[1], 1e-10, out, &rank);
}

/* pocketfft keeps the plans of the last lengths. So the cases use a length that isn't among them,
 * which the driver, with as many others, has it forget again. */
#ifndef __wasm__
enum { FFT_LENGTH = 2 * 2 * 3 * 23, KEPT_PLANS = 16 };

static la_status transform(la_array *out, la_type from, la_type to, ptrdiff_t n)
{
    ptrdiff_t n_in = to != LA_COMPLEX128 ? n / 2 + 1 : n;
    ptrdiff_t n_out = from != LA_COMPLEX128 ? n / 2 + 1 : n;
    LA_TRY(la_fft_register(&la_pocketfft));
    CHECK(la_fft_is_loaded());
    LA_TRY(new_array(&work[0], from, SHAPE(4, n_in)));
    element_set(work[0].data, from, 1);
    LA_TRY(new_array(out, to, SHAPE(4, n_out)));
    return la_fft(out, &work[0], 1, true, 1.0);
}

static la_status transform_complex(la_array *out)
{
    return transform(out, LA_COMPLEX128, LA_COMPLEX128, FFT_LENGTH);
}

static la_status transform_prime(la_array *out)
{
    return transform(out, LA_COMPLEX128, LA_COMPLEX128, 211); /* by Bluestein's algorithm */
}

static la_status transform_from_real(la_array *out)
{
    return transform(out, LA_FLOAT64, LA_COMPLEX128, FFT_LENGTH);
}

static la_status transform_to_real(la_array *out)
{
    return transform(out, LA_COMPLEX128, LA_FLOAT64, FFT_LENGTH);
}
#endif

/* What libarray and pocketfft keep for reuse becomes the same again. The cache of small buffers
 * (memory.c) is filled: eight of each size. Of each kind of transform there are as many as plans
 * are kept. */
static void settle(void)
{
    for (ptrdiff_t size = 0; size <= 1024; size += 64) {
        la_array held[8];
        for (int i = 0; i < LENGTH(held); i++) {
            held[i] = LA_ARRAY_NULL;
            CHECK_OK(la_array_init(&held[i], la_dtype_of(LA_UINT8), 1, &size, LA_ORDER_C));
        }
        for (int i = 0; i < LENGTH(held); i++)
            la_array_destroy(&held[i]);
    }
#ifndef __wasm__
    static const la_type kinds[][2] = {{LA_COMPLEX128, LA_COMPLEX128}, {LA_FLOAT64, LA_COMPLEX128}};
    for (int k = 0; k < 2; k++) {
        for (ptrdiff_t n = 2; n < 2 + KEPT_PLANS; n++) {
            la_array out = LA_ARRAY_NULL;
            CHECK_OK(transform(&out, kinds[k][0], kinds[k][1], n));
            la_array_destroy(&out);
            la_array_destroy(&work[0]);
        }
    }
#endif
}

/* --- sorting and numerical routines ----------------------------------------------------------- */

static la_status sorting(la_array *out)
{
    (void)out;
    LA_TRY(in_place(0, &in.long_line));
    LA_TRY(la_sort(&work[0], 0));
    LA_TRY(in_place(1, &in.complex));
    LA_TRY(la_sort(&work[1], 0));
    LA_TRY(in_place(2, &in.half));
    return la_sort(&work[2], 0);
}

static la_status ranking(la_array *out)
{
    LA_TRY(la_argsort(&work[0], &in.long_line, 0));
    LA_TRY(la_argsort(&work[1], &in.complex, 0));
    LA_TRY(la_argsort(&work[2], &in.deep, 3));
    return la_argsort(out, &in.single, 1);
}

static la_status selecting(la_array *out)
{
    ptrdiff_t kth[20];
    for (int i = 0; i < 20; i++)
        kth[i] = (i * 7) % 40 - 40;
    LA_TRY(la_argpartition(&work[1], &in.matrix, 0, LENGTH(kth), kth));
    LA_TRY(la_argpartition(out, &in.complex, 1, 1, kth));
    LA_TRY(in_place(0, &in.long_line));
    return la_partition(&work[0], 0, LENGTH(kth), kth);
}

static la_status ranking_by_keys(la_array *out)
{
    const la_array *keys[] = {&in.matrix, &in.integers, &in.bytes};
    return la_lexsort(out, 3, keys, 0);
}

static la_status searching(la_array *out)
{
    LA_TRY(la_argsort(&work[0], &in.long_line, 0));
    LA_TRY(la_searchsorted(&work[1], &in.long_line, &in.turned, true, &work[0]));
    LA_TRY(la_astype(&work[2], &work[0], la_dtype_of(LA_UINT8), LA_ORDER_C, LA_CASTING_UNSAFE));
    ptrdiff_t n = in.line.size, stride = 2 * (ptrdiff_t)sizeof(double);
    LA_TRY(la_array_init_view(&work[3], &in.long_line, in.long_line.data, in.line.dtype, 1, &n,
                              &stride));
    return la_searchsorted(out, &work[3], &in.deep, false, NULL);
}

static la_status taking(la_array *out)
{
    return la_take(out, &in.matrix, 0, &in.places);
}

static la_status clipping(la_array *out)
{
    LA_TRY(new_array(&work[0], LA_FLOAT64, 0, NULL));
    LA_TRY(copy_of(out, &in.line));
    return la_clip(out, &in.line, &work[0], &work[0]);
}

static la_status repeating(la_array *out)
{
    LA_TRY(new_array(&work[0], LA_INTP, SHAPE(50)));
    element_set(work[0].data, LA_INTP, 3);
    return la_repeat(out, &in.turned, 0, &work[0]);
}

static la_status correlating(la_array *out)
{
    LA_TRY(copy_of(out, &in.line));
    return la_correlate(out, &in.line, &in.other_line, 5);
}

static la_status interpolating(la_array *out)
{
    const double right[2] = {1, 0};
    return la_interp(out, &in.long_line, &in.line, &in.other_line, NULL, right);
}

static la_status packing_bits(la_array *out)
{
    LA_TRY(new_array(&work[0], LA_UINT8, SHAPE(40, 7)));
    LA_TRY(la_pack_bits(&work[0], &in.truths, true));
    LA_TRY(new_array(out, LA_UINT8, SHAPE(40, 56)));
    return la_unpack_bits(out, &work[0], true);
}

static la_status running(la_array *out)
{
    LA_TRY(copy_of(out, &in.matrix));
    CHECK(la_running(la_ufunc_find("add"), out, &in.matrix, 1));
    return LA_OK;
}

static la_status summing_products(la_array *out)
{
    const ptrdiff_t shape[] = {40, 40, 50}, left[] = {400, 0, 8}, right[] = {0, 400, 8};
    return la_sum_products(out, 2, 3, shape, 2, (const la_array *[]){&in.matrix, &in.matrix},
                           (const ptrdiff_t *[]){left, right});
}

static la_status putting_contiguous(la_array *out)
{
    LA_TRY(copy_of(out, &in.line));
    LA_TRY(new_array(&work[0], LA_FLOAT64, SHAPE(70)));
    return la_put(out, &in.places, &work[0]);
}

static la_status bracketing(la_array *out)
{
    ptrdiff_t below, count;
    LA_TRY(copy_of(out, &in.long_line));
    return la_bracket(out, &in.long_line, 1400, 1600, &below, &count);
}

static la_status distinct(la_array *out)
{
    ptrdiff_t n;
    LA_TRY(new_array(out, LA_FLOAT64, SHAPE(LA_MOST_DISTINCT)));
    LA_TRY(new_array(&work[0], LA_INTP, SHAPE(LA_MOST_DISTINCT)));
    LA_TRY(new_array(&work[1], LA_INTP, SHAPE(LA_MOST_DISTINCT)));
    LA_TRY(new_array(&work[2], LA_INTP, SHAPE(3000)));
    return la_distinct(&in.long_line, out, &work[0], &work[1], &work[2], &n);
}

static la_status refusing(la_array *out)
{
    CHECK(la_fail_empty_reduction(la_ufunc_find("maximum")) == LA_VALUE_ERROR);
    CHECK(la_fail_masked_reduction(la_ufunc_find("maximum")) == LA_VALUE_ERROR);
    LA_TRY(
        la_array_init_like_shape(&work[0], &in.turned, in.turned.dtype, LA_ORDER_K, SHAPE(7, 9)));
    memset(work[0].data, 1, (size_t)la_array_nbytes(&work[0]));
    return copy_of(out, &in.small);
}

static la_status spreads(la_array *out)
{
    LA_TRY(new_array(out, LA_FLOAT64, SHAPE(40)));
    LA_TRY(la_squared_deviations(out, &in.matrix));
    LA_TRY(la_bincount(&work[0], &in.places, NULL, 50));
    LA_TRY(new_array(&work[1], LA_FLOAT64, SHAPE(10)));
    LA_TRY(new_array(&work[2], LA_FLOAT64, SHAPE(11)));
    for (int i = 0; i < 11; i++)
        element_set(work[2].data + i * work[2].strides[0], LA_FLOAT64, i * 10);
    return la_histogram(&work[1], &in.line, &work[2], &in.line);
}

static la_status looking_at_errors(la_array *out)
{
    LA_TRY(la_matmul(out, &in.turned, &in.gaps, LA_CASTING_SAFE));
    element_set(out->data, LA_FLOAT64, 1e308 * 10);
    la_fp_found = 0;
    la_fp_check_result(out, &in.turned, &in.gaps);
    CHECK(la_fp_found == LA_FP_OVERFLOW);
    la_fp_found = 0;
    return LA_OK;
}

/* --- random numbers --------------------------------------------------------------------------- */

static la_status start(la_bitgen_kind kind)
{
    uint64_t words[LA_BITGEN_MAX];
    for (int i = 0; i < LA_BITGEN_MAX; i++)
        words[i] = (uint64_t)i * 2654435761u;
    generator = la_bitgen_new(kind);
    if (generator == NULL) return la_fail(LA_MEMORY_ERROR, "no memory for a generator");
    la_bitgen_seed(generator, words);
    return LA_OK;
}

static la_status jumping(la_array *out)
{
    LA_TRY(start(LA_MT19937));
    la_bitgen_seed_legacy(generator, 5);
    la_bitgen_seed_array(generator, (uint32_t[]){1, 2, 3}, 3);
    LA_TRY(new_array(out, LA_UINT64, SHAPE(la_bitgen_words(generator))));
    la_bitgen_jump(generator);
    la_bitgen_get(generator, (uint64_t *)(void *)out->data);
    la_bitgen_set(generator, (uint64_t *)(void *)out->data);
    la_bitgen_raw(generator, 3, (uint64_t *)(void *)out->data);
    return LA_OK;
}

static la_status advancing(la_array *out)
{
    la_gauss gauss = {0, 0};
    LA_TRY(start(LA_PCG64));
    la_bitgen_advance(generator, (uint64_t[]){0, 12});
    LA_TRY(copy_of(out, &in.line));
    return la_random_draw(generator, &gauss, la_random_find("standard_normal"), 0, NULL, out);
}

static la_status drawing(la_array *out)
{
    LA_TRY(start(LA_SFC64));
    LA_TRY(
        la_astype(&work[0], &in.integers, la_dtype_of(LA_UINT64), LA_ORDER_C, LA_CASTING_UNSAFE));
    LA_TRY(copy_of(out, &in.integers));
    LA_TRY(la_random_bounded(generator, 3, 99, false, out));
    LA_TRY(la_random_bounded_each(generator, &work[0], &work[0], true, out));
    LA_TRY(copy_of(&work[1], &in.deep));
    return la_random_shuffle(generator, &work[1], 2);
}

static la_status sampling(la_array *out)
{
    LA_TRY(start(LA_PHILOX));
    LA_TRY(copy_of(out, &in.integers));
    LA_TRY(la_random_sample(generator, 20000, true, out));  /* the tail of a shuffle */
    return la_random_sample(generator, 2000000, true, out); /* a set */
}

static la_status vectors(la_array *out)
{
    la_gauss gauss = {0, 0};
    LA_TRY(start(LA_PCG64DXSM));
    LA_TRY(new_array(&work[0], LA_INT64, SHAPE(5)));
    LA_TRY(new_array(&work[1], LA_FLOAT64, SHAPE(5, 4)));
    for (int i = 0; i < 20; i++)
        element_set(element_at(&work[1], i), LA_FLOAT64, 0.05);
    for (int i = 0; i < 5; i++)
        element_set(element_at(&work[0], i), LA_INT64, 20);
    LA_TRY(new_array(&work[2], LA_INT64, SHAPE(5, 4)));
    LA_TRY(la_random_multinomial(generator, false, &work[0], &work[1], &work[2]));
    LA_TRY(new_array(&work[3], LA_INT64, SHAPE(3, 5)));
    LA_TRY(la_random_mvhg(generator, true, 100, &work[0], 30, &work[3]));
    la_array_destroy(&work[2]);
    ptrdiff_t n = 4, stride = 8;
    LA_TRY(la_array_init_view(&work[2], &work[1], work[1].data, work[1].dtype, 1, &n, &stride));
    LA_TRY(new_array(out, LA_FLOAT64, SHAPE(6, 4)));
    return la_random_dirichlet(generator, &gauss, false, &work[2], out);
}

/* --- threads ---------------------------------------------------------------------------------- */

static la_status threads(la_array *out)
{
    LA_TRY(la_set_num_threads(2));
    CHECK(la_get_num_threads() >= 1);
    la_threads_empty_region(4);
    la_status status = product(out);
    la_threads_shutdown();
    LA_TRY(la_set_num_threads(1));
    return status;
}

/* --- the driver ------------------------------------------------------------------------------- */

typedef la_status (*case_fn)(la_array *out);

static const struct {
    const char *name;
    case_fn run;
    bool rounds; /* results may differ by roundings */
} cases[] = {
#define CASE(name)   {#name, name, false}
#define LAPACK(name) {#name, name, true}
    CASE(making),
    CASE(foreign),
    CASE(on_the_heap),
    CASE(transposing),
    CASE(reshaping_view),
    CASE(reshaping_copy),
    CASE(broadcasting),
    CASE(sharing),
    CASE(plain),
    CASE(casting),
    CASE(copying),
    CASE(copying_masked),
    CASE(swapping),
    CASE(ranging),
    CASE(choosing),
    CASE(joining),
    CASE(viewing),
    CASE(taking_rows),
    CASE(taking_points),
    CASE(taking_apart),
    CASE(taking_true),
    CASE(taking_all_true_turned),
    CASE(putting_rows),
    CASE(putting_points),
    CASE(putting_true),
    CASE(putting_all_true),
    CASE(putting_in_itself),
    CASE(finding_nonzero),
    CASE(finding_nonzero_turned),
    CASE(adding),
    CASE(adding_mixed),
    CASE(adding_halves),
    CASE(adding_where),
    CASE(adding_shifted),
    CASE(two_results),
    CASE(special),
    CASE(reducing),
    CASE(reducing_cast),
    CASE(reducing_halves),
    CASE(reducing_into),
    CASE(reducing_where),
    CASE(reducing_turned),
    CASE(reducing_first),
    CASE(reducing_runs),
    CASE(at_places),
    CASE(at_places_cast),
    CASE(strips),
    CASE(extremes),
    CASE(means),
    CASE(product),
    CASE(product_of_turned),
    CASE(product_mixed),
    CASE(product_complex),
    CASE(product_integers),
    CASE(product_in_place),
    CASE(product_into_singles),
    CASE(product_of_stacks),
    CASE(product_with_vector),
    CASE(products_prepacked),
    CASE(products_repacked),
    CASE(products_by_each_kernel),
    LAPACK(solving_reals),
    LAPACK(solving_complex),
    LAPACK(determinants),
    LAPACK(factors),
    LAPACK(singular_values),
    LAPACK(singular_values_complex),
    LAPACK(singular_vectors_complex),
    LAPACK(eigenvalues_of_a_stack),
    LAPACK(eigenvalues),
    LAPACK(eigenvalues_complex),
    LAPACK(least_squares),
    LAPACK(least_squares_complex),
#ifndef __wasm__
    CASE(transform_complex),
    CASE(transform_prime),
    CASE(transform_from_real),
    CASE(transform_to_real),
#endif
    CASE(sorting),
    CASE(ranking),
    CASE(selecting),
    CASE(ranking_by_keys),
    CASE(searching),
    CASE(taking),
    CASE(clipping),
    CASE(repeating),
    CASE(correlating),
    CASE(interpolating),
    CASE(packing_bits),
    CASE(running),
    CASE(summing_products),
    CASE(putting_contiguous),
    CASE(bracketing),
    CASE(distinct),
    CASE(refusing),
    CASE(spreads),
    CASE(looking_at_errors),
    CASE(jumping),
    CASE(advancing),
    CASE(drawing),
    CASE(sampling),
    CASE(vectors),
    CASE(threads),
#undef CASE
#undef LAPACK
};

static void clean_up(la_array *out)
{
    la_array_destroy(out);
    for (int i = 0; i < LENGTH(work); i++)
        la_array_destroy(&work[i]);
    la_prepacked_free(packed);
    packed = NULL;
    la_bitgen_free(generator);
    generator = NULL;
    target = NULL;
}

/* What a run without failures leaves in `out` and `work`. */
static la_array wanted[1 + LENGTH(work)];

static bool is_close(const la_array *a, const la_array *b)
{
    double largest = 0, apart = 0;
    if (a->size != b->size) return false;
    for (ptrdiff_t i = 0; i < a->size; i++) {
        double x = value_at(a, i), y = value_at(b, i);
        if (isnan(x) || isnan(y)) return false; /* no case has one that rounds */
        largest = fmax(largest, fabs(y));
        apart = fmax(apart, fabs(x - y));
    }
    return apart <= 1e-9 * largest;
}

static bool is_same(const la_array *a, const la_array *b, bool rounds)
{
    if (a->dtype == NULL || b->dtype == NULL) return a->dtype == b->dtype;
    return rounds ? is_close(a, b) : hash_array(0, a) == hash_array(0, b);
}

static bool is_wanted(const la_array *out, bool rounds)
{
    bool good = is_same(out, &wanted[0], rounds);
    for (int i = 0; i < LENGTH(work); i++)
        good = good && is_same(&work[i], &wanted[1 + i], rounds);
    return good;
}

static int total, survived;

/* One run in which the n-th allocation fails, and `times` - 1 more. Whether it got so far. */
static bool run_failing(int k, long n, long times)
{
    la_array out = LA_ARRAY_NULL;
    long blocks = failing_live_blocks();
    failing_set(n, times);
    la_status status = cases[k].run(&out);
    long failures = failing_count();
    failing_set(0, 0);
    bool good = true;
    if (status == LA_OK) {
        good = CHECK(is_wanted(&out, cases[k].rounds));
        survived += failures > 0;
    } else {
        good = CHECK(failures > 0 && status == LA_MEMORY_ERROR) && good;
        if (status != LA_MEMORY_ERROR)
            printf("    %s: %s\n", la_status_name(status), la_error_message());
        good = CHECK(target == NULL || hash_array(0, target) == target_hash) && good;
    }
    clean_up(&out);
    settle();
    good = CHECK(failing_live_blocks() == blocks) && good;
    if (!good)
        printf("    in %s, allocation %ld (%s): %ld blocks more\n", cases[k].name, n,
               times == 1 ? "once" : "and all that follow", failing_live_blocks() - blocks);
    total += failures > 0;
    return failures > 0;
}

static void make_inputs(void)
{
    double line[3000], small[2000];
    for (int i = 0; i < 3000; i++)
        line[i] = (i * 7919) % 1009;
    for (int i = 0; i < 2000; i++)
        small[i] = i % 251;
    make(&in.line, LA_FLOAT64, SHAPE(200), NULL);
    make(&in.other_line, LA_FLOAT64, SHAPE(200), line);
    make(&in.long_line, LA_FLOAT64, SHAPE(3000), line);
    make(&in.matrix, LA_FLOAT64, SHAPE(40, 50), line);
    make(&in.square, LA_FLOAT64, SHAPE(50, 50), line);
    for (ptrdiff_t i = 0; i < 50; i++) /* regular, so that results differ by roundings only */
        element_set(element_at(&in.square, i * 51), LA_FLOAT64, 30000 + line[i]);
    make(&in.wide, LA_FLOAT64, SHAPE(50, 300), NULL);
    make(&in.single, LA_FLOAT32, SHAPE(40, 50), line);
    make(&in.half, LA_FLOAT16, SHAPE(40, 50), line);
    make(&in.complex, LA_COMPLEX128, SHAPE(40, 50), line);
    make(&in.integers, LA_INT64, SHAPE(40, 50), line);
    make(&in.bytes, LA_UINT8, SHAPE(40, 50), small);
    make(&in.truths, LA_BOOL, SHAPE(40, 50), NULL);
    make(&in.deep, LA_FLOAT64, SHAPE(2, 3, 2, 3, 2, 3), line);
    make(&in.places, LA_INTP, SHAPE(70), NULL);
    make(&in.mask, LA_BOOL, SHAPE(40), NULL);
    make(&in.small, LA_FLOAT64, SHAPE(3, 4), line);
    make(&in.large, LA_FLOAT64, SHAPE(260, 260), NULL);
    for (ptrdiff_t i = 0; i < in.places.size; i++)
        element_set(element_at(&in.places, i), LA_INTP, (double)(i * 13 % 40));
    for (ptrdiff_t i = 0; i < in.truths.size; i++)
        element_set(element_at(&in.truths, i), LA_BOOL, i % 3 == 0);
    /* Positive definite, so that it has every factor. */
    for (ptrdiff_t i = 0; i < in.large.size; i++)
        element_set(element_at(&in.large, i), LA_FLOAT64,
                    i % 261 == 0 ? 1000 : (double)((i / 260 + i % 260) % 7));
    CHECK_OK(la_transpose(&in.turned, &in.matrix, 0, NULL));
    const la_index every_second[] = {{.kind = LA_INDEX_ELLIPSIS}, evens};
    CHECK_OK(la_index_view(&in.gaps, &in.matrix, 2, every_second));
}

int main(void)
{
    make_inputs();
    CHECK_OK(la_set_num_threads(1));
    settle();
    for (int k = 0; k < LENGTH(cases); k++) {
        la_array out = LA_ARRAY_NULL;
        if (!CHECK_OK(cases[k].run(&out))) {
            printf("    in %s\n", cases[k].name);
            return check_report();
        }
        la_array_move(&wanted[0], &out);
        for (int i = 0; i < LENGTH(work); i++)
            la_array_move(&wanted[1 + i], &work[i]);
        clean_up(&out);
        settle();
        for (long n = 1; run_failing(k, n, 1); n++)
            run_failing(k, n, 1 << 30);
        for (int i = 0; i < LENGTH(wanted); i++)
            la_array_destroy(&wanted[i]);
    }
    for (la_array *a = &in.line; a <= &in.large; a++)
        la_array_destroy(a);
    CHECK(total > 300);
    printf("%d allocations failed, %d without harm; ", total, survived);
    return check_report();
}
