/* The table of avx2. */
#if defined(__x86_64__) && defined(__GNUC__)
#include "kernels/kernels.h"

static bool usable(void)
{
    __builtin_cpu_init(); /* asks the system, too, whether it saves the wide registers */
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

static bool fused(void)
{
    return true;
}

extern const la_gemm_kernel la_f32_gemm_6x16__avx2, la_f64_gemm_6x8__avx2, la_bool_gemm_6x64__avx2,
    la_i8_gemm_6x32__avx2, la_u8_gemm_6x32__avx2, la_i16_gemm_6x32__avx2, la_u16_gemm_6x32__avx2,
    la_i32_gemm_6x16__avx2, la_u32_gemm_6x16__avx2, la_i64_gemm_6x8__avx2, la_u64_gemm_6x8__avx2,
    la_c64_gemm_6x8__avx2, la_c128_gemm_6x4__avx2;

/* Kernels to compare with those. */
#define MORE(X)                                                                                    \
    X(f32_gemm_4x16__avx2)                                                                         \
    X(f32_gemm_4x24__avx2)                                                                         \
    X(f64_gemm_4x8__avx2)
MORE(LA_GEMM_DECLARE)
static const la_gemm_kernel *const more[] = {MORE(LA_GEMM_ADDRESS) NULL};

void la_f32_dot__avx2(ptrdiff_t n, const void *x, ptrdiff_t inc_x, const void *y, ptrdiff_t inc_y,
                      void *result);
void la_f64_dot__avx2(ptrdiff_t n, const void *x, ptrdiff_t inc_x, const void *y, ptrdiff_t inc_y,
                      void *result);
void la_f32_gemv__avx2(ptrdiff_t m, ptrdiff_t k, const void *a, ptrdiff_t rs_a, ptrdiff_t cs_a,
                       const void *x, ptrdiff_t inc_x, void *y, ptrdiff_t inc_y);
void la_f64_gemv__avx2(ptrdiff_t m, ptrdiff_t k, const void *a, ptrdiff_t rs_a, ptrdiff_t cs_a,
                       const void *x, ptrdiff_t inc_x, void *y, ptrdiff_t inc_y);

extern const la_lane_loop la_lanes__avx2[];

const la_kernels la_kernels_avx2 = {
    .struct_size = sizeof(la_kernels),
    .isa = "avx2",
    .rank = 20,
    .vector_bits = 256,
    .usable = usable,
    .fused = fused,
    .gemm =
        {
            [LA_BOOL] = &la_bool_gemm_6x64__avx2,
            [LA_INT8] = &la_i8_gemm_6x32__avx2,
            [LA_UINT8] = &la_u8_gemm_6x32__avx2,
            [LA_INT16] = &la_i16_gemm_6x32__avx2,
            [LA_UINT16] = &la_u16_gemm_6x32__avx2,
            [LA_INT32] = &la_i32_gemm_6x16__avx2,
            [LA_UINT32] = &la_u32_gemm_6x16__avx2,
            [LA_INT64] = &la_i64_gemm_6x8__avx2,
            [LA_UINT64] = &la_u64_gemm_6x8__avx2,
            [LA_FLOAT32] = &la_f32_gemm_6x16__avx2,
            [LA_FLOAT64] = &la_f64_gemm_6x8__avx2,
            [LA_COMPLEX64] = &la_c64_gemm_6x8__avx2,
            [LA_COMPLEX128] = &la_c128_gemm_6x4__avx2,
        },
    .more = more,
    .dot =
        {
            [LA_FLOAT32] = la_f32_dot__avx2,
            [LA_FLOAT64] = la_f64_dot__avx2,
        },
    .gemv =
        {
            [LA_FLOAT32] = la_f32_gemv__avx2,
            [LA_FLOAT64] = la_f64_gemv__avx2,
        },
    .lanes = la_lanes__avx2,
};
#else
typedef int la_nothing_here;
#endif
