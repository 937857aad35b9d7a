/* The table of wasm_simd128. */
#if defined(__wasm_simd128__)
#include "kernels/kernels.h"

#define PREFERRED(X)                                                                               \
    X(bool_gemm_4x32__wasm_simd128)                                                                \
    X(i8_gemm_4x16__wasm_simd128)                                                                  \
    X(u8_gemm_4x16__wasm_simd128)                                                                  \
    X(i16_gemm_4x16__wasm_simd128)                                                                 \
    X(u16_gemm_4x16__wasm_simd128)                                                                 \
    X(i32_gemm_4x8__wasm_simd128)                                                                  \
    X(u32_gemm_4x8__wasm_simd128)                                                                  \
    X(i64_gemm_6x4__wasm_simd128)                                                                  \
    X(u64_gemm_6x4__wasm_simd128)                                                                  \
    X(f32_gemm_5x8__wasm_simd128)                                                                  \
    X(f64_gemm_5x4__wasm_simd128)                                                                  \
    X(c64_gemm_5x4__wasm_simd128)                                                                  \
    X(c128_gemm_5x2__wasm_simd128)
PREFERRED(LA_GEMM_DECLARE)

/* Kernels to compare with those. */
#define MORE(X)                                                                                    \
    X(f32_gemm_4x8__wasm_simd128)                                                                  \
    X(f32_gemm_6x8__wasm_simd128)                                                                  \
    X(f32_gemm_4x12__wasm_simd128)                                                                 \
    X(f32_gemm_8x8__wasm_simd128)                                                                  \
    X(f64_gemm_6x4__wasm_simd128)
MORE(LA_GEMM_DECLARE)
static const la_gemm_kernel *const more[] = {MORE(LA_GEMM_ADDRESS) NULL};

void la_f32_dot__wasm_simd128(ptrdiff_t n, const void *x, ptrdiff_t inc_x, const void *y,
                              ptrdiff_t inc_y, void *result);
void la_f64_dot__wasm_simd128(ptrdiff_t n, const void *x, ptrdiff_t inc_x, const void *y,
                              ptrdiff_t inc_y, void *result);
void la_f32_gemv__wasm_simd128(ptrdiff_t m, ptrdiff_t k, const void *a, ptrdiff_t rs_a,
                               ptrdiff_t cs_a, const void *x, ptrdiff_t inc_x, void *y,
                               ptrdiff_t inc_y);
void la_f64_gemv__wasm_simd128(ptrdiff_t m, ptrdiff_t k, const void *a, ptrdiff_t rs_a,
                               ptrdiff_t cs_a, const void *x, ptrdiff_t inc_x, void *y,
                               ptrdiff_t inc_y);

const la_kernels la_kernels_wasm_simd128 = {
    .struct_size = sizeof(la_kernels),
    .isa = "wasm_simd128",
    .rank = 10,
    .vector_bits = 128,
    .gemm =
        {
            [LA_BOOL] = &la_bool_gemm_4x32__wasm_simd128,
            [LA_INT8] = &la_i8_gemm_4x16__wasm_simd128,
            [LA_UINT8] = &la_u8_gemm_4x16__wasm_simd128,
            [LA_INT16] = &la_i16_gemm_4x16__wasm_simd128,
            [LA_UINT16] = &la_u16_gemm_4x16__wasm_simd128,
            [LA_INT32] = &la_i32_gemm_4x8__wasm_simd128,
            [LA_UINT32] = &la_u32_gemm_4x8__wasm_simd128,
            [LA_INT64] = &la_i64_gemm_6x4__wasm_simd128,
            [LA_UINT64] = &la_u64_gemm_6x4__wasm_simd128,
            [LA_FLOAT32] = &la_f32_gemm_5x8__wasm_simd128,
            [LA_FLOAT64] = &la_f64_gemm_5x4__wasm_simd128,
            [LA_COMPLEX64] = &la_c64_gemm_5x4__wasm_simd128,
            [LA_COMPLEX128] = &la_c128_gemm_5x2__wasm_simd128,
        },
    .more = more,
#if !LA_FOR_POOL
    .dot =
        {
            [LA_FLOAT32] = la_f32_dot__wasm_simd128,
            [LA_FLOAT64] = la_f64_dot__wasm_simd128,
        },
    .gemv =
        {
            [LA_FLOAT32] = la_f32_gemv__wasm_simd128,
            [LA_FLOAT64] = la_f64_gemv__wasm_simd128,
        },
#endif
};
#else
typedef int la_nothing_here;
#endif
