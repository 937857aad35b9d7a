/* Which instruction set's kernels run. */
#ifndef LIBARRAY_DISPATCH_H
#define LIBARRAY_DISPATCH_H

#include "kernels/kernels.h"

/* The kernels in use: the chosen table with its empty slots filled from the reference. */
const la_kernels *la_kernels_active(void);

#endif
