/* Products of matrices. */
#ifndef LIBARRAY_LINALG_H
#define LIBARRAY_LINALG_H

#include "libarray/array.h"

#ifdef __cplusplus
extern "C" {
#endif

/* NumPy's matmul: 1-d operands are promoted, leading axes broadcast as batches, operands meet in
 * their promoted type. Any strides. out: LA_ARRAY_NULL or an existing array (which may overlap the
 * operands). casting: for an existing out. ValueError in NumPy's words: "matmul: Input operand 1
 * has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size 2 is
 * different from 3)"; scalars are refused. */
la_status la_matmul(la_array *out, const la_array *a, const la_array *b, la_casting casting);

/* --- prepacked operands --------------------------------------------------------------------- */

/* A copy of a matrix that keeps, beside the elements in order, the panels that products would
 * otherwise make of it each time: for a matrix that is multiplied again and again. Products have
 * the same bits as with the matrix itself (or, if no stride of it is one element, with a copy). */
typedef struct la_prepacked la_prepacked;

/* Packs a 2-d array for the left or the right side of products; later changes of it don't matter.
 * ValueError for other numbers of dimensions, MemoryError. */
la_status la_prepack(la_prepacked **out, const la_array *matrix, bool left);
void la_prepacked_free(la_prepacked *p); /* NULL allowed */

bool la_prepacked_is_left(const la_prepacked *p);
/* The elements: C or F order as the source's, read-only, of p's lifetime. */
const la_array *la_prepacked_array(const la_prepacked *p);
/* A fresh array equal to the source, bit for bit. */
la_status la_prepacked_unpack(la_array *out, const la_prepacked *p);

/* la_matmul of `other` and p, p on its side. When the kernels in use have changed since the last
 * product, p's panels are made again. Not for two threads at once with one p. TypeError where the
 * operands would meet in another type than p's: "a matrix prepacked as float32 can't be multiplied
 * with float64; prepack it as float64". */
la_status la_matmul_prepacked(la_array *out, la_prepacked *p, const la_array *other,
                              la_casting casting);

/* --- kernels -------------------------------------------------------------------------------- */

/* What runs: names as "f32_gemm_6x8__wasm_relaxed". */
typedef struct la_kernel_info {
    const char *isa;      /* "ref", "wasm_simd128", "wasm_relaxed", "avx2" */
    const char *f32_gemm; /* microkernel's name */
    const char *f64_gemm;
    int vector_bits;    /* width of a vector register; 0 for ref */
    const char *reason; /* why this one was chosen */
} la_kernel_info;

void la_kernel_info_get(la_kernel_info *info);

/* Number of instruction sets usable here, and their names in order of preference (best first). */
int la_kernel_isa_count(void);
const char *la_kernel_isa_name(int i);

/* Chooses an instruction set by name, for tests and comparisons, with its own gemm kernels.
 * ValueError if it's not usable. */
la_status la_kernel_use(const char *isa);

/* Adds the kernels of a module that was loaded later (relaxed SIMD in WebAssembly, which an engine
 * without it refuses whole), and uses them if they rank above the others and none was chosen by
 * name. ValueError for a table of another version, or of an instruction set not usable here. */
typedef struct la_kernels la_kernels;
la_status la_kernels_register(const la_kernels *table);

/* What la_kernel_info.reason shall say, for those who know why a table was or wasn't loaded. The
 * text is copied. "" for libarray's own words. */
void la_kernel_set_reason(const char *reason);

/* Whether a product goes through packed copies of its operands. */
typedef enum la_packing {
    LA_PACKING_AUTO,   /* where it pays */
    LA_PACKING_ALWAYS, /* small products, too */
    LA_PACKING_NEVER,  /* none that the kernel can do without, and those by one thread: k up to kc,
                        * rows of unit stride */
} la_packing;

/* One gemm microkernel of the catalogue. */
typedef struct la_gemm_kernel_info {
    const char *name;  /* "f32_gemm_6x8__wasm_relaxed" */
    la_type type;      /* of the matrices */
    const char *dtype; /* the type's name: "float32" */
    const char *isa;   /* "wasm_relaxed" */
    int mr, nr;        /* rows and columns of its tile */
    int kc;            /* depth of a block at most */
    int mc, nc;        /* rows and columns of a thread's unit of work at most */
    bool unpacked;     /* whether it multiplies small matrices without packing, too */
    bool fused;        /* whether its multiply-add rounds once, here */
    bool preferred;    /* what products of the type run on unless another is forced */
    bool active;       /* what they run on */
    bool forced;       /* by la_gemm_kernel_use() */
    la_packing packing;
} la_gemm_kernel_info;

/* Number of gemm kernels usable here, and the i-th of them: by instruction set, best first.
 * IndexError. */
int la_gemm_kernel_count(void);
la_status la_gemm_kernel_get(int i, la_gemm_kernel_info *info);

/* Has all products of the kernel's type run on it, but those with vectors, until another is chosen
 * (la_kernel_use() chooses, too). Products that other threads compute meanwhile run on either.
 * ValueError for a kernel that isn't here, or can't do without packing. */
la_status la_gemm_kernel_use(const char *name, la_packing packing);
void la_gemm_kernel_use_default(la_type type);

/* The name of what products of the type run on: the same pointer for the same kernel. */
const char *la_gemm_kernel_active(la_type type);

#ifdef __cplusplus
}
#endif
#endif
