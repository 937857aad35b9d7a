/* How C = A B is cut up:
 *
 *   - C into chunks so large that the panels of A and B they need fit the workspace: mostly one;
 *   - k into slabs, as deep as the workspace allows: mostly one;
 *   - a slab into blocks of depth <= KC: the unit in which sums are accumulated, in order.
 *
 * For each slab one parallel region packs the slab of A and of B, and then computes C's tiles of
 * MC x NC, each by one thread, which goes through the slab's blocks while the tile stays in its L2.
 * One thread alone has chunks of MC rows: A is packed just before its use, B once for all of them.
 * Packing and tiles are one queue: whoever finds no more to pack waits until the last panel stands
 * and goes on with tiles. A prepacked operand needs no workspace and no packing: its panels stand.
 */
#include "gemm/driver.h"

#include "gemm/look.h"
#include "gemm/pack.h"
#include "gemm/sizes.h"
#include "threads/threads.h"
#if LA_THREADS_FUTEX
#include "threads/futex.h"
#endif

enum { STRIPS = 64 }; /* of rows of C, at most, that are taken one by one */

typedef struct slab {
    const la_gemm_kernel *kernel;
    const la_gemm_args *args;
    la_pack_fn pack;
    ptrdiff_t itemsize;
    ptrdiff_t i, m, j, n;        /* the chunk of C: rows i .. i + m - 1, columns j .. j + n - 1 */
    ptrdiff_t p, k;              /* depth p .. p + k - 1 */
    ptrdiff_t kc;                /* depth of a block */
    const char *a, *b;           /* packed: block after block, each panel after panel */
    char *room_a, *room_b;       /* the same where this slab packs it; NULL: prepacked */
    ptrdiff_t a_rows, b_columns; /* in a block, padded to whole panels */
    ptrdiff_t a_first, b_first;  /* the chunk's first row and column in a block */
    ptrdiff_t pack_a_rows, pack_b_columns; /* in an item of packing */
    ptrdiff_t pack_a_items, pack_b_items, blocks;
    ptrdiff_t tile_m, tile_n, tiles_m, tiles_n;
    ptrdiff_t packed; /* items of packing done: atomic */

    la_gemm_transit *transit; /* NULL: operands are here, and C stays */
    ptrdiff_t strip_rows, taken;
    ptrdiff_t made[STRIPS]; /* elements of a strip that are complete: atomic */
} slab;

static ptrdiff_t ceil_div(ptrdiff_t a, ptrdiff_t b)
{
    return (a - 1) / b + 1;
}

static ptrdiff_t round_up(ptrdiff_t a, ptrdiff_t unit)
{
    return ceil_div(a, unit) * unit;
}

static ptrdiff_t smaller(ptrdiff_t a, ptrdiff_t b)
{
    return a < b ? a : b;
}

ptrdiff_t la_gemm_depth(const la_gemm_kernel *kernel, ptrdiff_t k)
{
    /* Equal blocks: k = 257 is 132 + 125, not 256 + 1. */
    return k <= kernel->kc ? k : round_up(ceil_div(k, ceil_div(k, kernel->kc)), 4);
}

/* The panels of a prepacked operand, NULL where it isn't one, or was packed for another kernel. */
static const char *panels_for(const la_gemm_kernel *kernel, const la_packed *packed)
{
    return packed != NULL && packed->kernel == kernel ? packed->panels : NULL;
}

/* --- without packing ---------------------------------------------------------------------------
 */

bool la_gemm_rows_alias(ptrdiff_t stride, ptrdiff_t itemsize)
{
    return stride * itemsize % LA_ALIASING_BYTES == 0;
}

bool la_gemm_can_be_small(const la_gemm_kernel *kernel, const la_gemm_args *g)
{
    return kernel->small != NULL && g->cs_a == 1 && g->cs_b == 1 && g->cs_c == 1 &&
           g->k <= kernel->kc;
}

bool la_gemm_is_small(const la_gemm_kernel *kernel, const la_gemm_args *g)
{
    if (!la_gemm_can_be_small(kernel, g)) return false;
    if (g->n > LA_SMALL_COLUMNS) return false;
    if (g->m > LA_SMALL_ROWS && g->k < LA_SMALL_DEPTH) return false;
    double most = (double)kernel->small_max;
    ptrdiff_t itemsize = la_element_size(g->type);
    if (most > LA_SMALL_ALIASING_MAX &&
        (la_gemm_rows_alias(g->rs_a, itemsize) || la_gemm_rows_alias(g->rs_b, itemsize)))
        most = LA_SMALL_ALIASING_MAX;
    return (double)g->m * (double)g->n * (double)g->k <= most;
}

/* --- packing ------------------------------------------------------------------------------------
 *
 * Items of a slab's queue come in this order: pieces of B, block by block; pieces of A, strip by
 * strip; tiles. */

/* What an item packs: `count` columns of B or rows of A from `first` on, `depth` deep from p on;
 * both within the slab. */
typedef struct piece {
    bool left;
    ptrdiff_t first, count, p, depth;
} piece;

static piece piece_at(const slab *s, ptrdiff_t item)
{
    const ptrdiff_t b_items = s->pack_b_items * s->blocks;
    piece piece = {.left = item >= b_items};
    if (piece.left) {
        item -= b_items;
        piece.p = item % s->blocks * s->kc;
        piece.first = item / s->blocks * s->pack_a_rows;
        piece.count = smaller(s->pack_a_rows, s->m - piece.first);
    } else {
        piece.p = item / s->pack_b_items * s->kc;
        piece.first = item % s->pack_b_items * s->pack_b_columns;
        piece.count = smaller(s->pack_b_columns, s->n - piece.first);
    }
    piece.depth = smaller(s->kc, s->k - piece.p);
    return piece;
}

static void pack_piece(const slab *s, const piece *piece)
{
    const la_gemm_args *g = s->args;
    const int width = piece->left ? s->kernel->mr : s->kernel->nr;
    const ptrdiff_t stride = piece->left ? g->rs_a : g->cs_b;
    const ptrdiff_t depth_stride = piece->left ? g->cs_a : g->rs_b;
    const ptrdiff_t first = (piece->left ? s->i : s->j) + piece->first;
    const char *from = (const char *)(piece->left ? g->a : g->b) +
                       (first * stride + (s->p + piece->p) * depth_stride) * s->itemsize;
    char *to = (piece->left ? s->room_a : s->room_b) +
               ((piece->left ? s->a_rows : s->b_columns) * piece->p + piece->first * piece->depth) *
                   s->itemsize;
    s->pack(width, piece->count, piece->depth, from, stride, depth_stride, to);
}

/* --- operands that come, and C that goes: see transit.h ------------------------------------------
 */

static int operand_of(const piece *piece)
{
    return piece->left ? LA_OPERAND_A : LA_OPERAND_B;
}

/* Lines of its operand that must have arrived before a piece is packed. */
static ptrdiff_t lines_for(const slab *s, const piece *piece)
{
    const la_gemm_args *g = s->args;
    const bool deep = piece->left ? g->cs_a > g->rs_a : g->rs_b >= g->cs_b;
    if (deep) return s->p + piece->p + piece->depth;
    return (piece->left ? s->i : s->j) + piece->first + piece->count;
}

static void await_lines(const slab *s, const piece *piece)
{
    const ptrdiff_t *arrived = &s->transit->arrived[operand_of(piece)], lines = lines_for(s, piece);
    for (unsigned spins = 0; __atomic_load_n(arrived, __ATOMIC_ACQUIRE) < lines; spins++)
        la_pause(spins);
}

#if LA_THREADS_FUTEX
/* The caller, before it packs. */
static void bring_operands(void *context)
{
    slab *s = context;
    const ptrdiff_t items = (s->pack_b_items + s->pack_a_items) * s->blocks;
    for (ptrdiff_t item = 0; item < items; item++) {
        const piece piece = piece_at(s, item);
        const ptrdiff_t lines = lines_for(s, &piece);
        ptrdiff_t *arrived = &s->transit->arrived[operand_of(&piece)];
        if (lines <= *arrived) continue;
        s->transit->bring(operand_of(&piece), lines);
        __atomic_store_n(arrived, lines, __ATOMIC_RELEASE);
    }
}

/* The caller, between tiles. */
static void take_rows(void *context)
{
    slab *s = context;
    ptrdiff_t taken = s->taken;
    while (taken < s->m) {
        const ptrdiff_t rows = smaller(s->strip_rows, s->m - taken);
        const ptrdiff_t *made = &s->made[taken / s->strip_rows];
        if (__atomic_load_n(made, __ATOMIC_ACQUIRE) < rows * s->n) break;
        taken += rows;
    }
    if (taken == s->taken) return;
    s->taken = taken;
    s->transit->take(s->i + taken);
}
#endif

/* --- tiles ----------------------------------------------------------------------------------- */

static void tile_item(slab *s, ptrdiff_t item)
{
    const la_gemm_args *g = s->args;
    ptrdiff_t i = item % s->tiles_m * s->tile_m, j = item / s->tiles_m * s->tile_n;
    ptrdiff_t m = smaller(s->tile_m, s->m - i), n = smaller(s->tile_n, s->n - j);
    char *c = (char *)g->c + ((s->i + i) * g->rs_c + (s->j + j) * g->cs_c) * s->itemsize;
    for (ptrdiff_t p = 0; p < s->k; p += s->kc) {
        ptrdiff_t depth = smaller(s->kc, s->k - p);
        s->kernel->block(m, n, depth,
                         s->a + (s->a_rows * p + (s->a_first + i) * depth) * s->itemsize,
                         s->b + (s->b_columns * p + (s->b_first + j) * depth) * s->itemsize, c,
                         g->rs_c, g->cs_c, g->accumulate || s->p + p > 0);
    }
    if (s->p + s->k == g->k) la_gemm_look_at(g, s->i + i, m, s->j + j, n);
    if (s->strip_rows > 0) __atomic_fetch_add(&s->made[i / s->strip_rows], m * n, __ATOMIC_RELEASE);
}

static void slab_task(void *context, ptrdiff_t item, int thread)
{
    slab *s = context;
    const ptrdiff_t pack_items = (s->pack_b_items + s->pack_a_items) * s->blocks;
    (void)thread;
    if (item < pack_items) {
        const piece piece = piece_at(s, item);
        if (s->transit != NULL) await_lines(s, &piece);
        pack_piece(s, &piece);
        __atomic_fetch_add(&s->packed, 1, __ATOMIC_RELEASE);
        return;
    }
    /* The queue is claimed in order: what isn't packed yet is being packed by a running thread. */
    for (unsigned spins = 0; __atomic_load_n(&s->packed, __ATOMIC_ACQUIRE) < pack_items; spins++)
        la_pause(spins);
    tile_item(s, item - pack_items);
}

/* Where k is small, C is most of what memory has to move: its rows are written far at a time, by
 * flat tiles for which as much of B is needed as for others. Of rows that alias there are no more
 * than a panel has: their lines, half written, would drive each other out of L1. */
static void flatten_tile(const slab *s, ptrdiff_t *mc, ptrdiff_t *nc)
{
    const ptrdiff_t mr = s->kernel->mr, size = *mc * *nc;
    const ptrdiff_t wide = smaller(*nc * (s->kernel->kc / s->kc), size / mr);
    if (s->kc * LA_SHALLOW > s->kernel->kc || s->n <= *nc) return;
    *nc = smaller(wide, s->n);
    *mc = la_gemm_rows_alias(s->args->rs_c, s->itemsize) ? mr : ceil_div(size, *nc);
}

/* Tiles of at most mc x nc, smaller where that gives every thread enough of them to share out, but
 * not so small that claiming one takes long beside it. */
static void choose_tiles(slab *s, int num_threads)
{
    const la_gemm_kernel *kernel = s->kernel;
    ptrdiff_t wanted = num_threads > 1 ? 8 * (ptrdiff_t)num_threads : 1;
    const double most = (double)s->m * (double)s->n * (double)s->k / LA_TILE_MIN;
    if ((double)wanted > most) wanted = most > num_threads ? (ptrdiff_t)most : num_threads;
    ptrdiff_t mc = kernel->mc, nc = kernel->nc;
    if (num_threads == 1) flatten_tile(s, &mc, &nc);
    s->tiles_n = ceil_div(s->n, nc);
    s->tiles_m = ceil_div(s->m, mc);
    if (s->tiles_m * s->tiles_n < wanted)
        s->tiles_m = smaller(ceil_div(wanted, s->tiles_n), ceil_div(s->m, kernel->mr));
    if (s->tiles_m * s->tiles_n < wanted)
        s->tiles_n = smaller(ceil_div(wanted, s->tiles_m), ceil_div(s->n, kernel->nr));
    s->tile_m = round_up(ceil_div(s->m, s->tiles_m), kernel->mr);
    s->tile_n = round_up(ceil_div(s->n, s->tiles_n), kernel->nr);
    s->tiles_m = ceil_div(s->m, s->tile_m);
    s->tiles_n = ceil_div(s->n, s->tile_n);
}

/* Where the slab's panels of A and B lie: in the workspace, or where they stand already. */
static void place_panels(slab *s, char *workspace)
{
    const la_gemm_kernel *kernel = s->kernel;
    const char *panels_a = panels_for(kernel, s->args->packed_a);
    const char *panels_b = panels_for(kernel, s->args->packed_b);
    s->room_a = s->room_b = NULL;
    if (panels_b != NULL) {
        s->b_columns = round_up(s->args->n, kernel->nr);
        s->b_first = s->j;
        s->b = panels_b + s->b_columns * s->p * s->itemsize;
    } else {
        s->b_columns = round_up(s->n, kernel->nr);
        s->b_first = 0;
        s->b = s->room_b = workspace;
        workspace += round_up(s->b_columns * s->k * s->itemsize, 64);
    }
    if (panels_a != NULL) {
        s->a_rows = round_up(s->args->m, kernel->mr);
        s->a_first = s->i;
        s->a = panels_a + s->a_rows * s->p * s->itemsize;
    } else {
        s->a_rows = round_up(s->m, kernel->mr);
        s->a_first = 0;
        s->a = s->room_a = workspace;
    }
}

static void run_queue(slab *s, ptrdiff_t nitems, int num_threads)
{
#if LA_THREADS_FUTEX
    if (s->transit != NULL) {
        /* Rows are complete in C's last columns, at the end of k. */
        const bool last = s->j + s->n == s->args->n && s->p + s->k == s->args->k;
        s->strip_rows = last ? ceil_div(s->tiles_m, STRIPS) * s->tile_m : 0;
        s->taken = 0;
        for (int i = 0; i < STRIPS; i++)
            s->made[i] = 0;
        const la_aside aside = {bring_operands, last ? take_rows : NULL};
        la_futex_parallel(slab_task, s, nitems, num_threads, &aside);
        return;
    }
#endif
    la_parallel(slab_task, s, nitems, num_threads);
}

static void run_slab(slab *s, char *workspace, int num_threads)
{
    const la_gemm_kernel *kernel = s->kernel;
    place_panels(s, workspace);
    s->blocks = ceil_div(s->k, s->kc);
    s->packed = 0;
    choose_tiles(s, num_threads);
    s->pack_a_rows = s->tile_m;
    s->pack_b_columns = round_up(num_threads > 1 ? 64 : 256, kernel->nr);
    s->pack_a_items = s->room_a != NULL ? ceil_div(s->m, s->pack_a_rows) : 0;
    /* Chunks of rows come one after the other: B was packed with the first. */
    s->pack_b_items = s->room_b != NULL && s->i == 0 ? ceil_div(s->n, s->pack_b_columns) : 0;
    run_queue(s, (s->pack_a_items + s->pack_b_items) * s->blocks + s->tiles_m * s->tiles_n,
              num_threads);
}

double la_gemm_packed_bytes(const la_gemm_kernel *kernel, bool left, ptrdiff_t count, ptrdiff_t k)
{
    double padded = (double)round_up(count, left ? kernel->mr : kernel->nr);
    return padded * (double)k * (double)la_element_size(kernel->type);
}

void la_gemm_pack(const la_gemm_kernel *kernel, bool left, ptrdiff_t count, ptrdiff_t k,
                  const void *from, ptrdiff_t stride, ptrdiff_t depth_stride, void *panels)
{
    const la_pack_fn pack = la_pack_find(kernel->type);
    const ptrdiff_t itemsize = la_element_size(kernel->type), kc = la_gemm_depth(kernel, k);
    const int width = left ? kernel->mr : kernel->nr;
    const ptrdiff_t padded = round_up(count, width);
    for (ptrdiff_t p = 0; p < k; p += kc)
        pack(width, count, smaller(kc, k - p), (const char *)from + p * depth_stride * itemsize,
             stride, depth_stride, (char *)panels + padded * p * itemsize);
}

/* Bytes of workspace that the panels of m rows of A and n columns of B take, k deep. */
static double panel_bytes(const la_gemm_kernel *kernel, const la_gemm_args *args, ptrdiff_t m,
                          ptrdiff_t n, ptrdiff_t k)
{
    double bytes = 64;
    if (panels_for(kernel, args->packed_a) == NULL)
        bytes += la_gemm_packed_bytes(kernel, true, m, k);
    if (panels_for(kernel, args->packed_b) == NULL)
        bytes += la_gemm_packed_bytes(kernel, false, n, k);
    return bytes;
}

ptrdiff_t la_gemm_workspace(const la_gemm_kernel *kernel, const la_gemm_args *args, ptrdiff_t limit)
{
    double all = panel_bytes(kernel, args, args->m, args->n, args->k);
    ptrdiff_t bytes = all < (double)limit ? (ptrdiff_t)all : limit;
    return bytes > LA_GEMM_WORKSPACE_MIN ? bytes : LA_GEMM_WORKSPACE_MIN;
}

void la_gemm_blocked(const la_gemm_kernel *kernel, const la_gemm_args *args, int num_threads,
                     void *workspace, ptrdiff_t workspace_bytes, la_gemm_transit *transit)
{
    slab s = {.kernel = kernel, .args = args, .pack = la_pack_find(args->type), .transit = transit};
    s.itemsize = la_element_size(args->type);
    s.kc = la_gemm_depth(kernel, args->k);

    /* First the slab gives way, down to one block, then the chunk. */
    ptrdiff_t k = args->k, m = args->m, n = args->n;
    if (num_threads == 1) m = round_up(ceil_div(m, ceil_div(m, kernel->mc)), kernel->mr);
    double bytes = (double)workspace_bytes;
    if (panel_bytes(kernel, args, m, n, k) > bytes) {
        double blocks = bytes / panel_bytes(kernel, args, m, n, s.kc);
        k = blocks >= 2 ? (ptrdiff_t)blocks * s.kc : s.kc;
    }
    while (panel_bytes(kernel, args, m, n, k) > bytes) {
        bool cut_m = m > kernel->mr && panels_for(kernel, args->packed_a) == NULL;
        bool cut_n = n > kernel->nr && panels_for(kernel, args->packed_b) == NULL;
        if (cut_m && (m >= n || !cut_n))
            m = round_up(ceil_div(m, 2), kernel->mr);
        else if (cut_n)
            n = round_up(ceil_div(n, 2), kernel->nr);
        else
            break;
    }
    for (s.j = 0; s.j < args->n; s.j += n) {
        s.n = smaller(n, args->n - s.j);
        for (s.p = 0; s.p < args->k; s.p += k) {
            s.k = smaller(k, args->k - s.p);
            for (s.i = 0; s.i < args->m; s.i += m) {
                s.m = smaller(m, args->m - s.i);
                run_slab(&s, workspace, num_threads);
            }
        }
    }
}
