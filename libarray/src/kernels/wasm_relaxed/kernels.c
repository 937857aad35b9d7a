/* The table of wasm_relaxed. */
#if defined(__wasm_relaxed_simd__)
#include "kernels/kernels.h"

#include <wasm_simd128.h>

/* (1 + 2^-12)^2 - (1 + 2^-11) is 2^-24, and 0 if the product was rounded to a float first. */
static bool fused(void)
{
    volatile float one = 1.0f, tiny = 0x1p-12f;
    v128_t x = wasm_f32x4_splat(one + tiny), minus = wasm_f32x4_splat(-(one + 2 * tiny));
    return wasm_f32x4_extract_lane(wasm_f32x4_relaxed_madd(x, x, minus), 0) != 0;
}

extern const la_gemm_kernel la_f32_gemm_6x8__wasm_relaxed, la_f64_gemm_6x4__wasm_relaxed,
    la_c64_gemm_6x4__wasm_relaxed, la_c128_gemm_6x2__wasm_relaxed;

/* Kernels to compare with those. */
#define MORE(X)                                                                                    \
    X(f32_gemm_4x8__wasm_relaxed)                                                                  \
    X(f32_gemm_5x8__wasm_relaxed)                                                                  \
    X(f32_gemm_4x12__wasm_relaxed)                                                                 \
    X(f32_gemm_8x8__wasm_relaxed)                                                                  \
    X(f32_gemm_6x8_unordered__wasm_relaxed)                                                        \
    X(f64_gemm_4x4__wasm_relaxed)
MORE(LA_GEMM_DECLARE)
static const la_gemm_kernel *const more[] = {MORE(LA_GEMM_ADDRESS) NULL};

void la_f32_dot__wasm_relaxed(ptrdiff_t n, const void *x, ptrdiff_t inc_x, const void *y,
                              ptrdiff_t inc_y, void *result);
void la_f64_dot__wasm_relaxed(ptrdiff_t n, const void *x, ptrdiff_t inc_x, const void *y,
                              ptrdiff_t inc_y, void *result);
void la_f32_gemv__wasm_relaxed(ptrdiff_t m, ptrdiff_t k, const void *a, ptrdiff_t rs_a,
                               ptrdiff_t cs_a, const void *x, ptrdiff_t inc_x, void *y,
                               ptrdiff_t inc_y);
void la_f64_gemv__wasm_relaxed(ptrdiff_t m, ptrdiff_t k, const void *a, ptrdiff_t rs_a,
                               ptrdiff_t cs_a, const void *x, ptrdiff_t inc_x, void *y,
                               ptrdiff_t inc_y);

extern const la_lane_loop la_lanes__wasm_relaxed[];

const la_kernels la_kernels_wasm_relaxed = {
    .struct_size = sizeof(la_kernels),
    .isa = "wasm_relaxed",
    .rank = 20,
    .vector_bits = 128,
    .fused = fused,
    .gemm =
        {
            [LA_FLOAT32] = &la_f32_gemm_6x8__wasm_relaxed,
            [LA_FLOAT64] = &la_f64_gemm_6x4__wasm_relaxed,
            [LA_COMPLEX64] = &la_c64_gemm_6x4__wasm_relaxed,
            [LA_COMPLEX128] = &la_c128_gemm_6x2__wasm_relaxed,
        },
    .more = more,
#if !LA_FOR_POOL
    .dot =
        {
            [LA_FLOAT32] = la_f32_dot__wasm_relaxed,
            [LA_FLOAT64] = la_f64_dot__wasm_relaxed,
        },
    .gemv =
        {
            [LA_FLOAT32] = la_f32_gemv__wasm_relaxed,
            [LA_FLOAT64] = la_f64_gemv__wasm_relaxed,
        },
    .lanes = la_lanes__wasm_relaxed,
#endif
};
#else
typedef int la_nothing_here;
#endif
