/* Random integers within bounds. */
#include "random/bitgen.h"

/* All bits up to the highest one of range. */
static uint64_t mask_of(uint64_t range)
{
    uint64_t mask = range;
    for (int shift = 1; shift < 64; shift *= 2)
        mask |= mask >> shift;
    return mask;
}

la_status la_random_bounded(la_bitgen *g, uint64_t off, uint64_t range, bool masked, la_array *out)
{
    bitgen_t *b = &g->next;
    void *data = out->data;
    if (out->dtype->num == LA_BOOL) {
        random_bounded_bool_fill(b, (npy_bool)off, (npy_bool)range, out->size, masked, data);
        return LA_OK;
    }
    switch (out->dtype->itemsize) {
    case 1:
        random_bounded_uint8_fill(b, (uint8_t)off, (uint8_t)range, out->size, masked, data);
        return LA_OK;
    case 2:
        random_bounded_uint16_fill(b, (uint16_t)off, (uint16_t)range, out->size, masked, data);
        return LA_OK;
    case 4:
        random_bounded_uint32_fill(b, (uint32_t)off, (uint32_t)range, out->size, masked, data);
        return LA_OK;
    default: random_bounded_uint64_fill(b, off, range, out->size, masked, data); return LA_OK;
    }
}

la_status la_random_bounded_each(la_bitgen *g, const la_array *off, const la_array *range,
                                 bool masked, la_array *out)
{
    bitgen_t *b = &g->next;
    const uint64_t *offs = (const uint64_t *)off->data, *ranges = (const uint64_t *)range->data;
    int rest = 0; /* small ones are cut from words of 32 bits: how many are left in `buffer` */
    uint32_t buffer = 0;
    for (ptrdiff_t i = 0; i < out->size; i++) {
        const uint64_t o = offs[i], r = ranges[i], mask = mask_of(r);
        if (out->dtype->num == LA_BOOL) {
            ((npy_bool *)out->data)[i] = random_buffered_bounded_bool(
                b, (npy_bool)o, (npy_bool)r, (npy_bool)mask, masked, &rest, &buffer);
            continue;
        }
        switch (out->dtype->itemsize) {
        case 1:
            ((uint8_t *)out->data)[i] = random_buffered_bounded_uint8(
                b, (uint8_t)o, (uint8_t)r, (uint8_t)mask, masked, &rest, &buffer);
            break;
        case 2:
            ((uint16_t *)out->data)[i] = random_buffered_bounded_uint16(
                b, (uint16_t)o, (uint16_t)r, (uint16_t)mask, masked, &rest, &buffer);
            break;
        case 4:
            ((uint32_t *)out->data)[i] = random_buffered_bounded_uint32(
                b, (uint32_t)o, (uint32_t)r, (uint32_t)mask, masked, &rest, &buffer);
            break;
        default: ((uint64_t *)out->data)[i] = random_bounded_uint64(b, o, r, mask, masked);
        }
    }
    return LA_OK;
}
