/* Many draws at once. */
#ifndef LIBARRAY_RANDOM_FILL_H
#define LIBARRAY_RANDOM_FILL_H

#include "random/bitgen.h"

/* n numbers of [0, 1), or of the standard normal distribution. */
void la_fill_uniform(la_bitgen *g, ptrdiff_t n, double *out);
void la_fill_normal(la_bitgen *g, ptrdiff_t n, double *out);

#endif
