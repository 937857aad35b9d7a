/* How PCG64 multiplies: whoever includes pcg64.h includes this first, so that all mean the same
 * state. */
#ifndef LIBARRAY_PCG_MATH_H
#define LIBARRAY_PCG_MATH_H

/* Products of 128 bits are a call of the compiler's own library in WebAssembly. */
#ifdef __wasm__
#define PCG_FORCE_EMULATED_128BIT_MATH 1
#endif

#endif
