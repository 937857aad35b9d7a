/* What NumPy's sources of random numbers are compiled with. The files that include this include one
 * of them, which the build fetches (pyodide-build/pieces). */
#ifndef LIBARRAY_RANDOM_THIRD_PARTY_H
#define LIBARRAY_RANDOM_THIRD_PARTY_H

/* Products of 128 bits are a call of the compiler's own library in WebAssembly. */
#ifdef __wasm__
#define PCG_FORCE_EMULATED_128BIT_MATH 1
#endif

#if defined(__clang__)
#pragma clang diagnostic ignored "-Weverything"
#else
#pragma GCC diagnostic ignored "-Wall"
#pragma GCC diagnostic ignored "-Wextra"
#pragma GCC diagnostic ignored "-Wpedantic"
#endif

#endif
