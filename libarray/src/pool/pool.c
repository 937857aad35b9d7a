/* The worker pool's module: matrix products by several threads in a shared memory of its own.
 *
 * Linked without any library. JavaScript instantiates it once for the caller and once in every
 * worker, on one memory, and calls: pool_stack and pool_work for a worker; pool_reset, pool_alloc
 * for A, B and C, and pool_gemm for a product (batch.c: pool_batch, for many); pool_keep and
 * pool_pack for a prepacked operand, before the products it is for. Addresses are those of the
 * shared memory. JavaScript alone reaches the other memory, where matrices come from and results
 * go: pool_gemm asks it for them. */
#include "threads/threads.h"

#if LA_THREADS_FUTEX
#include "gemm/driver.h"
#include "gemm/pack.h"
#include "gemm/sizes.h"
#include "pool/arena.h"
#include "pool/pool.h"
#include "threads/futex.h"

static const la_kernels *const kernel_sets[] = {
#define LA_KERNELS(ISA) &la_kernels_##ISA,
#include "kernels/kernels.inc"
#undef LA_KERNELS
};

static const la_gemm_kernel *kernel; /* what products run on */

const la_gemm_kernel *pool_get_kernel(void)
{
    return kernel;
}

/* --- workers -------------------------------------------------------------------------------- */

/* The end of a stack for one more worker, which sets its stack pointer to it; 0: no memory. */
EXPORT("pool_stack") size_t pool_stack(void)
{
    return arena_add_stack();
}

/* The life of worker `thread`: 1 .. */
EXPORT("pool_work") void pool_work(int thread)
{
    la_futex_work(thread);
}

EXPORT("pool_stop") void pool_stop(void)
{
    la_futex_stop();
}

/* Where la_futex_state lies, for those who set its spin_us, patience_ms and caller_may_sleep or
 * look at its counters. */
EXPORT("pool_state") la_futex_state *pool_state(void)
{
    return la_futex_get_state();
}

/* --- kernels -------------------------------------------------------------------------------- */

static const la_gemm_kernel *kernel_at(int i)
{
    for (unsigned set = 0; set < sizeof kernel_sets / sizeof *kernel_sets; set++) {
        const la_gemm_kernel *found;
        for (int at = 0; (found = la_kernels_gemm_at(kernel_sets[set], at)) != NULL; at++) {
            if (i-- == 0) return found;
        }
    }
    return NULL;
}

/* The name of the i-th kernel, NULL after the last. */
EXPORT("pool_kernel") const char *pool_kernel(int i)
{
    const la_gemm_kernel *found = kernel_at(i);
    return found != NULL ? found->name : NULL;
}

/* Products, of the kernel's type, run on it from now on. */
EXPORT("pool_use_kernel") void pool_use_kernel(int i)
{
    kernel = kernel_at(i);
}

EXPORT("pool_itemsize") int pool_itemsize(la_type type)
{
    return (int)la_element_size(type);
}

/* --- products ------------------------------------------------------------------------------- */

/* Forgets the last product; the next is near. */
EXPORT("pool_reset") void pool_reset(void)
{
    la_futex_wake();
    arena_reset();
}

EXPORT("pool_alloc") void *pool_alloc(size_t nbytes)
{
    return arena_alloc(nbytes);
}

/* --- prepacked operands --------------------------------------------------------------------- */

/* Bytes of the panels of A (left) or B by the kernel in use; see la_gemm_pack. */
EXPORT("pool_packed_bytes")
double pool_packed_bytes(bool left, ptrdiff_t count, ptrdiff_t k)
{
    return la_gemm_packed_bytes(kernel, left, count, k);
}

/* Memory that outlives products; 0: there is none. Forgets what pool_alloc gave. */
EXPORT("pool_keep") void *pool_keep(size_t nbytes)
{
    return arena_keep(nbytes);
}

EXPORT("pool_release") void pool_release(void *block)
{
    arena_release(block);
}

EXPORT("pool_pack")
void pool_pack(bool left, ptrdiff_t count, ptrdiff_t k, const void *from, ptrdiff_t stride,
               ptrdiff_t depth_stride, void *panels)
{
    la_gemm_pack(kernel, left, count, k, from, stride, depth_stride, panels);
}

/* --- a product ------------------------------------------------------------------------------ */

/* C = A B as la_gemm has it, for m, n, k >= 1, on up to num_threads threads with the kernel in
 * use, which is of this type. A and B are asked for by pool_bring, and C given by pool_take.
 * panels_a, panels_b: NULL, or where the operand stands packed; then it isn't read. Traps where a
 * worker died. */
EXPORT("pool_gemm")
pool_made pool_gemm(la_type type, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const void *a,
                    ptrdiff_t rs_a, ptrdiff_t cs_a, const void *b, ptrdiff_t rs_b, ptrdiff_t cs_b,
                    void *c, ptrdiff_t rs_c, ptrdiff_t cs_c, int num_threads, void *panels_a,
                    void *panels_b)
{
    la_packed packed_a = {.kernel = kernel, .panels = panels_a};
    la_packed packed_b = {.kernel = kernel, .panels = panels_b};
    bool special = false;
    const la_gemm_args args = {.type = type,
                               .m = m,
                               .n = n,
                               .k = k,
                               .a = a,
                               .rs_a = rs_a,
                               .cs_a = cs_a,
                               .b = b,
                               .rs_b = rs_b,
                               .cs_b = cs_b,
                               .c = c,
                               .rs_c = rs_c,
                               .cs_c = cs_c,
                               .packed_a = panels_a != NULL ? &packed_a : NULL,
                               .packed_b = panels_b != NULL ? &packed_b : NULL,
                               .special = &special};
    ptrdiff_t limit = LA_GEMM_WORKSPACE_LIMIT;
    for (;;) {
        ptrdiff_t nbytes = la_gemm_workspace(kernel, &args, limit);
        void *workspace = arena_alloc((size_t)nbytes);
        if (workspace) {
            la_gemm_transit transit = {.bring = pool_bring, .take = pool_take};
            la_gemm_blocked(kernel, &args, num_threads, workspace, nbytes, &transit);
            return special ? POOL_SPECIAL : POOL_MADE;
        }
        if (nbytes <= LA_GEMM_WORKSPACE_MIN) return POOL_NO_MEMORY;
        limit = nbytes / 2;
    }
}

/* A parallel region of nitems empty items: what it costs to have one. */
static void nothing(void *context, ptrdiff_t item, int thread)
{
    (void)context, (void)item, (void)thread;
}

EXPORT("pool_empty_region") void pool_empty_region(ptrdiff_t nitems, int num_threads)
{
    la_parallel(nothing, NULL, nitems, num_threads);
}

/* --- what the compiler may call -----------------------------------------------------------------
 */

/* Single instructions of WebAssembly (-mbulk-memory). */
void *memcpy(void *restrict to, const void *restrict from, size_t nbytes);
void *memcpy(void *restrict to, const void *restrict from, size_t nbytes)
{
    return __builtin_memcpy(to, from, nbytes);
}

void *memset(void *to, int value, size_t nbytes);
void *memset(void *to, int value, size_t nbytes)
{
    return __builtin_memset(to, value, nbytes);
}
#else
typedef int la_nothing_here;
#endif
