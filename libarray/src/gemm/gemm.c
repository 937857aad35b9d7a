/* One product: which way it goes. */
#include "gemm/gemm.h"

#include <string.h>

#include "dispatch.h"
#include "gemm/driver.h"
#include "gemm/pack.h"
#include "gemm/sizes.h"
#include "libarray/threads.h"
#include "memory.h"
#include "threads/threads.h"

static la_gemm_offload_fn offload;

void la_gemm_set_offload(la_gemm_offload_fn function)
{
    offload = function;
}

bool la_gemm_offload(const la_gemm_args *args, int num_threads)
{
    return offload != NULL && offload(args, num_threads);
}

static la_gemm_forget_fn forget;

void la_gemm_set_forget(la_gemm_forget_fn function)
{
    forget = function;
}

/* --- prepacked operands --------------------------------------------------------------------- */

bool la_packed_prepare(la_packed *packed)
{
    const la_gemm_kernel *kernel = la_kernels_active()->gemm[packed->type];
    if (packed->kernel == kernel) return true;
    const ptrdiff_t count = packed->left ? packed->rows : packed->columns;
    const ptrdiff_t k = packed->left ? packed->columns : packed->rows;
    double nbytes = la_gemm_packed_bytes(kernel, packed->left, count, k);
    void *panels = nbytes < (double)PTRDIFF_MAX ? la_alloc((ptrdiff_t)nbytes) : NULL;
    if (panels == NULL) return false;
    if (packed->left)
        la_gemm_pack(kernel, true, count, k, packed->data, packed->rs, packed->cs, panels);
    else
        la_gemm_pack(kernel, false, count, k, packed->data, packed->cs, packed->rs, panels);
    la_dealloc(packed->panels);
    packed->panels = panels;
    packed->kernel = kernel;
    return true;
}

void la_packed_drop(la_packed *packed)
{
    if (forget != NULL && packed->id != 0) forget(packed->id);
    la_dealloc(packed->panels);
    packed->panels = NULL;
    packed->kernel = NULL;
}

/* --- matrix times vector -------------------------------------------------------------------- */

typedef struct gemv_job {
    la_gemv_fn gemv;
    ptrdiff_t m, k, rows, itemsize;
    const char *a, *x;
    ptrdiff_t rs_a, cs_a, inc_x;
    char *y;
    ptrdiff_t inc_y;
} gemv_job;

static void gemv_item(void *context, ptrdiff_t item, int thread)
{
    const gemv_job *job = context;
    ptrdiff_t i = item * job->rows, m = job->m - i < job->rows ? job->m - i : job->rows;
    (void)thread;
    job->gemv(m, job->k, job->a + i * job->rs_a * job->itemsize, job->rs_a, job->cs_a, job->x,
              job->inc_x, job->y + i * job->inc_y * job->itemsize, job->inc_y);
}

/* y (m) = A (m x k) x (k). x with gaps is gathered first, so that rows of A meet a dense vector. */
static void multiply_vector(const la_kernels *kernels, la_type type, ptrdiff_t m, ptrdiff_t k,
                            const void *a, ptrdiff_t rs_a, ptrdiff_t cs_a, const void *x,
                            ptrdiff_t inc_x, void *y, ptrdiff_t inc_y, int num_threads)
{
    ptrdiff_t itemsize = la_element_size(type);
    char small[1024], *dense = NULL;
    gemv_job job = {kernels->gemv[type], m, k, m, itemsize, a, x, rs_a, cs_a, inc_x, y, inc_y};
    if (inc_x != 1 && cs_a == 1 && m > 1 && k <= PTRDIFF_MAX / itemsize) {
        dense = k * itemsize <= (ptrdiff_t)sizeof(small) ? small : la_alloc(k * itemsize);
        if (dense != NULL) { /* else: slower, through the strides */
            for (ptrdiff_t p = 0; p < k; p++)
                memcpy(dense + p * itemsize, (const char *)x + p * inc_x * itemsize,
                       (size_t)itemsize);
            job.x = dense;
            job.inc_x = 1;
        }
    }
    if (num_threads > 1 && (double)m * (double)k * (double)itemsize >= LA_GEMV_PARALLEL_MIN) {
        ptrdiff_t items = 4 * (ptrdiff_t)num_threads;
        job.rows = (m - 1) / items + 1;
        if (job.rows < LA_GEMV_ROWS) job.rows = LA_GEMV_ROWS;
        la_parallel(gemv_item, &job, (m - 1) / job.rows + 1, num_threads);
    } else {
        gemv_item(&job, 0, 0);
    }
    if (dense != small) la_dealloc(dense);
}

/* --- matrix times matrix -------------------------------------------------------------------- */

/* C column by column is its transpose row by row: C^T = B^T A^T. */
static la_gemm_args transposed(const la_gemm_args *g)
{
    la_gemm_args t = *g;
    t.m = g->n;
    t.n = g->m;
    t.a = g->b;
    t.rs_a = g->cs_b;
    t.cs_a = g->rs_b;
    t.b = g->a;
    t.rs_b = g->cs_a;
    t.cs_b = g->rs_a;
    t.rs_c = g->cs_c;
    t.cs_c = g->rs_c;
    t.packed_a = t.packed_b = NULL; /* panels of A are of another width than those of B */
    return t;
}

static bool goes_small(const la_gemm_kernel *kernel, const la_gemm_args *g)
{
    switch (la_gemm_packing(g->type)) {
    case LA_PACKING_ALWAYS: return false;
    case LA_PACKING_NEVER: return la_gemm_can_be_small(kernel, g);
    default: return la_gemm_is_small(kernel, g);
    }
}

/* With B's panels at hand, A and C need no packing either: strip by strip, where A is small enough
 * to be read once for each. Not of complex numbers, whose panels have their parts apart. */
static bool is_thin(const la_gemm_kernel *kernel, const la_gemm_args *g)
{
    if (g->type == LA_COMPLEX64 || g->type == LA_COMPLEX128) return false;
    if (kernel->small == NULL || g->cs_a != 1 || g->cs_c != 1 || g->k > kernel->kc) return false;
    const ptrdiff_t itemsize = la_element_size(g->type);
    if (goes_small(kernel, g) && (double)g->k * (double)g->n * (double)itemsize < LA_PACKED_BYTES)
        return false;
    return g->m <= LA_PACKED_ROWS && !la_gemm_rows_alias(g->rs_a, itemsize);
}

static void multiply_thin(const la_gemm_kernel *kernel, const la_gemm_args *g)
{
    const ptrdiff_t itemsize = la_element_size(g->type), nr = kernel->nr;
    const char *panel = g->packed_b->panels;
    for (ptrdiff_t j = 0; j < g->n; j += nr, panel += nr * g->k * itemsize)
        kernel->small(g->m, g->n - j < nr ? g->n - j : nr, g->k, g->a, g->rs_a, panel, nr,
                      (char *)g->c + j * itemsize, g->rs_c);
}

bool la_gemm_pays_elsewhere(const la_gemm_args *g, double count, double elements, int num_threads,
                            double gain)
{
    const double work = (double)g->m * (double)g->n * (double)g->k * count;
    const double flops = g->type == LA_COMPLEX64 || g->type == LA_COMPLEX128 ? 8 : 2;
    const double here = flops * work / (la_kernels_active()->gemm[g->type]->gflops * 1e9);
    const double bytes = elements * (double)la_element_size(g->type);
    const double copies = bytes / LA_OFFLOAD_BYTES_PER_SECOND;
    double there = (here + copies) / num_threads;
    if (there < copies) there = copies;
    return there + LA_OFFLOAD_LATENCY < gain * here;
}

/* Whether num_threads elsewhere beat one here. An operand that is used for few rows or columns is
 * better read where it lies. */
static bool worth_offloading(const la_gemm_args *g, int num_threads)
{
    if (g->m <= LA_FEW_ROWS && g->packed_b == NULL) return false;
    if (g->n <= LA_FEW_COLUMNS_MAX && g->packed_a == NULL) return false;
    const double m = (double)g->m, n = (double)g->n, k = (double)g->k;
    const double a = g->packed_a == NULL ? m * k : 0, b = g->packed_b == NULL ? k * n : 0;
    return la_gemm_pays_elsewhere(g, 1, a + b + m * n, num_threads, LA_OFFLOAD_GAIN);
}

/* Whether B is so large for so few rows that copying it would take longer than the product. */
static bool has_few_rows(const la_gemm_kernel *kernel, const la_gemm_args *g)
{
    return kernel->few_rows != NULL && g->m <= LA_FEW_ROWS && g->n >= LA_FEW_STRIP &&
           g->cs_b == 1 && g->cs_c == 1 && la_gemm_packing(g->type) != LA_PACKING_ALWAYS;
}

static void multiply_blocked(const la_gemm_kernel *kernel, const la_gemm_args *g, int num_threads)
{
    _Alignas(LA_ALIGNMENT) char reserve[LA_GEMM_WORKSPACE_MIN];
    ptrdiff_t limit = num_threads > 1            ? LA_GEMM_WORKSPACE_LIMIT
                      : g->m <= LA_GEMM_FEW_ROWS ? LA_GEMM_WORKSPACE_FEW
                                                 : LA_GEMM_WORKSPACE_ALONE;
    ptrdiff_t bytes = la_gemm_workspace(kernel, g, limit);
    void *workspace = bytes > LA_GEMM_WORKSPACE_MIN ? la_alloc(bytes) : NULL;
    if (workspace != NULL) {
        la_gemm_blocked(kernel, g, num_threads, workspace, bytes, NULL);
        la_dealloc(workspace);
    } else {
        /* A small product, or no memory: then slower, in small chunks. */
        la_gemm_blocked(kernel, g, num_threads, reserve, LA_GEMM_WORKSPACE_MIN, NULL);
    }
}

/* Columns by LA_FEW_STRIP are shared out; what is less than LA_FEW_UNIT of them is packed. */
typedef struct few_rows_job {
    const la_gemm_kernel *kernel;
    const la_gemm_args *args;
    ptrdiff_t n, columns, kc, itemsize;
} few_rows_job;

static void few_rows_item(void *context, ptrdiff_t item, int thread)
{
    const few_rows_job *job = context;
    const la_gemm_args *g = job->args;
    ptrdiff_t j = item * job->columns, n = job->n - j < job->columns ? job->n - j : job->columns;
    (void)thread;
    job->kernel->few_rows(g->m, n, g->k, job->kc, g->a, g->rs_a, g->cs_a,
                          (const char *)g->b + j * job->itemsize, g->rs_b,
                          (char *)g->c + j * job->itemsize, g->rs_c);
}

static void multiply_few_rows(const la_gemm_kernel *kernel, const la_gemm_args *g, int num_threads)
{
    ptrdiff_t rest = g->n % LA_FEW_UNIT;
    few_rows_job job = {
        kernel, g, g->n - rest, g->n - rest, la_gemm_depth(kernel, g->k), la_element_size(g->type)};
    if (num_threads > 1) {
        ptrdiff_t strips = (job.n - 1) / LA_FEW_STRIP + 1, items = 4 * (ptrdiff_t)num_threads;
        job.columns = ((strips - 1) / items + 1) * LA_FEW_STRIP;
        la_parallel(few_rows_item, &job, (job.n - 1) / job.columns + 1, num_threads);
    } else {
        few_rows_item(&job, 0, 0);
    }
    if (rest > 0) {
        la_gemm_args tail = *g;
        tail.n = rest;
        tail.packed_b = NULL; /* its panels begin at B's first column */
        tail.b = (const char *)g->b + job.n * job.itemsize;
        tail.c = (char *)g->c + job.n * job.itemsize;
        multiply_blocked(kernel, &tail, 1);
    }
}

/* Whether A is so large for so few columns that copying it would take longer than the product; or B
 * stands packed, and is read once or twice. */
static bool has_few_columns(const la_gemm_kernel *kernel, const la_gemm_args *g, int num_threads)
{
    if (kernel->few_columns == NULL || g->cs_a != 1) return false;
    if (la_gemm_packing(g->type) == LA_PACKING_ALWAYS) return false;
    return g->n <= LA_FEW_COLUMNS_MAX ||
           (g->packed_b != NULL && num_threads == 1 && g->m <= 2 * (ptrdiff_t)kernel->mr);
}

typedef struct few_columns_job {
    const la_gemm_kernel *kernel;
    const la_gemm_args *args;
    const void *b;
    ptrdiff_t rows, kc, itemsize;
} few_columns_job;

static void few_columns_item(void *context, ptrdiff_t item, int thread)
{
    const few_columns_job *job = context;
    const la_gemm_args *g = job->args;
    ptrdiff_t i = item * job->rows, m = g->m - i < job->rows ? g->m - i : job->rows;
    (void)thread;
    job->kernel->few_columns(m, g->n, g->k, job->kc,
                             (const char *)g->a + i * g->rs_a * job->itemsize, g->rs_a, job->b,
                             (char *)g->c + i * g->rs_c * job->itemsize, g->rs_c, g->cs_c);
}

static void multiply_few_columns(const la_gemm_kernel *kernel, const la_gemm_args *g,
                                 int num_threads)
{
    few_columns_job job = {
        kernel, g, NULL, g->m, la_gemm_depth(kernel, g->k), la_element_size(g->type)};
    char *b = NULL;
    if (g->packed_b != NULL) {
        job.b = g->packed_b->panels;
    } else {
        double nbytes = la_gemm_packed_bytes(kernel, false, g->n, g->k);
        b = nbytes < (double)PTRDIFF_MAX ? la_alloc((ptrdiff_t)nbytes) : NULL;
        if (b == NULL) {
            multiply_blocked(kernel, g, num_threads);
            return;
        }
        la_gemm_pack(kernel, false, g->n, g->k, g->b, g->cs_b, g->rs_b, b);
        job.b = b;
    }
    if (num_threads > 1) {
        ptrdiff_t tiles = (g->m - 1) / kernel->mr + 1, items = 8 * (ptrdiff_t)num_threads;
        job.rows = ((tiles - 1) / items + 1) * kernel->mr;
        la_parallel(few_columns_item, &job, (g->m - 1) / job.rows + 1, num_threads);
    } else {
        few_columns_item(&job, 0, 0);
    }
    la_dealloc(b);
}

static void set_zero(const la_gemm_args *g)
{
    ptrdiff_t itemsize = la_element_size(g->type);
    for (ptrdiff_t i = 0; i < g->m; i++) {
        for (ptrdiff_t j = 0; j < g->n; j++)
            memset((char *)g->c + (i * g->rs_c + j * g->cs_c) * itemsize, 0, (size_t)itemsize);
    }
}

/* C += A B: the blocked driver's kernels are those that add to what is there. */
static void add_product(const la_gemm_kernel *kernel, const la_gemm_args *args)
{
    la_gemm_args g = args->cs_c != 1 && args->rs_c == 1 ? transposed(args) : *args;
    bool big = (double)g.m * (double)g.n * (double)g.k >= LA_GEMM_PARALLEL_MIN;
    multiply_blocked(kernel, &g, LA_THREADS_PTHREADS && big ? la_get_num_threads() : 1);
}

la_status la_gemm(const la_gemm_args *args)
{
    const la_kernels *kernels = la_kernels_active();
    const la_gemm_kernel *kernel = __atomic_load_n(&kernels->gemm[args->type], __ATOMIC_RELAXED);
    la_gemm_args g = *args;
    if (g.m == 0 || g.n == 0) return LA_OK;
    if (g.k == 0) {
        if (!g.accumulate) set_zero(&g);
        return LA_OK;
    }
    if (g.accumulate) {
        add_product(kernel, &g);
        return LA_OK;
    }
    /* The strides of axes of length 1 are anything: make them what is quickest. */
    if (g.k == 1) g.cs_a = 1;
    if (g.n == 1) g.cs_b = 1;
    if (g.n == 1 && g.m == 1) {
        kernels->dot[g.type](g.k, g.a, g.cs_a, g.b, g.rs_b, g.c);
        return LA_OK;
    }
    if (g.n == 1) {
        multiply_vector(kernels, g.type, g.m, g.k, g.a, g.rs_a, g.cs_a, g.b, g.rs_b, g.c, g.rs_c,
                        la_get_num_threads());
        return LA_OK;
    }
    if (g.m == 1) {
        multiply_vector(kernels, g.type, g.n, g.k, g.b, g.cs_b, g.rs_b, g.a, g.cs_a, g.c, g.cs_c,
                        la_get_num_threads());
        return LA_OK;
    }
    if (g.cs_c != 1 && g.rs_c == 1) {
        g = transposed(&g);
        if (g.k == 1) g.cs_a = 1;
    }
    la_gemm_args t;
    int num_threads = 1;
    const double work = (double)g.m * (double)g.n * (double)g.k;
    if (work >= LA_OFFLOAD_MIN && la_gemm_packing(g.type) != LA_PACKING_NEVER) {
        num_threads = la_get_num_threads();
        if (num_threads > 1 && worth_offloading(&g, num_threads) &&
            la_gemm_offload(&g, num_threads))
            return LA_OK;
        if (!LA_THREADS_PTHREADS || work < LA_GEMM_PARALLEL_MIN) num_threads = 1;
    }
    /* Without memory for panels the operand is packed as any other. */
    if (g.packed_a != NULL && !la_packed_prepare(g.packed_a)) g.packed_a = NULL;
    if (g.packed_b != NULL && !la_packed_prepare(g.packed_b)) g.packed_b = NULL;
    if (num_threads == 1 && g.packed_b != NULL && is_thin(kernel, &g))
        multiply_thin(kernel, &g);
    else if (num_threads == 1 && goes_small(kernel, &g))
        kernel->small(g.m, g.n, g.k, g.a, g.rs_a, g.b, g.rs_b, g.c, g.rs_c);
    else if (has_few_columns(kernel, &g, num_threads))
        multiply_few_columns(kernel, &g, num_threads);
    else if (has_few_rows(kernel, &g))
        multiply_few_rows(kernel, &g, num_threads);
    else if (t = transposed(&g), has_few_columns(kernel, &t, num_threads))
        multiply_few_columns(kernel, &t, num_threads);
    else
        multiply_blocked(kernel, &g, num_threads);
    return LA_OK;
}
