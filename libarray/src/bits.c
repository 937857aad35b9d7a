/* Truths as bits, eight in a byte. */
#include "libarray/numeric.h"

#include <string.h>

/* Eight bytes as a number whose lowest byte is the first. */
static inline uint64_t load_little(const uint8_t *from)
{
    uint64_t value;
    memcpy(&value, from, sizeof value);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    value = __builtin_bswap64(value);
#endif
    return value;
}

static inline void store_little(uint8_t *to, uint64_t value)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    value = __builtin_bswap64(value);
#endif
    memcpy(to, &value, sizeof value);
}

la_status la_pack_bits(la_array *out, const la_array *truths, bool little)
{
    const ptrdiff_t n = truths->shape[1], m = out->shape[1];
    const uint8_t *from = (const uint8_t *)truths->data;
    uint8_t *to = (uint8_t *)out->data;
    for (ptrdiff_t row = 0; row < out->shape[0]; row++, from += n) {
        ptrdiff_t k = 0;
        for (; k < n / 8; k++) { /* the product gathers the lowest bits of 8 bytes in the highest */
            const uint64_t eight = load_little(from + 8 * k);
            *to++ = (uint8_t)(eight * (little ? 0x0102040810204080u : 0x8040201008040201u) >> 56);
        }
        for (; k < m; k++) {
            const ptrdiff_t left = n - 8 * k;
            unsigned bits = 0;
            for (ptrdiff_t i = 0; i < left; i++)
                bits |= (unsigned)(from[8 * k + i] != 0) << (little ? i : 7 - i);
            *to++ = (uint8_t)bits;
        }
    }
    return LA_OK;
}

la_status la_unpack_bits(la_array *out, const la_array *bytes, bool little)
{
    const ptrdiff_t n = out->shape[1], m = bytes->shape[1];
    const uint8_t *from = (const uint8_t *)bytes->data;
    uint8_t *to = (uint8_t *)out->data;
    const ptrdiff_t given = n < 8 * m ? n : 8 * m;
    for (ptrdiff_t row = 0; row < out->shape[0]; row++, from += m, to += n) {
        ptrdiff_t i = 0;
        for (; i + 8 <= given; i += 8) { /* a byte eight times, one bit of each left, made 1 */
            uint64_t eight = from[i / 8] * (uint64_t)0x0101010101010101u;
            eight &= little ? 0x8040201008040201u : 0x0102040810204080u;
            store_little(to + i, (eight + 0x7f7f7f7f7f7f7f7fu) >> 7 & 0x0101010101010101u);
        }
        for (; i < given; i++)
            to[i] = from[i / 8] >> (little ? i % 8 : 7 - i % 8) & 1;
        memset(to + given, 0, (size_t)(n - given));
    }
    return LA_OK;
}
