/* Copying memory between strided arrays: what assignment, astype and indexing are made of. */
#ifndef LIBARRAY_COPY_H
#define LIBARRAY_COPY_H

#include "libarray/array.h"

/* to[...] = from[...], cast, over `shape`. The two do not overlap. Strides in bytes. */
void la_copy_strided(int ndim, const ptrdiff_t *shape, char *to, const ptrdiff_t *to_strides,
                     la_type to_type, const char *from, const ptrdiff_t *from_strides,
                     la_type from_type);

/* TypeError "Cannot cast array data from dtype('float64') to dtype('int64') according to the rule
 * 'safe'" unless `a` may be cast. */
la_status la_check_cast(const la_array *a, const la_dtype *to, la_casting casting);

/* ValueError "assignment destination is read-only" unless `a` is writeable. */
la_status la_check_writeable(const la_array *a);

#endif
