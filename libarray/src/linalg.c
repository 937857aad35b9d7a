/* matmul: shapes, types and batches; each product is la_gemm's. */
#include "libarray/linalg.h"

#include <stdio.h>
#include <string.h>

#include "gemm/batch.h"
#include "iterate.h"
#include "libarray/fperr.h"
#include "memory.h"
#include "threads/threads.h"

#define SIGNATURE "(n?,k),(k,m?)->(n?,m?)"

/* The products of one call. */
typedef struct products {
    la_gemm_args gemm;      /* the first product */
    la_gemm_axes axes;      /* of the batch */
    int vector_a, vector_b; /* 1 where the operand has one dimension: an axis less of the result */
} products;

static la_status check_core(const products *p, const la_array *a, const la_array *b)
{
    for (int i = 0; i < 2; i++) {
        if ((i == 0 ? a : b)->ndim == 0)
            return la_fail(
                LA_VALUE_ERROR,
                "matmul: Input operand %d does not have enough dimensions (has 0, gufunc "
                "core with signature " SIGNATURE " requires 1)",
                i);
    }
    ptrdiff_t k = b->shape[p->vector_b ? 0 : b->ndim - 2];
    if (k != a->shape[a->ndim - 1])
        return la_fail(
            LA_VALUE_ERROR,
            "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc "
            "signature " SIGNATURE " (size %td is different from %td)",
            k, a->shape[a->ndim - 1]);
    return LA_OK;
}

/* The message of batches that don't fit, with NumPy's view of each operand's batch. */
static la_status fail_batches(const products *p, int n, const la_array *const *operands)
{
    char text[LA_MESSAGE_MAX], shape[256];
    size_t used = 0;
    for (int i = 0; i < n; i++) {
        const la_array *x = operands[i];
        int batch = x->ndim > 2 ? x->ndim - 2 : 0;
        la_shape_format(x->ndim, x->shape, shape, sizeof(shape));
        used += (size_t)snprintf(text + used, sizeof(text) - used, "%s->", shape);
        if (used >= sizeof(text)) break;
        if (i == 2) {
            used += (size_t)snprintf(text + used, sizeof(text) - used, "%s ", shape);
        } else if (batch == 0) {
            used += (size_t)snprintf(text + used, sizeof(text) - used, "() ");
        } else {
            la_shape_format(batch, x->shape, shape, sizeof(shape));
            shape[strcspn(shape, ")")] = '\0';
            if (batch == 1) shape[strlen(shape) - 1] = '\0'; /* the comma of "(2," */
            used +=
                (size_t)snprintf(text + used, sizeof(text) - used, "%s,newaxis,newaxis) ", shape);
        }
        if (used >= sizeof(text)) break;
    }
    ptrdiff_t core[2];
    int ndim = 0;
    if (!p->vector_a) core[ndim++] = p->gemm.m;
    if (!p->vector_b) core[ndim++] = p->gemm.n;
    la_shape_format(ndim, core, shape, sizeof(shape));
    return la_fail(LA_VALUE_ERROR,
                   "operands could not be broadcast together with remapped shapes "
                   "[original->remapped]: %s and requested shape %s",
                   text, shape);
}

/* Widens the batch by that of x, which has `core` axes of its own. */
static bool widen_batch(products *p, const la_array *x, int core)
{
    int ndim = x->ndim - core;
    if (ndim > p->axes.ndim) {
        int more = ndim - p->axes.ndim;
        memmove(p->axes.shape + more, p->axes.shape,
                (size_t)p->axes.ndim * sizeof(p->axes.shape[0]));
        for (int i = 0; i < more; i++)
            p->axes.shape[i] = 1;
        p->axes.ndim = ndim;
    }
    for (int i = 0; i < ndim; i++) {
        ptrdiff_t *length = &p->axes.shape[p->axes.ndim - ndim + i];
        if (*length == 1)
            *length = x->shape[i];
        else if (x->shape[i] != 1 && x->shape[i] != *length)
            return false;
    }
    return true;
}

/* The batch's strides of x in elements: 0 where it is stretched. */
static void batch_strides(const products *p, const la_array *x, int core, ptrdiff_t *strides)
{
    int ndim = x->ndim - core, lead = p->axes.ndim - ndim;
    for (int i = 0; i < lead; i++)
        strides[i] = 0;
    for (int i = 0; i < ndim; i++)
        strides[lead + i] = x->shape[i] == 1 ? 0 : x->strides[i] / x->dtype->itemsize;
}

static la_status check_out(products *p, const la_array *out, const la_array *const *operands)
{
    int core = 2 - p->vector_a - p->vector_b;
    if (out->ndim < core)
        return la_fail(
            LA_VALUE_ERROR,
            "output operand requires a reduction along dimension -1, but the reduction is "
            "not enabled. The dimension size of 1 does not match the expected output "
            "shape.");
    ptrdiff_t wanted[2] = {0, 0};
    int n = 0;
    if (!p->vector_a) wanted[n++] = p->gemm.m;
    if (!p->vector_b) wanted[n++] = p->gemm.n;
    for (int i = 0; i < core; i++) {
        ptrdiff_t length = out->shape[out->ndim - core + i];
        if (length != wanted[i])
            return la_fail(LA_VALUE_ERROR,
                           "matmul: Output operand 0 has a mismatch in its core dimension %d, with "
                           "gufunc signature " SIGNATURE " (size %td is different from %td)",
                           i, length, wanted[i]);
    }
    if (out->ndim - core < p->axes.ndim && p->axes.ndim > 0) {
        for (int i = 0; i < p->axes.ndim - (out->ndim - core); i++) {
            if (p->axes.shape[i] != 1)
                return la_fail(
                    LA_VALUE_ERROR,
                    "output operand requires a reduction along dimension -1, but the "
                    "reduction is not enabled. The dimension size of 1 does not match the "
                    "expected output shape.");
        }
    }
    if (!widen_batch(p, out, core)) return fail_batches(p, 3, operands);
    for (int i = 0; i < out->ndim - core; i++) {
        if (out->shape[i] != p->axes.shape[p->axes.ndim - (out->ndim - core) + i]) {
            char has[256], needs[256];
            ptrdiff_t shape[LA_MAXDIMS];
            memcpy(shape, p->axes.shape, (size_t)p->axes.ndim * sizeof(shape[0]));
            memcpy(shape + p->axes.ndim, wanted, (size_t)core * sizeof(shape[0]));
            la_shape_format(out->ndim, out->shape, has, sizeof(has));
            la_shape_format(p->axes.ndim + core, shape, needs, sizeof(needs));
            return la_fail(LA_VALUE_ERROR,
                           "non-broadcastable output operand with shape %s doesn't match the "
                           "broadcast shape %s",
                           has, needs);
        }
    }
    if (!(out->flags & LA_WRITEABLE)) return la_fail(LA_VALUE_ERROR, "output array is read-only");
    return LA_OK;
}

/* Whether gemm can take the array as it is: its type, whole elements between elements. */
static bool is_plain(const la_array *x, const la_dtype *dtype)
{
    if (x->dtype != dtype || !(x->flags & LA_ALIGNED)) return false;
    for (int i = 0; i < x->ndim; i++) {
        if (x->strides[i] % dtype->itemsize != 0 && x->shape[i] > 1) return false;
    }
    return true;
}

/* The last axes of the operands as gemm's. */
static void set_core(products *p, const la_array *a, const la_array *b, const la_array *c)
{
    la_gemm_args *g = &p->gemm;
    ptrdiff_t size = c->dtype->itemsize;
    const ptrdiff_t *sa = a->strides + a->ndim, *sb = b->strides + b->ndim;
    const ptrdiff_t *sc = c->strides + c->ndim;
    g->a = a->data;
    g->b = b->data;
    g->c = c->data;
    g->cs_a = sa[-1] / size;
    g->rs_a = p->vector_a ? g->k : sa[-2] / size;
    g->rs_b = p->vector_b ? sb[-1] / size : sb[-2] / size;
    g->cs_b = p->vector_b ? 1 : sb[-1] / size;
    g->cs_c = p->vector_b ? 1 : sc[-1] / size;
    g->rs_c = p->vector_a ? g->n : sc[p->vector_b ? -1 : -2] / size;
}

/* The operand itself, or *copy, made of it where gemm can't read it. */
static la_status as_plain(const la_array **x, la_array *copy, const la_dtype *dtype)
{
    if (is_plain(*x, dtype)) return LA_OK;
    LA_TRY(la_astype(copy, *x, dtype, LA_ORDER_C, LA_CASTING_UNSAFE));
    *x = copy;
    return LA_OK;
}

static la_status multiply(products *p, la_array *out, const la_array *a, const la_array *b,
                          la_array *fresh, const la_dtype *dtype)
{
    ptrdiff_t shape[LA_MAXDIMS + 2];
    int ndim = p->axes.ndim, core = 2 - p->vector_a - p->vector_b;
    bool half = p->gemm.type != dtype->num; /* float16, multiplied as float */
    bool direct = out->dtype != NULL && !half && is_plain(out, dtype) && !la_may_overlap(out, a) &&
                  !la_may_overlap(out, b);
    const la_array *c = out;
    if (!direct) {
        memcpy(shape, p->axes.shape, (size_t)ndim * sizeof(shape[0]));
        if (!p->vector_a) shape[ndim++] = p->gemm.m;
        if (!p->vector_b) shape[ndim++] = p->gemm.n;
        LA_TRY(la_array_init(fresh, la_dtype_of(p->gemm.type), ndim, shape, LA_ORDER_C));
        c = fresh;
    }
    set_core(p, a, b, c);
    batch_strides(p, a, p->vector_a ? 1 : 2, p->axes.a);
    batch_strides(p, b, p->vector_b ? 1 : 2, p->axes.b);
    batch_strides(p, c, core, p->axes.c);
    LA_TRY(la_gemm_batch(&p->gemm, &p->axes));
    if (direct) return LA_OK;
    if (out->dtype != NULL) return la_copyto(out, fresh, LA_CASTING_UNSAFE, NULL);
    if (half) return la_astype(out, fresh, dtype, LA_ORDER_C, LA_CASTING_UNSAFE);
    la_array_move(out, fresh);
    return LA_OK;
}

/* packed: NULL, or panels of a or b, which then is plain and of the type that they meet in. */
static la_status matmul(la_array *out, const la_array *a, const la_array *b, la_packed *packed,
                        la_casting casting)
{
    products p;
    const la_array *operands[3] = {a, b, out};
    const la_dtype *dtype = a->dtype == b->dtype ? a->dtype : la_promote_types(a->dtype, b->dtype);
    if (out->dtype != NULL && !la_can_cast(dtype, out->dtype, casting))
        return la_fail(LA_TYPE_ERROR,
                       "Cannot cast ufunc 'matmul' output from dtype('%s') to dtype('%s') with "
                       "casting rule '%s'",
                       dtype->name, out->dtype->name, la_casting_name(casting));
    p.vector_a = a->ndim == 1;
    p.vector_b = b->ndim == 1;
    LA_TRY(check_core(&p, a, b));
    p.gemm.type = dtype->num == LA_FLOAT16 ? LA_FLOAT32 : dtype->num;
    p.gemm.packed_a = packed != NULL && packed->left ? packed : NULL;
    p.gemm.packed_b = packed != NULL && !packed->left ? packed : NULL;
    p.gemm.accumulate = false;
    p.gemm.axes = NULL;
    bool special = false;
    const bool looks = la_fp_watch & (LA_FP_OVERFLOW | LA_FP_INVALID);
    p.gemm.special = looks && dtype->num >= LA_FIRST_INEXACT ? &special : NULL;
    p.gemm.m = p.vector_a ? 1 : a->shape[a->ndim - 2];
    p.gemm.k = a->shape[a->ndim - 1];
    p.gemm.n = p.vector_b ? 1 : b->shape[b->ndim - 1];
    p.axes.ndim = 0;
    p.axes.size = 1;
    if (!widen_batch(&p, a, p.vector_a ? 1 : 2) || !widen_batch(&p, b, p.vector_b ? 1 : 2))
        return fail_batches(&p, 2, operands);
    if (out->dtype != NULL) LA_TRY(check_out(&p, out, operands));
    LA_TRY(la_shape_size(p.axes.ndim, p.axes.shape, &p.axes.size));

    la_array copy_a = LA_ARRAY_NULL, copy_b = LA_ARRAY_NULL, fresh = LA_ARRAY_NULL;
    const la_dtype *computed = la_dtype_of(p.gemm.type);
    la_status status = as_plain(&a, &copy_a, computed);
    if (status == LA_OK) status = as_plain(&b, &copy_b, computed);
    if (status == LA_OK) status = multiply(&p, out, a, b, &fresh, dtype);
    if (status == LA_OK && special) la_fp_check_result(out, a, b);
    la_array_destroy(&copy_a);
    la_array_destroy(&copy_b);
    la_array_destroy(&fresh);
    return status;
}

la_status la_matmul(la_array *out, const la_array *a, const la_array *b, la_casting casting)
{
    return matmul(out, a, b, NULL, casting);
}

/* --- prepacked operands --------------------------------------------------------------------- */

struct la_prepacked {
    la_packed packed;
    la_array array;
};

la_status la_prepack(la_prepacked **out, const la_array *matrix, bool left)
{
    static uint32_t last_id; /* atomic */
    *out = NULL;
    if (matrix->ndim != 2)
        return la_fail(LA_VALUE_ERROR, "prepack takes a matrix, not an array of %d dimension%s",
                       matrix->ndim, matrix->ndim == 1 ? "" : "s");
    if (matrix->dtype->num == LA_FLOAT16)
        return la_fail(LA_TYPE_ERROR, "prepack takes no float16, which is multiplied as float32: "
                                      "convert the matrix with .astype('float32')");
    la_prepacked *p = la_alloc(sizeof(*p));
    if (p == NULL) return la_fail(LA_MEMORY_ERROR, "no memory for a prepacked matrix");
    p->array = LA_ARRAY_NULL;
    /* What is along the unit stride stays so: the bits of products with vectors depend on it. */
    const ptrdiff_t size = matrix->dtype->itemsize;
    bool columns = matrix->strides[0] == size && matrix->strides[1] != size;
    la_status status = la_astype(&p->array, matrix, matrix->dtype,
                                 columns ? LA_ORDER_F : LA_ORDER_C, LA_CASTING_NO);
    if (status != LA_OK) {
        la_dealloc(p);
        return status;
    }
    p->array.flags &= ~(unsigned)LA_WRITEABLE;
    p->packed = (la_packed){
        .id = __atomic_add_fetch(&last_id, 1, __ATOMIC_RELAXED),
        .left = left,
        .type = matrix->dtype->num,
        .rows = p->array.shape[0],
        .columns = p->array.shape[1],
        .data = p->array.data,
        .rs = p->array.strides[0] / size,
        .cs = p->array.strides[1] / size,
    };
    /* Where there are threads, batches would come upon panels unmade at once. */
    if (LA_THREADS_PTHREADS) (void)la_packed_prepare(&p->packed);
    *out = p;
    return LA_OK;
}

void la_prepacked_free(la_prepacked *p)
{
    if (p == NULL) return;
    la_packed_drop(&p->packed);
    la_array_destroy(&p->array);
    la_dealloc(p);
}

bool la_prepacked_is_left(const la_prepacked *p)
{
    return p->packed.left;
}

const la_array *la_prepacked_array(const la_prepacked *p)
{
    return &p->array;
}

la_status la_prepacked_unpack(la_array *out, const la_prepacked *p)
{
    return la_astype(out, &p->array, p->array.dtype, LA_ORDER_K, LA_CASTING_NO);
}

la_status la_matmul_prepacked(la_array *out, la_prepacked *p, const la_array *other,
                              la_casting casting)
{
    const la_dtype *own = p->array.dtype;
    if (other->dtype != own && la_promote_types(other->dtype, own) != own)
        return la_fail(LA_TYPE_ERROR,
                       "a matrix prepacked as %s can't be multiplied with %s; prepack it as %s",
                       own->name, other->dtype->name, la_promote_types(other->dtype, own)->name);
    la_packed *packed = &p->packed;
    if (LA_THREADS_PTHREADS && !la_packed_prepare(packed)) packed = NULL;
    return p->packed.left ? matmul(out, &p->array, other, packed, casting)
                          : matmul(out, other, &p->array, packed, casting);
}
