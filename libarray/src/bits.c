/* Truths as bits, eight in a byte. */
#include "libarray/numeric.h"

#include <string.h>

la_status la_pack_bits(la_array *out, const la_array *truths, bool little)
{
    const ptrdiff_t n = truths->shape[1], m = out->shape[1];
    const uint8_t *from = (const uint8_t *)truths->data;
    uint8_t *to = (uint8_t *)out->data;
    for (ptrdiff_t row = 0; row < out->shape[0]; row++, from += n) {
        for (ptrdiff_t k = 0; k < m; k++) {
            const ptrdiff_t left = n - 8 * k < 8 ? n - 8 * k : 8;
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
        for (ptrdiff_t i = 0; i < given; i++)
            to[i] = from[i / 8] >> (little ? i % 8 : 7 - i % 8) & 1;
        memset(to + given, 0, (size_t)(n - given));
    }
    return LA_OK;
}
