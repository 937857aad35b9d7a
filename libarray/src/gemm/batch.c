/* Many products of one kind: made one, shared out, or computed one after the other. */
#include "gemm/batch.h"

#include "dispatch.h"
#include "gemm/pack.h"
#include "gemm/sizes.h"
#include "libarray/threads.h"
#include "threads/threads.h"

typedef struct batch_job {
    const la_gemm_args *first;
    const la_gemm_axes *axes;
} batch_job;

/* Neighbouring axes become one where each operand goes on from the one in the other: (8, 12, m, k)
 * in one piece is 96 matrices. Axes of length 1 go. */
static void join_axes(la_gemm_axes *x)
{
    int kept = 0;
    for (int i = 0; i < x->ndim; i++) {
        const ptrdiff_t length = x->shape[i];
        if (length == 1) continue;
        const int last = kept - 1;
        if (kept > 0 && x->a[last] == x->a[i] * length && x->b[last] == x->b[i] * length &&
            x->c[last] == x->c[i] * length) {
            x->shape[last] *= length;
        } else {
            x->shape[kept++] = length;
        }
        x->a[kept - 1] = x->a[i];
        x->b[kept - 1] = x->b[i];
        x->c[kept - 1] = x->c[i];
    }
    x->ndim = kept;
}

/* Whether it's one B for a batch of A's whose rows follow each other at one distance: one product
 * of many rows. The bits of a row don't depend on how many others there are. */
static bool is_one_product(const la_gemm_args *g, const la_gemm_axes *x)
{
    return x->ndim == 1 && x->b[0] == 0 && x->a[0] == g->m * g->rs_a && x->c[0] == g->m * g->rs_c;
}

static la_gemm_args product_at(const la_gemm_args *first, const la_gemm_axes *x, ptrdiff_t item)
{
    la_gemm_args g = *first;
    ptrdiff_t a = 0, b = 0, c = 0;
    const ptrdiff_t itemsize = la_element_size(g.type);
    for (int i = x->ndim - 1; i >= 0; i--) {
        ptrdiff_t at = item % x->shape[i];
        item /= x->shape[i];
        a += at * x->a[i];
        b += at * x->b[i];
        c += at * x->c[i];
    }
    g.a = (const char *)g.a + a * itemsize;
    g.b = (const char *)g.b + b * itemsize;
    g.c = (char *)g.c + c * itemsize;
    return g;
}

/* How many different matrices an operand of the batch has. */
static double matrices(const la_gemm_axes *x, const ptrdiff_t *strides)
{
    double count = 1;
    for (int i = 0; i < x->ndim; i++)
        count *= strides[i] != 0 ? (double)x->shape[i] : 1;
    return count;
}

/* Whether num_threads elsewhere beat one here. One of them copies, and computes only when it has
 * nothing to copy. */
static bool worth_offloading(const la_gemm_args *g, const la_gemm_axes *x, int num_threads)
{
    const double m = (double)g->m, n = (double)g->n, k = (double)g->k, work = m * n * k;
    if (num_threads == 1 || g->m == 1 || g->n == 1 || g->cs_c != 1 || work < LA_BATCH_OFFLOAD_MIN ||
        la_gemm_packing(g->type) != LA_PACKING_AUTO)
        return false;
    /* Few large ones are better cut up, each by all threads. */
    if (work >= LA_BATCH_PRODUCT_MAX && x->size < 4 * (ptrdiff_t)num_threads) return false;
    double elements = (double)x->size * m * n;
    if (g->packed_a == NULL) elements += matrices(x, x->a) * m * k;
    if (g->packed_b == NULL) elements += matrices(x, x->b) * k * n;
    return la_gemm_pays_elsewhere(g, (double)x->size, elements, num_threads, LA_BATCH_OFFLOAD_GAIN);
}

static void product_item(void *context, ptrdiff_t item, int thread)
{
    const batch_job *job = context;
    la_gemm_args g = product_at(job->first, job->axes, item);
    (void)thread;
    (void)la_gemm(&g);
}

la_status la_gemm_batch(const la_gemm_args *first, la_gemm_axes *x)
{
    la_gemm_args g = *first;
    if (x->size == 0) return LA_OK;
    join_axes(x);
    if (is_one_product(&g, x)) {
        g.m *= x->shape[0];
        x->ndim = 0;
        x->size = 1;
    }
    if (x->size == 1) return la_gemm(&g);
    const double work = (double)g.m * (double)g.n * (double)g.k;
    const double all = work * (double)x->size;
    const int num_threads = all >= LA_BATCH_PARALLEL_MIN ? la_get_num_threads() : 1;
    if (worth_offloading(&g, x, num_threads)) {
        g.axes = x;
        if (la_gemm_offload(&g, num_threads)) return LA_OK;
        g.axes = NULL;
    }
    if (LA_THREADS_PTHREADS && num_threads > 1 && work < LA_BATCH_PRODUCT_MAX) {
        batch_job job = {&g, x};
        la_parallel(product_item, &job, x->size, num_threads);
        return LA_OK;
    }
    for (ptrdiff_t i = 0; i < x->size; i++) {
        la_gemm_args one = product_at(&g, x, i);
        LA_TRY(la_gemm(&one));
    }
    return LA_OK;
}
