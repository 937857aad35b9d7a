/* The worker pool's module: matrix products by several threads in a shared memory of its own.
 *
 * Linked without any library. JavaScript instantiates it once for the caller and once in every
 * worker, on one memory, and calls: pool_stack and pool_work for a worker; pool_reset, pool_alloc
 * for A, B and C, and pool_gemm for a product. Addresses are those of the shared memory. */
#include "threads/threads.h"

#if LA_THREADS_FUTEX
#include "gemm/driver.h"
#include "gemm/pack.h"
#include "gemm/sizes.h"
#include "pool/arena.h"
#include "threads/futex.h"

#define EXPORT(NAME) __attribute__((export_name(NAME)))

static const la_kernels *const kernel_sets[] = {
#define LA_KERNELS(ISA) &la_kernels_##ISA,
#include "kernels/kernels.inc"
#undef LA_KERNELS
};

static unsigned in_use; /* what products run on */

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

/* The name of the i-th instruction set, NULL after the last. */
EXPORT("pool_isa") const char *pool_isa(unsigned i)
{
    return i < sizeof kernel_sets / sizeof *kernel_sets ? kernel_sets[i]->isa : NULL;
}

EXPORT("pool_use_isa") void pool_use_isa(unsigned i)
{
    in_use = i;
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

/* C = A B as la_gemm has it, for m, n, k >= 1, on up to num_threads threads with the instruction
 * set in use. False where there is no memory for packing. Traps where a worker died. */
EXPORT("pool_gemm")
bool pool_gemm(la_type type, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const void *a, ptrdiff_t rs_a,
               ptrdiff_t cs_a, const void *b, ptrdiff_t rs_b, ptrdiff_t cs_b, void *c,
               ptrdiff_t rs_c, ptrdiff_t cs_c, int num_threads)
{
    const la_gemm_args args = {type, m, n, k, a, rs_a, cs_a, b, rs_b, cs_b, c, rs_c, cs_c};
    const la_gemm_kernel *kernel = NULL;
    for (unsigned i = in_use + 1; !kernel && i > 0; i--) /* as dispatch.c fills a table's slots */
        kernel = kernel_sets[i - 1]->gemm[type];
    ptrdiff_t limit = LA_GEMM_WORKSPACE_LIMIT;
    for (;;) {
        ptrdiff_t nbytes = la_gemm_workspace(kernel, &args, limit);
        void *workspace = arena_alloc((size_t)nbytes);
        if (workspace) {
            la_gemm_blocked(kernel, &args, num_threads, workspace, nbytes);
            return true;
        }
        if (nbytes <= LA_GEMM_WORKSPACE_MIN) return false;
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
