/* What NumPy's sources of random numbers are compiled with. The files that include this include one
 * of them, which the build fetches (pyodide-build/pieces). */
#ifndef LIBARRAY_RANDOM_THIRD_PARTY_H
#define LIBARRAY_RANDOM_THIRD_PARTY_H

#include "pcg_math.h"

#if defined(__clang__)
#pragma clang diagnostic ignored "-Weverything"
#else
#pragma GCC diagnostic ignored "-Wall"
#pragma GCC diagnostic ignored "-Wextra"
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wfloat-conversion"
#endif

#endif
