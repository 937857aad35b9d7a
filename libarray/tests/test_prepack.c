/* Prepacked operands: the same bits as without, in every way a product can go. */
#include <math.h>
#include <stdlib.h>

#include "check.h"
#include "dispatch.h"
#include "gemm/driver.h"
#include "gemm/gemm.h"
#include "gemm/pack.h"
#include "libarray/libarray.h"
#include "memory.h"

static const la_type types[] = {LA_BOOL,    LA_INT8,    LA_UINT16,    LA_INT32,     LA_INT64,
                                LA_FLOAT32, LA_FLOAT64, LA_COMPLEX64, LA_COMPLEX128};

enum { NTYPES = sizeof(types) / sizeof(types[0]) };

static unsigned random_state = 1;

/* Reals in -1 .. 1, integers and truths of few bits, as the type's. */
static void fill(la_array *a)
{
    la_array reals = LA_ARRAY_NULL;
    if (la_array_init(&reals, la_dtype_of(LA_FLOAT64), a->ndim, a->shape, LA_ORDER_C) != LA_OK)
        exit(2);
    bool integers = a->dtype->num < LA_FLOAT32;
    for (ptrdiff_t i = 0; i < reals.size; i++) {
        random_state = random_state * 1664525u + 1013904223u;
        double x = (double)(random_state >> 8) / (1 << 23) - 1.0;
        ((double *)reals.data)[i] = integers ? floor(x * 3) : x;
    }
    if (la_copyto(a, &reals, LA_CASTING_UNSAFE, NULL) != LA_OK) exit(2);
    la_array_destroy(&reals);
}

static void make(la_array *a, la_type type, int ndim, const ptrdiff_t *shape, la_order order)
{
    if (la_array_init(a, la_dtype_of(type), ndim, shape, order) != LA_OK) exit(2);
    fill(a);
}

static bool same_bits(const la_array *x, const la_array *y)
{
    la_array a = LA_ARRAY_NULL, b = LA_ARRAY_NULL;
    if (x->dtype != y->dtype || x->size != y->size || x->ndim != y->ndim) return false;
    for (int i = 0; i < x->ndim; i++) {
        if (x->shape[i] != y->shape[i]) return false;
    }
    if (la_astype(&a, x, x->dtype, LA_ORDER_C, LA_CASTING_NO) != LA_OK ||
        la_astype(&b, y, y->dtype, LA_ORDER_C, LA_CASTING_NO) != LA_OK)
        exit(2);
    bool same = memcmp(a.data, b.data, (size_t)la_array_nbytes(&a)) == 0;
    la_array_destroy(&a);
    la_array_destroy(&b);
    return same;
}

/* a @ b, with b prepacked or (left) a: equal to the product of arrays. */
static bool agrees(const la_array *a, const la_array *b, bool left)
{
    la_array plain = LA_ARRAY_NULL, packed = LA_ARRAY_NULL, again = LA_ARRAY_NULL;
    la_prepacked *p = NULL;
    CHECK_OK(la_matmul(&plain, a, b, LA_CASTING_SAME_KIND));
    CHECK_OK(la_prepack(&p, left ? a : b, left));
    CHECK(la_prepacked_is_left(p) == left);
    CHECK_OK(la_matmul_prepacked(&packed, p, left ? b : a, LA_CASTING_SAME_KIND));
    CHECK_OK(la_prepacked_unpack(&again, p));
    bool good = same_bits(&plain, &packed) && same_bits(left ? a : b, &again);
    la_prepacked_free(p);
    la_array_destroy(&plain);
    la_array_destroy(&packed);
    la_array_destroy(&again);
    return good;
}

static void test_shapes(la_type type, int most_threads)
{
    const la_gemm_kernel *kernel = la_kernels_active()->gemm[type];
    const ptrdiff_t mr = kernel->mr, nr = kernel->nr, kc = kernel->kc;
    const ptrdiff_t shapes[][3] = {{1, 1, 1},
                                   {1, 50, 70},
                                   {50, 1, 70},
                                   {5, 7, 3},
                                   {mr, nr, 4},
                                   {mr + 1, nr + 1, kc},
                                   {2, 3 * nr - 1, 5},
                                   {3 * mr - 1, 2, kc + 1},
                                   {40, 41, 2 * kc + 3},
                                   {97, 60, kc - 1},
                                   {150, 3, 20},
                                   {160, 170, 180},
                                   {3, 300, 600},
                                   {0, 4, 5},
                                   {4, 0, 5},
                                   {4, 5, 0}};
    for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
        const ptrdiff_t m = shapes[i][0], n = shapes[i][1], k = shapes[i][2];
        for (int orders = 0; orders < 4; orders++) {
            la_array a = LA_ARRAY_NULL, b = LA_ARRAY_NULL;
            make(&a, type, 2, (ptrdiff_t[]){m, k}, orders & 1 ? LA_ORDER_F : LA_ORDER_C);
            make(&b, type, 2, (ptrdiff_t[]){k, n}, orders & 2 ? LA_ORDER_F : LA_ORDER_C);
            for (int threads = 1; threads <= most_threads; threads++) {
                la_set_num_threads(threads);
                bool good = agrees(&a, &b, false) && agrees(&a, &b, true);
                if (!CHECK(good))
                    printf("    %s, %td x %td x %td, orders %d\n", la_dtype_of(type)->name, m, n, k,
                           orders);
            }
            la_array_destroy(&a);
            la_array_destroy(&b);
        }
    }
    la_set_num_threads(1);
}

/* The driver alone: panels with every workspace, so that C and k are cut up in every way. */
static void test_workspaces(la_type type)
{
    const la_gemm_kernel *kernel = la_kernels_active()->gemm[type];
    const ptrdiff_t size = la_element_size(type);
    const ptrdiff_t m = 3 * kernel->mr + 1, n = 5 * kernel->nr - 1, k = 6 * kernel->kc + 5;
    la_array a = LA_ARRAY_NULL, b = LA_ARRAY_NULL, wanted = LA_ARRAY_NULL, c = LA_ARRAY_NULL;
    make(&a, type, 2, (ptrdiff_t[]){m, k}, LA_ORDER_C);
    make(&b, type, 2, (ptrdiff_t[]){k, n}, LA_ORDER_C);
    make(&c, type, 2, (ptrdiff_t[]){m, n}, LA_ORDER_C);
    CHECK_OK(la_matmul(&wanted, &a, &b, LA_CASTING_SAME_KIND));
    la_packed packed_a = {
        .left = true, .type = type, .rows = m, .columns = k, .data = a.data, .rs = k, .cs = 1};
    la_packed packed_b = {.type = type, .rows = k, .columns = n, .data = b.data, .rs = n, .cs = 1};
    CHECK(la_packed_prepare(&packed_a) && la_packed_prepare(&packed_b));
    for (int which = 0; which < 4; which++) {
        for (ptrdiff_t bytes = LA_GEMM_WORKSPACE_MIN; bytes <= 1 << 20; bytes *= 4) {
            la_gemm_args args = {type,
                                 m,
                                 n,
                                 k,
                                 a.data,
                                 k,
                                 1,
                                 b.data,
                                 n,
                                 1,
                                 c.data,
                                 n,
                                 1,
                                 which & 1 ? &packed_a : NULL,
                                 which & 2 ? &packed_b : NULL,
                                 false,
                                 NULL,
                                 NULL};
            char *workspace = la_alloc(bytes);
            memset(c.data, 0x55, (size_t)(m * n * size));
            la_gemm_blocked(kernel, &args, 1 + which % 2, workspace, bytes, NULL);
            CHECK(same_bits(&c, &wanted));
            la_dealloc(workspace);
        }
    }
    la_packed_drop(&packed_a);
    la_packed_drop(&packed_b);
    la_array_destroy(&a);
    la_array_destroy(&b);
    la_array_destroy(&c);
    la_array_destroy(&wanted);
}

static void test_batches(void)
{
    la_array a = LA_ARRAY_NULL, b = LA_ARRAY_NULL, stretched = LA_ARRAY_NULL, t = LA_ARRAY_NULL;
    make(&b, LA_FLOAT32, 2, (ptrdiff_t[]){30, 20}, LA_ORDER_C);
    make(&a, LA_FLOAT32, 4, (ptrdiff_t[]){3, 2, 17, 30}, LA_ORDER_C);
    la_set_num_threads(2);
    CHECK(agrees(&a, &b, false));
    CHECK_OK(la_transpose(&t, &a, 4, (ptrdiff_t[]){1, 0, 2, 3}));
    CHECK(agrees(&t, &b, false));
    la_array_destroy(&a);
    make(&a, LA_FLOAT32, 3, (ptrdiff_t[]){40, 96, 30}, LA_ORDER_C); /* shared out as a batch */
    la_array_destroy(&t);
    CHECK_OK(la_transpose(&t, &a, 3, (ptrdiff_t[]){0, 2, 1}));
    la_array_destroy(&b);
    make(&b, LA_FLOAT32, 2, (ptrdiff_t[]){70, 96}, LA_ORDER_F);
    CHECK(agrees(&b, &a, true));
    la_array_destroy(&b);
    make(&b, LA_FLOAT32, 2, (ptrdiff_t[]){96, 50}, LA_ORDER_F);
    CHECK(agrees(&t, &b, false));
    CHECK_OK(la_broadcast_to(&stretched, &b, 3, (ptrdiff_t[]){4, 96, 50}));
    la_array_destroy(&a);
    make(&a, LA_FLOAT32, 2, (ptrdiff_t[]){8, 96}, LA_ORDER_C);
    CHECK(agrees(&a, &stretched, true));
    la_array_destroy(&a);
    make(&a, LA_FLOAT32, 1, (ptrdiff_t[]){96}, LA_ORDER_C);
    CHECK(agrees(&a, &b, false));
    la_set_num_threads(1);
    la_array_destroy(&a);
    la_array_destroy(&b);
    la_array_destroy(&t);
    la_array_destroy(&stretched);
}

/* Changes of the source are not seen; other kernels find other panels; out= and overlap. */
static void test_life(void)
{
    la_array a = LA_ARRAY_NULL, b = LA_ARRAY_NULL, wanted = LA_ARRAY_NULL, c = LA_ARRAY_NULL;
    la_array big = LA_ARRAY_NULL, out = LA_ARRAY_NULL;
    la_prepacked *p = NULL;
    make(&a, LA_FLOAT32, 2, (ptrdiff_t[]){90, 90}, LA_ORDER_C);
    make(&b, LA_FLOAT32, 2, (ptrdiff_t[]){90, 90}, LA_ORDER_C);
    make(&big, LA_FLOAT32, 2, (ptrdiff_t[]){100, 120}, LA_ORDER_C);
    CHECK_OK(la_prepack(&p, &b, false));
    for (int i = la_kernel_isa_count() - 1; i >= 0; i--) {
        CHECK_OK(la_kernel_use(la_kernel_isa_name(i)));
        CHECK_OK(la_matmul(&wanted, &a, &b, LA_CASTING_SAME_KIND));
        CHECK_OK(la_matmul_prepacked(&c, p, &a, LA_CASTING_SAME_KIND));
        CHECK(same_bits(&wanted, &c));
        la_array_destroy(&c);
        if (i > 0) la_array_destroy(&wanted);
    }

    CHECK_OK(
        la_array_init_view(&out, &big, big.data, big.dtype, 2, (ptrdiff_t[]){90, 90}, big.strides));
    CHECK_OK(la_matmul_prepacked(&out, p, &a, LA_CASTING_SAME_KIND));
    CHECK(same_bits(&wanted, &out));
    la_array_destroy(&out);
    make(&c, LA_FLOAT32, 2, (ptrdiff_t[]){90, 90}, LA_ORDER_F); /* computed as its transpose */
    CHECK_OK(la_matmul_prepacked(&c, p, &a, LA_CASTING_SAME_KIND));
    CHECK(same_bits(&wanted, &c));
    la_array_destroy(&c);
    CHECK_OK(la_astype(&c, &a, a.dtype, LA_ORDER_C, LA_CASTING_NO));
    CHECK_OK(la_matmul_prepacked(&c, p, &c, LA_CASTING_SAME_KIND)); /* into its operand */
    CHECK(same_bits(&wanted, &c));
    la_array_destroy(&c);

    memset(b.data, 0, (size_t)la_array_nbytes(&b));
    CHECK_OK(la_matmul_prepacked(&c, p, &a, LA_CASTING_SAME_KIND));
    CHECK(same_bits(&wanted, &c));
    CHECK(!(la_prepacked_array(p)->flags & LA_WRITEABLE));
    la_prepacked_free(p);
    la_prepacked_free(NULL);
    la_array_destroy(&a);
    la_array_destroy(&b);
    la_array_destroy(&c);
    la_array_destroy(&big);
    la_array_destroy(&wanted);
}

static void test_errors(void)
{
    la_array a = LA_ARRAY_NULL, b = LA_ARRAY_NULL, line = LA_ARRAY_NULL, c = LA_ARRAY_NULL;
    la_array truth = LA_ARRAY_NULL;
    la_prepacked *p = NULL;
    make(&a, LA_FLOAT64, 2, (ptrdiff_t[]){2, 3}, LA_ORDER_C);
    make(&b, LA_FLOAT32, 2, (ptrdiff_t[]){3, 4}, LA_ORDER_C);
    make(&line, LA_FLOAT32, 1, (ptrdiff_t[]){3}, LA_ORDER_C);
    CHECK_STATUS(la_prepack(&p, &line, false), LA_VALUE_ERROR,
                 "prepack takes a matrix, not an array of 1 dimension");
    CHECK(p == NULL);
    CHECK_OK(la_prepack(&p, &b, false));
    CHECK_STATUS(la_matmul_prepacked(&c, p, &a, LA_CASTING_SAME_KIND), LA_TYPE_ERROR,
                 "a matrix prepacked as float32 can't be multiplied with float64; prepack it as "
                 "float64");
    la_array_destroy(&a);
    make(&a, LA_INT8, 2, (ptrdiff_t[]){2, 3}, LA_ORDER_C); /* meets float32 in float32 */
    CHECK_OK(la_matmul_prepacked(&c, p, &a, LA_CASTING_SAME_KIND));
    CHECK_OK(la_matmul(&truth, &a, &b, LA_CASTING_SAME_KIND));
    CHECK(same_bits(&c, &truth));
    la_array_destroy(&c);
    CHECK_STATUS(la_matmul_prepacked(&c, p, &b, LA_CASTING_SAME_KIND), LA_VALUE_ERROR,
                 "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc "
                 "signature (n?,k),(k,m?)->(n?,m?) (size 3 is different from 4)");
    la_prepacked_free(p);
    la_array_destroy(&a);
    la_array_destroy(&b);
    la_array_destroy(&line);
    la_array_destroy(&truth);
}

/* NaN and infinity come through packing, and zeros that pad panels meet none of them. */
static void test_not_finite(void)
{
    la_array a = LA_ARRAY_NULL, b = LA_ARRAY_NULL;
    make(&a, LA_FLOAT32, 2, (ptrdiff_t[]){7, 9}, LA_ORDER_C);
    make(&b, LA_FLOAT32, 2, (ptrdiff_t[]){9, 11}, LA_ORDER_C);
    ((float *)b.data)[3] = NAN;
    ((float *)b.data)[98] = INFINITY;
    ((float *)a.data)[0] = -INFINITY;
    ((float *)a.data)[62] = -0.0f;
    CHECK(agrees(&a, &b, false));
    CHECK(agrees(&a, &b, true));
    la_array_destroy(&a);
    la_array_destroy(&b);
}

static const la_packed *offered;
static uint32_t offered_id, forgotten;

static bool refuse(const la_gemm_args *args, int num_threads)
{
    (void)num_threads;
    offered = args->packed_b;
    offered_id = offered != NULL ? offered->id : 0;
    return false;
}

static void note(uint32_t id)
{
    forgotten = id;
}

/* Whoever computes products elsewhere sees which operand is prepacked, and when it is no more. */
static void test_offload(void)
{
    la_array a = LA_ARRAY_NULL, c = LA_ARRAY_NULL, wanted = LA_ARRAY_NULL;
    la_prepacked *p = NULL;
    make(&a, LA_FLOAT32, 2, (ptrdiff_t[]){600, 600}, LA_ORDER_C);
    CHECK_OK(la_matmul(&wanted, &a, &a, LA_CASTING_SAME_KIND));
    la_gemm_set_offload(refuse);
    la_gemm_set_forget(note);
    la_set_num_threads(2);
    CHECK_OK(la_prepack(&p, &a, false));
    CHECK_OK(la_matmul_prepacked(&c, p, &a, LA_CASTING_SAME_KIND));
    CHECK(same_bits(&c, &wanted));
    CHECK(offered_id != 0 && forgotten == 0);
    la_prepacked_free(p);
    CHECK(forgotten == offered_id);
    la_gemm_set_offload(NULL);
    la_gemm_set_forget(NULL);
    la_set_num_threads(1);
    la_array_destroy(&a);
    la_array_destroy(&c);
    la_array_destroy(&wanted);
}

int main(void)
{
    for (int i = 0; i < la_kernel_isa_count(); i++) {
        CHECK_OK(la_kernel_use(la_kernel_isa_name(i)));
        for (int t = 0; t < NTYPES; t++) {
            if (i > 0 && types[t] != LA_FLOAT32 && types[t] != LA_FLOAT64) continue;
            test_shapes(types[t], i == 0 ? 2 : 1);
            test_workspaces(types[t]);
        }
    }
    CHECK_OK(la_kernel_use(la_kernel_isa_name(0)));
    test_batches();
    test_life();
    test_errors();
    test_not_finite();
    test_offload();
    la_threads_shutdown();
    return check_report();
}
