/* What NumPy's sources of random numbers take from its header of this name. */
#ifndef LIBARRAY_NPY_MATH_H
#define LIBARRAY_NPY_MATH_H

#include <math.h>

#define npy_log1p  log1p
#define npy_log1pf log1pf
#define npy_isnan  isnan
#define NPY_NAN    NAN

#endif
