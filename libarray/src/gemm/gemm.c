/* One product: which way it goes. */
#include "gemm/gemm.h"

#include <string.h>

#include "dispatch.h"
#include "gemm/driver.h"
#include "gemm/look.h"
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

/* --- parts of a product --------------------------------------------------------------------- */

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

/* Of C, so many rows (or columns), from `first` on: a product, too. */
static la_gemm_args part_of(const la_gemm_args *g, bool columns, ptrdiff_t first, ptrdiff_t count)
{
    const ptrdiff_t bytes = first * la_element_size(g->type);
    la_gemm_args part = *g;
    if (columns) {
        part.n = count;
        part.b = (const char *)g->b + bytes * g->cs_b;
        part.c = (char *)g->c + bytes * g->cs_c;
        part.packed_b = NULL; /* its panels begin at B's first column */
    } else {
        part.m = count;
        part.a = (const char *)g->a + bytes * g->rs_a;
        part.c = (char *)g->c + bytes * g->rs_c;
        part.packed_a = NULL;
    }
    return part;
}

/* A product whose rows or columns are shared out to threads. */
typedef struct shared_product {
    void (*compute)(const struct shared_product *shared, const la_gemm_args *part);
    const la_gemm_args *args;
    const la_gemm_kernel *kernel; /* NULL where it's gemv */
    la_gemv_fn gemv;
    bool columns;    /* shared out are columns, or else rows */
    ptrdiff_t count; /* of them, in an item */
} shared_product;

static void shared_item(void *context, ptrdiff_t item, int thread)
{
    const shared_product *shared = context;
    const la_gemm_args *g = shared->args;
    const ptrdiff_t first = item * shared->count;
    const ptrdiff_t left = (shared->columns ? g->n : g->m) - first;
    const la_gemm_args part =
        part_of(g, shared->columns, first, left < shared->count ? left : shared->count);
    (void)thread;
    shared->compute(shared, &part);
    la_gemm_look(&part);
}

/* In whole units of rows or columns. One thread has it in one piece, several in about so many
 * items. There are more where C is large: an item's part of it is still in a cache when it's looked
 * at. */
static void share_out(shared_product *shared, ptrdiff_t unit, ptrdiff_t items, int num_threads)
{
    const la_gemm_args *g = shared->args;
    const double bytes = (double)g->m * (double)g->n * (double)la_element_size(g->type);
    if (num_threads == 1) items = 1;
    if (bytes > (double)items * LA_LOOK_BYTES) items = (ptrdiff_t)(bytes / LA_LOOK_BYTES);
    const ptrdiff_t all = shared->columns ? g->n : g->m;
    const ptrdiff_t units = (all - 1) / unit + 1;
    shared->count = ((units - 1) / items + 1) * unit;
    la_parallel(shared_item, shared, (all - 1) / shared->count + 1, num_threads);
}

/* --- matrix times vector -------------------------------------------------------------------- */

static void vector_part(const shared_product *shared, const la_gemm_args *g)
{
    shared->gemv(g->m, g->k, g->a, g->rs_a, g->cs_a, g->b, g->rs_b, g->c, g->rs_c);
}

/* B is a column. One with gaps is gathered first, so that rows of A meet a dense vector. */
static void multiply_vector(la_gemv_fn gemv, const la_gemm_args *args)
{
    la_gemm_args g = *args;
    const ptrdiff_t itemsize = la_element_size(g.type);
    char small[1024], *dense = NULL;
    if (g.rs_b != 1 && g.cs_a == 1 && g.m > 1 && g.k <= PTRDIFF_MAX / itemsize) {
        dense = g.k * itemsize <= (ptrdiff_t)sizeof(small) ? small : la_alloc(g.k * itemsize);
        if (dense != NULL) { /* else: slower, through the strides */
            for (ptrdiff_t p = 0; p < g.k; p++)
                memcpy(dense + p * itemsize, (const char *)g.b + p * g.rs_b * itemsize,
                       (size_t)itemsize);
            g.b = dense;
            g.rs_b = 1;
        }
    }
    /* In one piece where nobody shares: strips of a column-major A are slow when narrow. */
    const bool big = (double)g.m * (double)g.k * (double)itemsize >= LA_GEMV_PARALLEL_MIN;
    const int num_threads = LA_THREADS_PTHREADS && big ? la_get_num_threads() : 1;
    const ptrdiff_t most = 4 * (ptrdiff_t)num_threads, items = (g.m - 1) / LA_GEMV_ROWS + 1;
    shared_product shared = {.compute = vector_part, .args = &g, .gemv = gemv};
    share_out(&shared, 1, items < most ? items : most, num_threads);
    if (dense != small) la_dealloc(dense);
}

/* --- matrix times matrix -------------------------------------------------------------------- */

static bool goes_small(const la_gemm_kernel *kernel, const la_gemm_args *g)
{
    switch (la_gemm_packing(g->type)) {
    case LA_PACKING_ALWAYS: return false;
    case LA_PACKING_NEVER: return la_gemm_can_be_small(kernel, g);
    default: return la_gemm_is_small(kernel, g);
    }
}

/* With B's panels at hand, A and C need no packing either, where A is small enough to be read once
 * for each panel. */
static bool is_thin(const la_gemm_kernel *kernel, const la_gemm_args *g)
{
    if (kernel->few_columns == NULL || g->cs_a != 1 || g->cs_c != 1 || g->k > kernel->kc)
        return false;
    const ptrdiff_t itemsize = la_element_size(g->type);
    if (goes_small(kernel, g) && (double)g->k * (double)g->n * (double)itemsize < LA_PACKED_BYTES)
        return false;
    return g->m <= LA_PACKED_ROWS && !la_gemm_rows_alias(g->rs_a, itemsize);
}

static void multiply_small(const la_gemm_kernel *kernel, const la_gemm_args *g)
{
    kernel->small(g->m, g->n, g->k, g->a, g->rs_a, g->b, g->rs_b, g->c, g->rs_c);
    la_gemm_look(g);
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
    if (g->m <= LA_FEW_ROWS_MAX && g->packed_b == NULL) return false;
    if (g->n <= LA_FEW_COLUMNS_MAX && g->packed_a == NULL) return false;
    const double m = (double)g->m, n = (double)g->n, k = (double)g->k;
    const double a = g->packed_a == NULL ? m * k : 0, b = g->packed_b == NULL ? k * n : 0;
    return la_gemm_pays_elsewhere(g, 1, a + b + m * n, num_threads, LA_OFFLOAD_GAIN);
}

/* Whether B is so large for so few rows that copying it would take longer than the product. */
static bool has_few_rows(const la_gemm_kernel *kernel, const la_gemm_args *g)
{
    return kernel->few_rows != NULL && g->m <= LA_FEW_ROWS_MAX && g->n >= LA_FEW_STRIP &&
           g->cs_b == 1 && g->cs_c == 1 && la_gemm_packing(g->type) != LA_PACKING_ALWAYS;
}

static void multiply_blocked(const la_gemm_kernel *kernel, const la_gemm_args *g, int num_threads)
{
    _Alignas(LA_ALIGNMENT) char reserve[LA_GEMM_WORKSPACE_MIN];
    ptrdiff_t limit = num_threads > 1             ? LA_GEMM_WORKSPACE_LIMIT
                      : g->m <= LA_GEMM_FLAT_ROWS ? LA_GEMM_WORKSPACE_FLAT
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

static void few_rows_part(const shared_product *shared, const la_gemm_args *g)
{
    shared->kernel->few_rows(g->m, g->n, g->k, la_gemm_depth(shared->kernel, g->k), g->a, g->rs_a,
                             g->cs_a, g->b, g->rs_b, g->c, g->rs_c);
}

/* Columns by LA_FEW_STRIP are shared out; what is less than LA_FEW_UNIT of them is packed. */
static void multiply_few_rows(const la_gemm_kernel *kernel, const la_gemm_args *g, int num_threads)
{
    const ptrdiff_t rest = g->n % LA_FEW_UNIT;
    const la_gemm_args whole = part_of(g, true, 0, g->n - rest);
    shared_product shared = {
        .compute = few_rows_part, .args = &whole, .kernel = kernel, .columns = true};
    share_out(&shared, LA_FEW_STRIP, 4 * (ptrdiff_t)num_threads, num_threads);
    if (rest > 0) {
        const la_gemm_args tail = part_of(g, true, whole.n, rest);
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

/* B is its panels; so many rows of A go along each. */
static void go_along_panels(const la_gemm_kernel *kernel, const la_gemm_args *g, ptrdiff_t rows)
{
    kernel->few_columns(g->m, g->n, g->k, la_gemm_depth(kernel, g->k), rows, g->a, g->rs_a, g->b,
                        g->c, g->rs_c, g->cs_c);
}

static void few_columns_part(const shared_product *shared, const la_gemm_args *g)
{
    go_along_panels(shared->kernel, g, shared->kernel->mr);
}

static void multiply_thin(const la_gemm_kernel *kernel, const la_gemm_args *args)
{
    la_gemm_args g = *args;
    g.b = g.packed_b->panels;
    go_along_panels(kernel, &g, g.m);
    la_gemm_look(&g);
}

static void multiply_few_columns(const la_gemm_kernel *kernel, const la_gemm_args *args,
                                 int num_threads)
{
    la_gemm_args g = *args;
    char *panels = NULL;
    if (g.packed_b != NULL) {
        g.b = g.packed_b->panels;
    } else {
        double nbytes = la_gemm_packed_bytes(kernel, false, g.n, g.k);
        panels = nbytes < (double)PTRDIFF_MAX ? la_alloc((ptrdiff_t)nbytes) : NULL;
        if (panels == NULL) {
            multiply_blocked(kernel, &g, num_threads);
            return;
        }
        la_gemm_pack(kernel, false, g.n, g.k, g.b, g.cs_b, g.rs_b, panels);
        g.b = panels;
    }
    shared_product shared = {.compute = few_columns_part, .args = &g, .kernel = kernel};
    share_out(&shared, kernel->mr, 8 * (ptrdiff_t)num_threads, num_threads);
    la_dealloc(panels);
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
        la_gemm_look(&g);
        return LA_OK;
    }
    if (g.m == 1) g = transposed(&g);
    if (g.n == 1) {
        multiply_vector(kernels->gemv[g.type], &g);
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
        multiply_small(kernel, &g);
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
