/* np.nditer's walk: to the next element, or anywhere. */
#include "nditer.h"

bool nditer_move(nditer *it, ptrdiff_t at)
{
    const bool buffered = nditer_has(it, NDITER_BUFFERED);
    if (buffered && !nditer_unload(it)) return false;
    it->at = at;
    for (int op = 0; op < it->nop; op++)
        it->ops[op].ptr = it->ops[op].start;
    for (int i = 0; i < it->ndim; i++) {
        const ptrdiff_t length = it->shape[i], *strides = nditer_strides(it, i);
        it->index[i] = length > 0 ? at % length : 0;
        at = length > 0 ? at / length : 0;
        for (int op = 0; op < it->nop; op++)
            it->ops[op].ptr += it->index[i] * strides[op];
    }
    if (buffered) return it->at >= it->end || nditer_load(it);
    const ptrdiff_t *steps = nditer_strides(it, 0);
    for (int op = 0; op < it->nop; op++) {
        it->ops[op].seen = it->ops[op].ptr;
        it->ops[op].step = steps[op];
    }
    return true;
}

static int next_in_array(nditer *it)
{
    const bool external = nditer_has(it, NDITER_EXTERNAL_LOOP);
    it->at += external ? it->shape[0] : 1;
    if (it->at >= it->end) return 0;
    for (int i = external; i < it->ndim; i++) {
        const ptrdiff_t *strides = nditer_strides(it, i);
        if (++it->index[i] < it->shape[i]) {
            for (int op = 0; op < it->nop; op++)
                it->ops[op].seen += strides[op];
            break;
        }
        it->index[i] = 0;
        for (int op = 0; op < it->nop; op++)
            it->ops[op].seen -= strides[op] * (it->shape[i] - 1);
    }
    return 1;
}

static int next_in_chunk(nditer *it)
{
    if (nditer_has(it, NDITER_EXTERNAL_LOOP))
        it->at = it->chunk_end;
    else if (++it->at < it->chunk_end) {
        for (int op = 0; op < it->nop; op++)
            it->ops[op].seen += it->ops[op].step;
        return 1;
    }
    if (!nditer_move(it, it->at)) return -1;
    return it->at < it->end;
}

int nditer_next(nditer *it)
{
    if (it->at >= it->end) return 0;
    return nditer_has(it, NDITER_BUFFERED) ? next_in_chunk(it) : next_in_array(it);
}

ptrdiff_t nditer_count(const nditer *it)
{
    if (!nditer_has(it, NDITER_EXTERNAL_LOOP)) return 1;
    return nditer_has(it, NDITER_BUFFERED) ? it->chunk_end - it->chunk_begin : it->shape[0];
}
