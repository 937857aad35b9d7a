/* What NumPy's sources of random numbers take from its header of this name. */
#ifndef LIBARRAY_NPY_COMMON_H
#define LIBARRAY_NPY_COMMON_H

#include <limits.h>
#include <stddef.h>
#include <stdint.h>

typedef ptrdiff_t npy_intp;
typedef unsigned char npy_bool;

#endif
