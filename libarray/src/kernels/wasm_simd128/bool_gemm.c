/* bool_gemm_4x32__wasm_simd128: 4 rows, as products need a register, too, and 5 are no quicker */
#if defined(__wasm_simd128__)
#include "kernels/kernels.h"
#include "kernels/wasm_simd128/vector_bool.h"

#define KERNEL      bool_gemm_4x32__wasm_simd128
#define KERNEL_TYPE LA_BOOL
#define MR          4
#define VECS        2
#define WHOLE_TILES LA_FOR_POOL /* the pool's products are large, its module small */
#define KC          512
#define MC          96
#define NC          256
#define SMALL_MAX   (192 * 192 * 192)
#define GFLOPS      170
#include "kernels/simd_gemm.tmpl.h"
#else
typedef int la_nothing_here;
#endif
