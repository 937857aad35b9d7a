/* np.nditer's buffers.
 *
 * A chunk is a run of the walk along its `outer` axis and all faster ones, the core. It begins
 * where a core does (unless the walk was sent inside one: then it is the rest of that core), has at
 * most buffersize elements, and doesn't go beyond the outer axis. The outer axis is chosen as NumPy
 * does, for few chunks and few buffers. An operand that is reduced along the outer axis, but not
 * within the core or the other way round, can't be shown in one stride: then every core is a chunk.
 */
#include "nditer.h"

#include "libarray/array.h"

enum { DEFAULT_BUFFERSIZE = 8192 };

/* --- the plan --------------------------------------------------------------------------------- */

typedef struct choice {
    int outer,
        reduced; /* axes; reduced: where a reduced operand begins or ends to stand still, or 0 */
    ptrdiff_t core;
} choice;

/* Whether the operand goes on evenly from axis i - 1 to axis i. */
static bool is_even(const nditer *it, int op, int i)
{
    return nditer_strides(it, i - 1)[op] * it->shape[i - 1] == nditer_strides(it, i)[op];
}

/* How many axes, from the fastest, the operand walks in one stride. */
static int even_axes(const nditer *it, int op)
{
    int n = 1;
    while (n < it->ndim && is_even(it, op, n))
        n++;
    return n;
}

/* Estimates the cost of each outer axis as (1 + buffers) for every chunk. */
static choice choose(const nditer *it, ptrdiff_t limit)
{
    choice best = {.core = 1};
    int cost = 1;
    for (int op = 0; op < it->nop; op++)
        if (it->ops[op].flags & NDITER_CAST) cost++;
    ptrdiff_t size = it->shape[0], best_size = size;
    int best_cost = cost;
    for (int i = 1; i < it->ndim && best.reduced == 0; i++) {
        const bool limited = cost > 1 || !nditer_has(it, NDITER_GROWINNER);
        if (size >= limit && limited) break;
        for (int op = 0; op < it->nop; op++) {
            const unsigned flags = it->ops[op].flags;
            const int even = even_axes(it, op);
            if (even > i) continue;
            if (even == i && !(flags & NDITER_CAST)) cost++;
            if ((flags & NDITER_REDUCED) &&
                (nditer_strides(it, i)[op] == 0 || nditer_strides(it, i - 1)[op] == 0))
                best.reduced = i;
        }
        const ptrdiff_t core = size;
        size *= it->shape[i];
        if (size == 0) break;
        double chunk = (double)size;
        if (size > limit && (cost > 1 || !nditer_has(it, NDITER_GROWINNER))) chunk = (double)limit;
        if (cost * (double)best_size > best_cost * chunk) continue;
        best_cost = cost;
        best_size = size;
        best.core = core;
        best.outer = i;
    }
    return best;
}

/* Whether the operand stands still along the axes up to `last`. */
static bool stands_still(const nditer *it, int op, int last)
{
    for (int i = 0; i <= last && i < it->ndim; i++)
        if (it->shape[i] != 1 && nditer_strides(it, i)[op] != 0) return false;
    return true;
}

void nditer_plan_chunks(nditer *it)
{
    const ptrdiff_t limit = it->buffersize > 0 ? it->buffersize : DEFAULT_BUFFERSIZE;
    const choice c = choose(it, limit);
    bool any = false;
    it->by_core = c.reduced != 0 && c.reduced == c.outer;
    it->core = c.core;
    it->whole = c.core * (it->ndim > 0 ? it->shape[c.outer] : 1);
    for (int op = 0; op < it->nop; op++) {
        nditer_operand *o = &it->ops[op];
        const int last = it->by_core ? c.outer - 1 : c.outer;
        const ptrdiff_t step = nditer_strides(it, 0)[op];
        const bool still = stands_still(it, op, last);
        o->flags &= ~(unsigned)NDITER_IN_BUFFER;
        if ((o->flags & NDITER_CAST) || even_axes(it, op) <= last ||
            ((o->flags & NDITER_CONTIG) && step != o->dtype->itemsize))
            o->flags |= NDITER_IN_BUFFER;
        if (!(o->flags & NDITER_IN_BUFFER)) {
            o->step = step;
            continue;
        }
        any = true;
        const bool repeats = still && (o->flags & NDITER_CONTIG) && !(o->flags & NDITER_REDUCED);
        o->step = still && !repeats ? 0 : o->dtype->itemsize;
    }
    it->most = limit;
    if (it->core > 1 && it->most < it->whole) it->most -= it->most % it->core;
    if (!any && nditer_has(it, NDITER_GROWINNER)) it->most = PTRDIFF_MAX;
}

/* --- the way to and from buffers -------------------------------------------------------------- */

/* A block of the walk that is one box of the operand's memory. */
typedef struct box {
    int ndim;
    ptrdiff_t size, shape[LA_MAXDIMS];
    int axes[LA_MAXDIMS]; /* slowest first, as shape */
} box;

/* The largest box that begins at position `at` and has at most n elements. */
static box box_at(const nditer *it, ptrdiff_t at, ptrdiff_t n)
{
    ptrdiff_t counts[LA_MAXDIMS];
    box b = {.size = 1};
    for (int i = 0; i < it->ndim && b.size <= n; i++) {
        const ptrdiff_t length = it->shape[i], index = at % length;
        const ptrdiff_t left = length - index, fits = n / b.size;
        counts[b.ndim++] = left < fits ? left : fits;
        b.size *= counts[b.ndim - 1];
        if (index != 0 || counts[b.ndim - 1] != length) break;
        at /= length;
    }
    for (int k = 0; k < b.ndim; k++) {
        b.axes[k] = b.ndim - 1 - k;
        b.shape[k] = counts[b.ndim - 1 - k];
    }
    return b;
}

static char *address(const nditer *it, int op, ptrdiff_t at)
{
    char *ptr = it->ops[op].start;
    for (int i = 0; i < it->ndim; i++) {
        ptr += at % it->shape[i] * nditer_strides(it, i)[op];
        at /= it->shape[i];
    }
    return ptr;
}

/* The box as it lies in the operand's array. */
static la_status view_array(const nditer *it, int op, const box *b, ptrdiff_t at, la_array *view)
{
    const la_array *a = rumpy_array_of(it->ops[op].array);
    ptrdiff_t strides[LA_MAXDIMS];
    for (int k = 0; k < b->ndim; k++)
        strides[k] = nditer_strides(it, b->axes[k])[op];
    return la_array_init_view(view, a, address(it, op, at), it->ops[op].own, b->ndim, b->shape,
                              strides);
}

/* The same as the chunk shows it, in memory of `base`. */
static la_status view_chunk(const nditer_operand *o, const la_array *base, const la_dtype *dtype,
                            char *first, const box *b, ptrdiff_t done, la_array *view)
{
    ptrdiff_t strides[LA_MAXDIMS], step = o->step;
    for (int k = b->ndim - 1; k >= 0; k--) {
        strides[k] = step;
        step *= b->shape[k];
    }
    return la_array_init_view(view, base, first + done * o->step, dtype, b->ndim, b->shape,
                              strides);
}

/* The mask's part for a box; *where stays LA_ARRAY_NULL if the operand isn't masked. */
static la_status view_mask(const nditer *it, int op, const box *b, ptrdiff_t done, la_array *where)
{
    if (!(it->ops[op].flags & NDITER_WRITEMASKED)) return LA_OK;
    const nditer_operand *m = &it->ops[it->mask];
    const bool buffered = m->flags & NDITER_IN_BUFFER;
    const la_array *base = buffered ? &m->buffer : rumpy_array_of(m->array);
    return view_chunk(m, base, la_dtype_of(LA_BOOL), buffered ? m->buffer.data : m->ptr, b, done,
                      where);
}

/* Copies elements of the chunk from the operand's array to its buffer, or back. */
static la_status transfer(const nditer *it, int op, bool back)
{
    nditer_operand *o = &it->ops[op];
    const ptrdiff_t n = o->step == 0 ? 1 : it->chunk_end - it->chunk_begin;
    la_status status = LA_OK;
    for (ptrdiff_t done = 0; done < n && status == LA_OK;) {
        const ptrdiff_t at = it->chunk_begin + done;
        const box b = box_at(it, at, n - done);
        la_array array = LA_ARRAY_NULL, buffer = LA_ARRAY_NULL, where = LA_ARRAY_NULL;
        status = view_array(it, op, &b, at, &array);
        if (status == LA_OK)
            status = view_chunk(o, &o->buffer, o->dtype, o->buffer.data, &b, done, &buffer);
        if (status == LA_OK && back) status = view_mask(it, op, &b, done, &where);
        if (status == LA_OK) {
            const la_array *mask = where.dtype != NULL ? &where : NULL;
            status = la_copyto(back ? &array : &buffer, back ? &buffer : &array, LA_CASTING_UNSAFE,
                               mask);
        }
        la_array_destroy(&array);
        la_array_destroy(&buffer);
        la_array_destroy(&where);
        done += b.size;
    }
    return status;
}

static ptrdiff_t least(ptrdiff_t a, ptrdiff_t b)
{
    return a < b ? a : b;
}

static ptrdiff_t chunk_size(const nditer *it)
{
    const ptrdiff_t inside = it->at % it->core;
    ptrdiff_t n = it->core - inside;
    if (inside == 0 && !it->by_core) n = least(it->whole - it->at % it->whole, it->most);
    return least(n, it->end - it->at);
}

static la_status make_buffer(const nditer *it, nditer_operand *o)
{
    if (o->buffer.dtype != NULL) return LA_OK;
    const ptrdiff_t most = it->by_core ? it->core : least(it->whole, it->most);
    const ptrdiff_t length = o->step == 0 ? 1 : most;
    LA_TRY(la_array_init_zeros(&o->buffer, o->dtype, 1, &length, LA_ORDER_C));
    return LA_OK;
}

bool nditer_load(nditer *it)
{
    it->chunk_begin = it->at;
    it->chunk_end = it->at + chunk_size(it);
    la_status status = LA_OK;
    for (int op = 0; op < it->nop && status == LA_OK; op++) {
        nditer_operand *o = &it->ops[op];
        o->seen = o->ptr;
        if (!(o->flags & NDITER_IN_BUFFER)) continue;
        status = make_buffer(it, o);
        if (status == LA_OK && (o->flags & NDITER_READ)) status = transfer(it, op, false);
        o->seen = o->buffer.data;
    }
    it->loaded = status == LA_OK;
    if (status != LA_OK) rumpy_raise(status);
    return it->loaded;
}

bool nditer_unload(nditer *it)
{
    if (!it->loaded) return true;
    it->loaded = false;
    la_status status = LA_OK;
    for (int op = 0; op < it->nop && status == LA_OK; op++) {
        const unsigned both = NDITER_IN_BUFFER | NDITER_WRITE;
        if ((it->ops[op].flags & both) == both) status = transfer(it, op, true);
    }
    if (status != LA_OK) rumpy_raise(status);
    return status == LA_OK;
}
