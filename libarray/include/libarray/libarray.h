/* libarray: n-dimensional arrays in C. This header is all a user includes. */
#ifndef LIBARRAY_H
#define LIBARRAY_H

#include "libarray/status.h"
#include "libarray/dtype.h"
#include "libarray/float16.h"
#include "libarray/fperr.h"
#include "libarray/array.h"
#include "libarray/index.h"
#include "libarray/ufunc.h"
#include "libarray/linalg.h"
#include "libarray/random.h"
#include "libarray/lapack.h"
#include "libarray/numeric.h"
#include "libarray/sort.h"
#include "libarray/threads.h"

#endif
