/* Products of matrices. */
#ifndef LIBARRAY_LINALG_H
#define LIBARRAY_LINALG_H

#include "libarray/array.h"

#ifdef __cplusplus
extern "C" {
#endif

/* NumPy's matmul: 1-d operands are promoted, leading axes broadcast as batches, operands meet in
 * their promoted type. Any strides. out: LA_ARRAY_NULL or an existing array (which may overlap the
 * operands). casting: for an existing out. ValueError in NumPy's words: "matmul: Input operand 1 has
 * a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size 2 is
 * different from 3)"; scalars are refused. */
la_status la_matmul(la_array *out, const la_array *a, const la_array *b, la_casting casting);

/* --- kernels -------------------------------------------------------------------------------- */

/* What runs: names as "f32_gemm_6x8__wasm_relaxed". */
typedef struct la_kernel_info {
    const char *isa;      /* "ref", "wasm_simd128", "wasm_relaxed", "avx2" */
    const char *f32_gemm; /* microkernel's name */
    const char *f64_gemm;
    int vector_bits;      /* width of a vector register; 0 for ref */
    const char *reason;   /* why this one was chosen */
} la_kernel_info;

void la_kernel_info_get(la_kernel_info *info);

/* Number of instruction sets usable here, and their names in order of preference (best first). */
int la_kernel_isa_count(void);
const char *la_kernel_isa_name(int i);

/* Chooses an instruction set by name, for tests and comparisons. ValueError if it's not usable. */
la_status la_kernel_use(const char *isa);

#ifdef __cplusplus
}
#endif
#endif
