/* From elements to keys and back. */
#include "sort/keys.h"

#define LA_CAT_(a, b) a##b
#define LA_CAT(a, b)  LA_CAT_(a, b)

/* U: the elements' bits; K: the keys; BITS. */
#define U    uint8_t
#define K    uint32_t
#define BITS 8
#include "sort/keys_integer.tmpl.h"
#undef U
#undef BITS

#define U             uint16_t
#define BITS          16
#define INFINITY_BITS 0x7c00u
#define NAN_BITS      0x7e00u
#include "sort/keys_integer.tmpl.h"
#include "sort/keys_real.tmpl.h"
#undef U
#undef BITS
#undef INFINITY_BITS
#undef NAN_BITS

#define U             uint32_t
#define BITS          32
#define INFINITY_BITS 0x7f800000u
#define NAN_BITS      0x7fc00000u
#include "sort/keys_integer.tmpl.h"
#include "sort/keys_real.tmpl.h"
#undef U
#undef K
#undef BITS
#undef INFINITY_BITS
#undef NAN_BITS

#define U             uint64_t
#define K             uint64_t
#define BITS          64
#define INFINITY_BITS 0x7ff0000000000000u
#define NAN_BITS      0x7ff8000000000000u
#include "sort/keys_integer.tmpl.h"
#include "sort/keys_real.tmpl.h"
#undef U
#undef K
#undef BITS
#undef INFINITY_BITS
#undef NAN_BITS

bool la_keys32(uint32_t *keys, const void *x, ptrdiff_t step, ptrdiff_t n, const la_dtype *d,
               bool merge_zeros)
{
    const bool negative = d->kind == 'i';
    switch (d->itemsize) {
    case 1: integer_keys8(keys, x, n, negative); return false;
    case 2:
        if (d->kind == 'f') return real_keys16(keys, x, step, n, merge_zeros);
        integer_keys16(keys, x, n, negative);
        return false;
    default:
        if (d->kind == 'f') return real_keys32(keys, x, step, n, merge_zeros);
        integer_keys32(keys, x, n, negative);
        return false;
    }
}

bool la_keys64(uint64_t *keys, const void *x, ptrdiff_t step, ptrdiff_t n, const la_dtype *d,
               bool merge_zeros)
{
    if (d->kind == 'f') return real_keys64(keys, x, step, n, merge_zeros);
    integer_keys64(keys, x, n, d->kind == 'i');
    return false;
}

void la_unkeys32(void *x, const uint32_t *keys, ptrdiff_t n, const la_dtype *d)
{
    const bool negative = d->kind == 'i';
    switch (d->itemsize) {
    case 1: integer_unkeys8(x, keys, n, negative); break;
    case 2:
        if (d->kind == 'f')
            real_unkeys16(x, keys, n);
        else
            integer_unkeys16(x, keys, n, negative);
        break;
    default:
        if (d->kind == 'f')
            real_unkeys32(x, keys, n);
        else
            integer_unkeys32(x, keys, n, negative);
    }
}

void la_unkeys64(void *x, const uint64_t *keys, ptrdiff_t n, const la_dtype *d)
{
    if (d->kind == 'f')
        real_unkeys64(x, keys, n);
    else
        integer_unkeys64(x, keys, n, d->kind == 'i');
}
