/* i16_gemm_4x16__wasm_simd128, u16_gemm_4x16__wasm_simd128:
 * 4 rows, as products need a register, too, and 5 are no quicker */
#if defined(__wasm_simd128__)
#include "kernels/kernels.h"
#include "kernels/wasm_simd128/vector_i16.h"

#define KERNEL      i16_gemm_4x16__wasm_simd128
#define KERNEL_TYPE LA_INT16
#define TWIN        u16_gemm_4x16__wasm_simd128
#define TWIN_TYPE   LA_UINT16
#define MR          4
#define VECS        2
#define WHOLE_TILES LA_FOR_POOL /* the pool's products are large, its module small */
#define KC          384
#define MC          96
#define NC          256
#define SMALL_MAX   (160 * 160 * 160)
#define GFLOPS      80
#include "kernels/simd_gemm.tmpl.h"
#else
typedef int la_nothing_here;
#endif
