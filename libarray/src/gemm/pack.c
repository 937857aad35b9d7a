#include "gemm/pack.h"

#include <string.h>

#include "kernels/kernels.h"

/* Elements are moved as bits: one function an element size. */
typedef uint8_t __attribute__((may_alias)) bits8;
typedef uint16_t __attribute__((may_alias)) bits16;
typedef uint32_t __attribute__((may_alias)) bits32;
typedef uint64_t __attribute__((may_alias)) bits64;

#define PACK pack8
#define E    bits8
#include "gemm/pack.tmpl.h"

#define PACK pack16
#define E    bits16
#include "gemm/pack.tmpl.h"

#define PACK  pack32
#define E     bits32
#define LANES 4
#include "gemm/pack.tmpl.h"

#define PACK  pack64
#define E     bits64
#define LANES 2
#include "gemm/pack.tmpl.h"

#define PACK pack_complex64
#define R    float
#include "gemm/pack_complex.tmpl.h"

#define PACK pack_complex128
#define R    double
#include "gemm/pack_complex.tmpl.h"

la_pack_fn la_pack_find(la_type type)
{
    switch (type) {
    case LA_BOOL:
    case LA_INT8:
    case LA_UINT8: return pack8;
    case LA_INT16:
    case LA_UINT16: return pack16;
    case LA_COMPLEX64: return pack_complex64;
    case LA_COMPLEX128: return pack_complex128;
    case LA_INT64:
    case LA_UINT64:
    case LA_FLOAT64: return pack64;
    default: return pack32;
    }
}

ptrdiff_t la_element_size(la_type type)
{
    switch (type) {
    case LA_BOOL:
    case LA_INT8:
    case LA_UINT8: return 1;
    case LA_INT16:
    case LA_UINT16: return 2;
    case LA_COMPLEX128: return 16;
    case LA_INT64:
    case LA_UINT64:
    case LA_FLOAT64:
    case LA_COMPLEX64: return 8;
    default: return 4;
    }
}
