/* The module rumpy._kernels_relaxed: kernels of relaxed SIMD, in a binary of their own, because an
 * engine without relaxed SIMD refuses the whole of it. rumpy/_kernels.py loads it where it may. */
#include "kernels/kernels.h"

#define NAME  _kernels_relaxed
#define TABLE la_kernels_wasm_relaxed
#include "../table_module.tmpl.h"
