/* The reference's table, and its products with vectors: every slot for every type. */
#include "kernels/kernels.h"

#if !LA_FOR_POOL
#define MADD(acc, x, y) ((acc) + (x) * (y))
#define ADD(x, y)       ((x) + (y))
#define T               float
#define NAME            f32
#include "kernels/ref/gemv.tmpl.h"
#define T    double
#define NAME f64
#include "kernels/ref/gemv.tmpl.h"
#undef MADD
#undef ADD

/* Integers are taken modulo 2^bits, as unsigned numbers (see int_gemm.c): two types, one loop. */
#define MADD(acc, x, y) ((T)((acc) + (T)((WIDE)(x) * (WIDE)(y))))
#define ADD(x, y)       ((T)((x) + (y)))
#define T               uint8_t
#define WIDE            unsigned
#define NAME            u8
#include "kernels/ref/gemv.tmpl.h"
#undef WIDE
#define T    uint16_t
#define WIDE unsigned
#define NAME u16
#include "kernels/ref/gemv.tmpl.h"
#undef WIDE
#define T    uint32_t
#define WIDE uint32_t
#define NAME u32
#include "kernels/ref/gemv.tmpl.h"
#undef WIDE
#define T    uint64_t
#define WIDE uint64_t
#define NAME u64
#include "kernels/ref/gemv.tmpl.h"
#undef WIDE
#undef MADD
#undef ADD

#define MADD(acc, x, y) ((T)((acc) | (((x) != 0) & ((y) != 0))))
#define ADD(x, y)       ((T)((x) | (y)))
#define T               uint8_t
#define NAME            boolean
#include "kernels/ref/gemv.tmpl.h"
#undef MADD
#undef ADD

#define R    float
#define NAME c64
#include "kernels/ref/gemv_complex.tmpl.h"
#define R    double
#define NAME c128
#include "kernels/ref/gemv_complex.tmpl.h"
#endif

extern const la_gemm_kernel la_bool_gemm_4x16__ref, la_i8_gemm_4x16__ref, la_u8_gemm_4x16__ref,
    la_i16_gemm_4x8__ref, la_u16_gemm_4x8__ref, la_i32_gemm_4x8__ref, la_u32_gemm_4x8__ref,
    la_i64_gemm_4x4__ref, la_u64_gemm_4x4__ref, la_f32_gemm_4x8__ref, la_f64_gemm_4x4__ref,
    la_c64_gemm_4x4__ref, la_c128_gemm_3x2__ref;

const la_kernels la_kernels_ref = {
    .struct_size = sizeof(la_kernels),
    .isa = "ref",
    .rank = 0,
    .vector_bits = 0,
    .gemm =
        {
            [LA_BOOL] = &la_bool_gemm_4x16__ref,
            [LA_INT8] = &la_i8_gemm_4x16__ref,
            [LA_UINT8] = &la_u8_gemm_4x16__ref,
            [LA_INT16] = &la_i16_gemm_4x8__ref,
            [LA_UINT16] = &la_u16_gemm_4x8__ref,
            [LA_INT32] = &la_i32_gemm_4x8__ref,
            [LA_UINT32] = &la_u32_gemm_4x8__ref,
            [LA_INT64] = &la_i64_gemm_4x4__ref,
            [LA_UINT64] = &la_u64_gemm_4x4__ref,
            [LA_FLOAT32] = &la_f32_gemm_4x8__ref,
            [LA_FLOAT64] = &la_f64_gemm_4x4__ref,
            [LA_COMPLEX64] = &la_c64_gemm_4x4__ref,
            [LA_COMPLEX128] = &la_c128_gemm_3x2__ref,
        },
#if !LA_FOR_POOL
    .dot =
        {
            [LA_BOOL] = boolean_dot,
            [LA_INT8] = u8_dot,
            [LA_UINT8] = u8_dot,
            [LA_INT16] = u16_dot,
            [LA_UINT16] = u16_dot,
            [LA_INT32] = u32_dot,
            [LA_UINT32] = u32_dot,
            [LA_INT64] = u64_dot,
            [LA_UINT64] = u64_dot,
            [LA_FLOAT32] = f32_dot,
            [LA_FLOAT64] = f64_dot,
            [LA_COMPLEX64] = c64_dot,
            [LA_COMPLEX128] = c128_dot,
        },
    .gemv =
        {
            [LA_BOOL] = boolean_gemv,
            [LA_INT8] = u8_gemv,
            [LA_UINT8] = u8_gemv,
            [LA_INT16] = u16_gemv,
            [LA_UINT16] = u16_gemv,
            [LA_INT32] = u32_gemv,
            [LA_UINT32] = u32_gemv,
            [LA_INT64] = u64_gemv,
            [LA_UINT64] = u64_gemv,
            [LA_FLOAT32] = f32_gemv,
            [LA_FLOAT64] = f64_gemv,
            [LA_COMPLEX64] = c64_gemv,
            [LA_COMPLEX128] = c128_gemv,
        },
#endif
};
