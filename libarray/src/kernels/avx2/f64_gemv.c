/* Products with vectors: f64_dot__avx2, f64_gemv__avx2 */
#if defined(__x86_64__) && defined(__GNUC__)
#include "kernels/kernels.h"
#include "kernels/avx2/target.h"
#include "kernels/avx2/vector_f64.h"

#define DOT  la_f64_dot__avx2
#define GEMV la_f64_gemv__avx2
#include "kernels/simd_gemv.tmpl.h"
#include "kernels/avx2/target_end.h"
#else
typedef int la_nothing_here;
#endif
