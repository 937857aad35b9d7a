/* la_matmul: shapes, types, batches, out=, overlap, and NumPy's messages. */
#include <stdint.h>
#include <stdlib.h>

#include <string.h>

#include "check.h"
#include "gemm/batch.h"
#include "libarray/libarray.h"

/* A float64 array of a shape, filled with 1, 2, 3, ... */
static void count(la_array *out, la_type type, int ndim, const ptrdiff_t *shape)
{
    *out = LA_ARRAY_NULL;
    CHECK_OK(la_array_init(out, la_dtype_of(type), ndim, shape, LA_ORDER_C));
    for (ptrdiff_t i = 0; i < out->size; i++) {
        switch (type) {
        case LA_FLOAT64: ((double *)out->data)[i] = (double)(i % 97 + 1); break;
        case LA_FLOAT32: ((float *)out->data)[i] = (float)(i % 97 + 1); break;
        case LA_COMPLEX128:
            ((double *)out->data)[2 * i] = (double)(i % 97 + 1);
            ((double *)out->data)[2 * i + 1] = -1;
            break;
        case LA_INT64: ((int64_t *)out->data)[i] = i % 97 + 1; break;
        default: ((int8_t *)out->data)[i] = (int8_t)(i % 97 + 1); break;
        }
    }
}

#define SHAPE(...)                                                                                 \
    (int)(sizeof((ptrdiff_t[]){__VA_ARGS__}) / sizeof(ptrdiff_t)), (ptrdiff_t[])                   \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }

static double value(const la_array *a, const ptrdiff_t *index)
{
    const char *at = a->data;
    for (int i = 0; i < a->ndim; i++)
        at += index[i] * a->strides[i];
    return *(const double *)at;
}

static bool has_shape(const la_array *a, int ndim, const ptrdiff_t *shape)
{
    if (a->ndim != ndim) return false;
    for (int i = 0; i < ndim; i++) {
        if (a->shape[i] != shape[i]) return false;
    }
    return true;
}

/* c == a @ b for float64 arrays of at least two dimensions, small integers: exactly. */
static bool is_product(const la_array *c, const la_array *a, const la_array *b)
{
    ptrdiff_t index[8] = {0}, k = a->shape[a->ndim - 1];
    for (ptrdiff_t flat = 0; flat < c->size; flat++) {
        ptrdiff_t rest = flat, ia[8], ib[8];
        for (int i = c->ndim - 1; i >= 0; i--) {
            index[i] = rest % c->shape[i];
            rest /= c->shape[i];
        }
        for (int i = 0; i < a->ndim - 2; i++)
            ia[i] = a->shape[i] == 1 ? 0 : index[c->ndim - a->ndim + i];
        for (int i = 0; i < b->ndim - 2; i++)
            ib[i] = b->shape[i] == 1 ? 0 : index[c->ndim - b->ndim + i];
        double sum = 0;
        for (ptrdiff_t p = 0; p < k; p++) {
            ia[a->ndim - 2] = index[c->ndim - 2];
            ia[a->ndim - 1] = p;
            ib[b->ndim - 2] = p;
            ib[b->ndim - 1] = index[c->ndim - 1];
            sum += value(a, ia) * value(b, ib);
        }
        if (value(c, index) != sum) return false;
    }
    return true;
}

static void test_matrices(void)
{
    la_array a, b, c = LA_ARRAY_NULL, t = LA_ARRAY_NULL;
    count(&a, LA_FLOAT64, SHAPE(5, 7));
    count(&b, LA_FLOAT64, SHAPE(7, 9));
    CHECK_OK(la_matmul(&c, &a, &b, LA_CASTING_SAME_KIND));
    CHECK(has_shape(&c, SHAPE(5, 9)) && is_product(&c, &a, &b));
    CHECK(c.flags & LA_C_CONTIGUOUS && c.flags & LA_WRITEABLE);
    la_array_destroy(&c);

    /* views */
    CHECK_OK(la_transpose(&t, &b, 0, NULL));
    la_array tb = LA_ARRAY_NULL;
    CHECK_OK(la_transpose(&tb, &a, 0, NULL));
    CHECK_OK(la_matmul(&c, &t, &tb, LA_CASTING_SAME_KIND));
    CHECK(has_shape(&c, SHAPE(9, 5)) && is_product(&c, &t, &tb));
    la_array_destroy(&c);
    la_array_destroy(&t);
    la_array_destroy(&tb);
    la_array_destroy(&a);
    la_array_destroy(&b);
}

static void test_vectors(void)
{
    la_array a, m, x, c = LA_ARRAY_NULL;
    count(&a, LA_FLOAT64, SHAPE(3));
    count(&x, LA_FLOAT64, SHAPE(2));
    count(&m, LA_FLOAT64, SHAPE(3, 2));
    CHECK_OK(la_matmul(&c, &a, &a, LA_CASTING_SAME_KIND));
    CHECK(c.ndim == 0 && *(double *)c.data == 14);
    la_array_destroy(&c);
    CHECK_OK(la_matmul(&c, &a, &m, LA_CASTING_SAME_KIND));
    CHECK(has_shape(&c, SHAPE(2)) && ((double *)c.data)[0] == 22 && ((double *)c.data)[1] == 28);
    la_array_destroy(&c);
    CHECK_OK(la_matmul(&c, &m, &x, LA_CASTING_SAME_KIND));
    CHECK(has_shape(&c, SHAPE(3)) && ((double *)c.data)[0] == 5 && ((double *)c.data)[2] == 17);
    la_array_destroy(&c);

    la_array stack;
    count(&stack, LA_FLOAT64, SHAPE(4, 3, 2));
    CHECK_OK(la_matmul(&c, &stack, &x, LA_CASTING_SAME_KIND));
    CHECK(has_shape(&c, SHAPE(4, 3)) && ((double *)c.data)[11] == 23 + 2 * 24);
    la_array_destroy(&c);
    CHECK_OK(la_matmul(&c, &a, &stack, LA_CASTING_SAME_KIND));
    CHECK(has_shape(&c, SHAPE(4, 2)) && ((double *)c.data)[7] == 20 + 2 * 22 + 3 * 24);
    la_array_destroy(&c);
    la_array_destroy(&stack);
    la_array_destroy(&a);
    la_array_destroy(&x);
    la_array_destroy(&m);
}

static void test_batches(void)
{
    la_array a, b, c = LA_ARRAY_NULL, t = LA_ARRAY_NULL;
    count(&a, LA_FLOAT64, SHAPE(2, 1, 3, 4));
    count(&b, LA_FLOAT64, SHAPE(5, 4, 6));
    CHECK_OK(la_matmul(&c, &a, &b, LA_CASTING_SAME_KIND));
    CHECK(has_shape(&c, SHAPE(2, 5, 3, 6)) && is_product(&c, &a, &b));
    la_array_destroy(&c);
    la_array_destroy(&b);

    /* one B for all: the batch is one product; and where its rows don't follow each other */
    count(&b, LA_FLOAT64, SHAPE(4, 6));
    CHECK_OK(la_matmul(&c, &a, &b, LA_CASTING_SAME_KIND));
    CHECK(has_shape(&c, SHAPE(2, 1, 3, 6)) && is_product(&c, &a, &b));
    la_array_destroy(&c);
    la_array_destroy(&a);
    count(&a, LA_FLOAT64, SHAPE(3, 2, 4));
    CHECK_OK(la_transpose(&t, &a, 3, (ptrdiff_t[]){1, 0, 2}));
    CHECK_OK(la_matmul(&c, &t, &b, LA_CASTING_SAME_KIND));
    CHECK(has_shape(&c, SHAPE(2, 3, 6)) && is_product(&c, &t, &b));
    la_array_destroy(&c);
    la_array_destroy(&t);
    la_array_destroy(&a);
    la_array_destroy(&b);

    /* many products on several threads */
    CHECK_OK(la_set_num_threads(3));
    count(&a, LA_FLOAT64, SHAPE(60, 40, 41));
    count(&b, LA_FLOAT64, SHAPE(60, 41, 37));
    CHECK_OK(la_matmul(&c, &a, &b, LA_CASTING_SAME_KIND));
    CHECK(is_product(&c, &a, &b));
    la_array_destroy(&c);
    la_array_destroy(&a);
    la_array_destroy(&b);
    CHECK_OK(la_set_num_threads(1));
}

/* --- batches that are computed elsewhere ------------------------------------------------------ */

static int offers;        /* batches offered */
static ptrdiff_t offered; /* products in the last one */

static bool refuse_batch(const la_gemm_args *args, int num_threads)
{
    (void)num_threads;
    if (args->axes == NULL) return false;
    offers++;
    offered = args->axes->size;
    return false;
}

/* Elsewhere is here: product by product, by what the axes say. */
static bool take_batch(const la_gemm_args *args, int num_threads)
{
    const la_gemm_axes *x = args->axes;
    refuse_batch(args, num_threads);
    if (x == NULL) return false;
    for (ptrdiff_t item = 0; item < x->size; item++) {
        la_gemm_args one = *args;
        const ptrdiff_t size = la_dtype_of(args->type)->itemsize;
        ptrdiff_t rest = item;
        one.axes = NULL;
        for (int i = x->ndim - 1; i >= 0; i--) {
            const ptrdiff_t at = rest % x->shape[i];
            rest /= x->shape[i];
            one.a = (const char *)one.a + at * x->a[i] * size;
            one.b = (const char *)one.b + at * x->b[i] * size;
            one.c = (char *)one.c + at * x->c[i] * size;
        }
        if (la_gemm(&one) != LA_OK) return false;
    }
    return true;
}

/* a @ b here and elsewhere: the same bits. out: NULL, or where it goes. */
static void check_offloaded(const la_array *a, const la_array *b, la_array *out, bool wanted)
{
    static const la_gemm_offload_fn elsewhere[] = {take_batch, refuse_batch};
    la_array here = LA_ARRAY_NULL;
    la_set_num_threads(1);
    CHECK_OK(la_matmul(&here, a, b, LA_CASTING_SAME_KIND));
    la_set_num_threads(4);
    for (int i = 0; i < 2; i++) {
        la_array fresh = LA_ARRAY_NULL, flat = LA_ARRAY_NULL;
        offers = 0;
        la_gemm_set_offload(elsewhere[i]);
        CHECK_OK(la_matmul(out != NULL ? out : &fresh, a, b, LA_CASTING_SAME_KIND));
        la_gemm_set_offload(NULL);
        CHECK(offers == (wanted ? 1 : 0));
        CHECK_OK(
            la_astype(&flat, out != NULL ? out : &fresh, here.dtype, LA_ORDER_C, LA_CASTING_NO));
        CHECK(memcmp(flat.data, here.data, (size_t)(here.size * here.dtype->itemsize)) == 0);
        la_array_destroy(&flat);
        la_array_destroy(&fresh);
    }
    la_array_destroy(&here);
    la_set_num_threads(1);
}

static void test_offloaded_batches(void)
{
    la_array a, b, t = LA_ARRAY_NULL, c = LA_ARRAY_NULL;
    count(&a, LA_FLOAT32, SHAPE(3, 16, 66, 70));
    count(&b, LA_FLOAT32, SHAPE(3, 16, 70, 64));
    check_offloaded(&a, &b, NULL, true);
    CHECK(offered == 48);
    /* Into what is there: plain, with axes in another order, and over an operand. */
    count(&c, LA_FLOAT32, SHAPE(16, 3, 66, 64));
    CHECK_OK(la_transpose(&t, &c, 4, (ptrdiff_t[]){1, 0, 2, 3}));
    check_offloaded(&a, &b, &t, true);
    la_array_destroy(&t);
    la_array_destroy(&c);
    /* C column by column. */
    count(&c, LA_FLOAT32, SHAPE(3, 16, 64, 66));
    CHECK_OK(la_transpose(&t, &c, 4, (ptrdiff_t[]){0, 1, 3, 2}));
    check_offloaded(&a, &b, &t, false);
    la_array_destroy(&t);
    la_array_destroy(&c);
    /* Transposed operands. */
    CHECK_OK(la_transpose(&t, &a, 4, (ptrdiff_t[]){0, 1, 3, 2}));
    check_offloaded(&t, &a, NULL, true);
    check_offloaded(&a, &t, NULL, true);
    la_array_destroy(&t);
    la_array_destroy(&a);
    /* Repeated axes, on either side. */
    count(&a, LA_FLOAT32, SHAPE(5, 1, 66, 70));
    la_array_destroy(&b);
    count(&b, LA_FLOAT32, SHAPE(9, 70, 64));
    check_offloaded(&a, &b, NULL, true);
    CHECK(offered == 45);
    la_array_destroy(&b);
    /* One B: a single product of many rows. */
    count(&b, LA_FLOAT32, SHAPE(70, 64));
    check_offloaded(&a, &b, NULL, false);
    la_array_destroy(&a);
    /* Over an operand. */
    la_array_destroy(&b);
    count(&a, LA_FLOAT32, SHAPE(48, 64, 64));
    count(&b, LA_FLOAT32, SHAPE(48, 64, 64));
    la_set_num_threads(4);
    la_gemm_set_offload(take_batch);
    CHECK_OK(la_matmul(&c, &a, &b, LA_CASTING_SAME_KIND));
    CHECK_OK(la_matmul(&a, &a, &b, LA_CASTING_SAME_KIND));
    CHECK(memcmp(a.data, c.data, (size_t)(c.size * c.dtype->itemsize)) == 0);
    la_gemm_set_offload(NULL);
    la_set_num_threads(1);
    la_array_destroy(&a);
    la_array_destroy(&b);
    la_array_destroy(&c);
    /* Vectors, and what is too little. */
    count(&a, LA_FLOAT32, SHAPE(50, 1, 300));
    count(&b, LA_FLOAT32, SHAPE(50, 300, 300));
    check_offloaded(&a, &b, NULL, false);
    la_array_destroy(&a);
    la_array_destroy(&b);
    count(&a, LA_FLOAT32, SHAPE(5, 20, 20));
    check_offloaded(&a, &a, NULL, false);
    la_array_destroy(&a);
}

static void test_types(void)
{
    static const struct {
        la_type a, b, c;
    } cases[] = {{LA_INT8, LA_INT64, LA_INT64},
                 {LA_FLOAT32, LA_FLOAT32, LA_FLOAT32},
                 {LA_FLOAT32, LA_INT64, LA_FLOAT64},
                 {LA_FLOAT64, LA_COMPLEX128, LA_COMPLEX128}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        la_array a, b, c = LA_ARRAY_NULL, d = LA_ARRAY_NULL;
        count(&a, cases[i].a, SHAPE(2, 3));
        count(&b, cases[i].b, SHAPE(3, 2));
        CHECK_OK(la_matmul(&c, &a, &b, LA_CASTING_SAME_KIND));
        CHECK(c.dtype->num == cases[i].c);
        CHECK_OK(la_astype(&d, &c, la_dtype_of(LA_FLOAT64), LA_ORDER_C, LA_CASTING_UNSAFE));
        CHECK(((double *)d.data)[0] == 22 && ((double *)d.data)[3] == 64);
        la_array_destroy(&a);
        la_array_destroy(&b);
        la_array_destroy(&c);
        la_array_destroy(&d);
    }
}

static void test_empty(void)
{
    la_array a, b, c = LA_ARRAY_NULL;
    count(&a, LA_FLOAT64, SHAPE(2, 0));
    count(&b, LA_FLOAT64, SHAPE(0, 3));
    CHECK_OK(la_matmul(&c, &a, &b, LA_CASTING_SAME_KIND));
    CHECK(has_shape(&c, SHAPE(2, 3)));
    for (int i = 0; i < 6; i++)
        CHECK(((double *)c.data)[i] == 0);
    la_array_destroy(&c);
    la_array_destroy(&a);
    count(&a, LA_FLOAT64, SHAPE(0, 2, 3));
    la_array_destroy(&b);
    count(&b, LA_FLOAT64, SHAPE(3, 4));
    CHECK_OK(la_matmul(&c, &a, &b, LA_CASTING_SAME_KIND));
    CHECK(has_shape(&c, SHAPE(0, 2, 4)));
    la_array_destroy(&a);
    la_array_destroy(&b);
    la_array_destroy(&c);
    count(&a, LA_FLOAT64, SHAPE(0));
    CHECK_OK(la_matmul(&c, &a, &a, LA_CASTING_SAME_KIND));
    CHECK(c.ndim == 0 && *(double *)c.data == 0);
    la_array_destroy(&a);
    la_array_destroy(&c);
}

static void test_out(void)
{
    la_array a, b, c, t = LA_ARRAY_NULL;
    count(&a, LA_FLOAT64, SHAPE(4, 4));
    count(&b, LA_FLOAT64, SHAPE(4, 4));
    count(&c, LA_FLOAT64, SHAPE(4, 4));
    CHECK_OK(la_transpose(&t, &c, 0, NULL));
    CHECK_OK(la_matmul(&t, &a, &b, LA_CASTING_SAME_KIND)); /* into a transposed view */
    CHECK(is_product(&t, &a, &b));
    la_array_destroy(&t);

    /* over one of the operands, and over both */
    la_array before = LA_ARRAY_NULL;
    CHECK_OK(la_astype(&before, &a, NULL, LA_ORDER_C, LA_CASTING_SAFE));
    CHECK_OK(la_matmul(&a, &a, &b, LA_CASTING_SAME_KIND));
    CHECK(is_product(&a, &before, &b));
    la_array_destroy(&before);
    CHECK_OK(la_astype(&before, &b, NULL, LA_ORDER_C, LA_CASTING_SAFE));
    CHECK_OK(la_matmul(&b, &b, &b, LA_CASTING_SAME_KIND));
    CHECK(is_product(&b, &before, &before));
    la_array_destroy(&before);
    la_array_destroy(&c);

    /* an out with a longer batch */
    count(&c, LA_FLOAT64, SHAPE(3, 4, 4));
    CHECK_OK(la_matmul(&c, &a, &b, LA_CASTING_SAME_KIND));
    CHECK(is_product(&c, &a, &b));
    la_array_destroy(&c);

    /* cast on the way */
    count(&c, LA_FLOAT32, SHAPE(4, 4));
    count(&before, LA_FLOAT64, SHAPE(4, 4));
    CHECK_OK(la_matmul(&c, &before, &before, LA_CASTING_SAME_KIND));
    CHECK(((float *)c.data)[0] == 90);
    CHECK_STATUS(la_matmul(&c, &a, &b, LA_CASTING_SAFE), LA_TYPE_ERROR,
                 "Cannot cast ufunc 'matmul' output from dtype('float64') to dtype('float32') with "
                 "casting rule 'safe'");
    la_array_destroy(&before);
    la_array_destroy(&c);
    la_array_destroy(&a);
    la_array_destroy(&b);
}

typedef struct refused {
    ptrdiff_t a[4], b[4], out[4]; /* -1 ends a shape; out[0] = -2: none */
    const char *message;
} refused;

static int length(const ptrdiff_t *shape)
{
    int n = 0;
    while (n < 4 && shape[n] >= 0)
        n++;
    return n;
}

static void test_messages(void)
{
    static const refused cases[] = {
        {{-1},
         {2, 4, -1},
         {-2},
         "matmul: Input operand 0 does not have enough dimensions (has 0, gufunc core with "
         "signature "
         "(n?,k),(k,m?)->(n?,m?) requires 1)"},
        {{2, 4, -1},
         {-1},
         {-2},
         "matmul: Input operand 1 does not have enough dimensions (has 0, gufunc core with "
         "signature "
         "(n?,k),(k,m?)->(n?,m?) requires 1)"},
        {{2, 3, -1},
         {2, 3, -1},
         {-2},
         "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
         "(n?,k),(k,m?)->(n?,m?) (size 2 is different from 3)"},
        {{3, -1},
         {2, -1},
         {-2},
         "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
         "(n?,k),(k,m?)->(n?,m?) (size 2 is different from 3)"},
        {{2, 3, 4, -1},
         {3, 4, 5, -1},
         {-2},
         "operands could not be broadcast together with remapped shapes [original->remapped]: "
         "(2,3,4)->(2,newaxis,newaxis) (3,4,5)->(3,newaxis,newaxis)  and requested shape (3,5)"},
        {{7, 2, 3, 4},
         {3, 4, 5, -1},
         {-2},
         "operands could not be broadcast together with remapped shapes [original->remapped]: "
         "(7,2,3,4)->(7,2,newaxis,newaxis) (3,4,5)->(3,newaxis,newaxis)  and requested shape "
         "(3,5)"},
        {{2, 3, -1},
         {3, 4, -1},
         {2, 3, -1},
         "matmul: Output operand 0 has a mismatch in its core dimension 1, with gufunc signature "
         "(n?,k),(k,m?)->(n?,m?) (size 3 is different from 4)"},
        {{2, 3, -1},
         {3, 4, -1},
         {4, -1},
         "output operand requires a reduction along dimension -1, but the reduction is not "
         "enabled. "
         "The dimension size of 1 does not match the expected output shape."},
        {{5, 2, 3, -1},
         {3, 4, -1},
         {6, 2, 4, -1},
         "operands could not be broadcast together with remapped shapes [original->remapped]: "
         "(5,2,3)->(5,newaxis,newaxis) (3,4)->() (6,2,4)->(6,2,4)  and requested shape (2,4)"},
        {{5, 2, 3, -1},
         {3, 4, -1},
         {2, 4, -1},
         "output operand requires a reduction along dimension -1, but the reduction is not "
         "enabled. "
         "The dimension size of 1 does not match the expected output shape."},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const refused *r = &cases[i];
        la_array a, b, out = LA_ARRAY_NULL;
        count(&a, LA_FLOAT64, length(r->a), r->a);
        count(&b, LA_FLOAT64, length(r->b), r->b);
        if (r->out[0] != -2) count(&out, LA_FLOAT64, length(r->out), r->out);
        CHECK_STATUS(la_matmul(&out, &a, &b, LA_CASTING_SAME_KIND), LA_VALUE_ERROR, r->message);
        la_array_destroy(&a);
        la_array_destroy(&b);
        la_array_destroy(&out);
    }
    la_array a, out;
    count(&a, LA_FLOAT64, SHAPE(2, 2));
    count(&out, LA_FLOAT64, SHAPE(2, 2));
    out.flags &= ~(unsigned)LA_WRITEABLE;
    CHECK_STATUS(la_matmul(&out, &a, &a, LA_CASTING_SAME_KIND), LA_VALUE_ERROR,
                 "output array is read-only");
    la_array_destroy(&a);
    la_array_destroy(&out);
}

static void test_dispatch(void)
{
    la_kernel_info info;
    CHECK(la_kernel_isa_count() >= 1);
    la_kernel_info_get(&info);
    CHECK(strcmp(info.isa, la_kernel_isa_name(0)) == 0);
    CHECK(strstr(info.f32_gemm, info.isa) != NULL && strstr(info.f64_gemm, "f64_gemm_") != NULL);
    CHECK(info.reason[0] != '\0');
    CHECK_OK(la_kernel_use("ref"));
    la_kernel_info_get(&info);
    CHECK(strcmp(info.isa, "ref") == 0 && info.vector_bits == 0);
    CHECK_STATUS(la_kernel_use("altivec"), LA_VALUE_ERROR,
                 "instruction set 'altivec' is not usable here");
    CHECK_OK(la_kernel_use(la_kernel_isa_name(0)));
    la_kernel_set_reason("told so");
    la_kernel_info_get(&info);
    CHECK(strcmp(info.reason, "told so") == 0);
    la_kernel_set_reason("");
}

int main(void)
{
    test_matrices();
    test_vectors();
    test_batches();
    test_offloaded_batches();
    test_types();
    test_empty();
    test_out();
    test_messages();
    test_dispatch();
    return check_report();
}
