/* Many products in one parallel region, while the caller copies.
 *
 * Only the caller reaches the memory that operands come from and results go to. So, beside what it
 * computes as the workers do, it has the operands brought, group of products after group, and the
 * results of those that are done taken away. Groups are brought a few at a time before they are
 * claimed, which keeps all at work, and what was brought in a cache. */
#include "threads/threads.h"

#if LA_THREADS_FUTEX
#include "gemm/driver.h"
#include "gemm/look.h"
#include "gemm/sizes.h"
#include "pool/arena.h"
#include "pool/pool.h"
#include "threads/futex.h"

/* Where the matrices of one product stand: written by JavaScript as it brings them. */
typedef struct place {
    const void *a, *b;
    void *c;
} place;

typedef struct batch {
    la_gemm_args args; /* of every product, but for the places */
    const place *places;
    ptrdiff_t count, group, groups; /* products; in a group; groups */
    ptrdiff_t ahead;                /* groups brought before they are claimed */
    char *workspaces;
    ptrdiff_t workspace; /* bytes of one thread's */
    bool small;
    ptrdiff_t claimed, brought; /* groups: atomic */
    ptrdiff_t taken;
    unsigned char *done; /* whether a group is: atomic */
    bool special;        /* see la_gemm_args */
} batch;

/* The caller has the operands of so many groups brought. */
static void bring(batch *b, ptrdiff_t groups)
{
    if (groups > b->groups) groups = b->groups;
    if (groups <= b->brought) return;
    pool_bring(0, groups);
    __atomic_store_n(&b->brought, groups, __ATOMIC_RELEASE);
}

static void bring_first(void *context)
{
    batch *b = context;
    bring(b, 1);
    bring(b, b->ahead);
}

/* The caller, between groups that it computes itself. */
static void bring_and_take(void *context)
{
    batch *b = context;
    ptrdiff_t taken = b->taken;
    bring(b, __atomic_load_n(&b->claimed, __ATOMIC_RELAXED) + b->ahead);
    while (taken < b->groups && __atomic_load_n(&b->done[taken], __ATOMIC_ACQUIRE))
        taken++;
    if (taken == b->taken) return;
    b->taken = taken;
    pool_take(taken);
}

static void compute(void *context, ptrdiff_t item, int thread)
{
    batch *b = context;
    const la_gemm_kernel *kernel = pool_get_kernel();
    la_gemm_args args = b->args;
    const ptrdiff_t first = item * b->group;
    const ptrdiff_t end = first + b->group < b->count ? first + b->group : b->count;
    __atomic_fetch_add(&b->claimed, 1, __ATOMIC_RELAXED);
    if (thread == 0) bring(b, item + b->ahead);
    for (unsigned spins = 0; __atomic_load_n(&b->brought, __ATOMIC_ACQUIRE) <= item; spins++)
        la_pause(spins);
    for (ptrdiff_t i = first; i < end; i++) {
        args.a = b->places[i].a;
        args.b = b->places[i].b;
        args.c = b->places[i].c;
        if (b->small) {
            kernel->small(args.m, args.n, args.k, args.a, args.rs_a, args.b, args.rs_b, args.c,
                          args.rs_c);
            la_gemm_look(&args);
        } else {
            la_gemm_blocked(kernel, &args, 1, b->workspaces + thread * b->workspace, b->workspace,
                            NULL);
        }
    }
    __atomic_store_n(&b->done[item], 1, __ATOMIC_RELEASE);
}

/* `count` products as pool_gemm has them, whose matrices are said to be at `places` when pool_bring
 * was asked for so many groups of `group` products; pool_take gives their results. Traps where a
 * worker died. */
EXPORT("pool_batch")
pool_made pool_batch(la_type type, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, ptrdiff_t rs_a,
                     ptrdiff_t cs_a, ptrdiff_t rs_b, ptrdiff_t cs_b, ptrdiff_t rs_c, ptrdiff_t cs_c,
                     int num_threads, void *panels_a, void *panels_b, const void *places,
                     ptrdiff_t count, ptrdiff_t group)
{
    const la_gemm_kernel *kernel = pool_get_kernel();
    la_packed packed_a = {.kernel = kernel, .panels = panels_a};
    la_packed packed_b = {.kernel = kernel, .panels = panels_b};
    batch b = {
        .args = {.type = type,
                 .m = m,
                 .n = n,
                 .k = k,
                 .rs_a = rs_a,
                 .cs_a = cs_a,
                 .rs_b = rs_b,
                 .cs_b = cs_b,
                 .rs_c = rs_c,
                 .cs_c = cs_c,
                 .packed_a = panels_a != NULL ? &packed_a : NULL,
                 .packed_b = panels_b != NULL ? &packed_b : NULL},
        .places = places,
        .count = count,
        .group = group,
        .groups = (count - 1) / group + 1,
        .ahead = 2 * (ptrdiff_t)num_threads,
    };
    b.small = panels_a == NULL && panels_b == NULL && la_gemm_is_small(kernel, &b.args);
    b.workspace = (la_gemm_workspace(kernel, &b.args, LA_GEMM_WORKSPACE_ALONE) + 63) / 64 * 64;
    b.workspaces = arena_alloc((size_t)b.workspace * (size_t)num_threads);
    b.done = arena_alloc((size_t)b.groups);
    if (b.workspaces == NULL || b.done == NULL) return POOL_NO_MEMORY;
    b.args.special = &b.special;
    memset(b.done, 0, (size_t)b.groups);
    const la_aside aside = {bring_first, bring_and_take};
    la_futex_parallel(compute, &b, b.groups, num_threads, &aside);
    return b.special ? POOL_SPECIAL : POOL_MADE;
}
#else
typedef int la_nothing_here;
#endif
