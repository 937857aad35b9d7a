/* Copying memory between strided arrays: what assignment, astype and indexing are made of. */
#ifndef LIBARRAY_COPY_H
#define LIBARRAY_COPY_H

#include "libarray/array.h"

/* to[...] = from[...], cast, over `shape`. The two do not overlap. Strides in bytes. */
void la_copy_strided(int ndim, const ptrdiff_t *shape, char *to, const ptrdiff_t *to_strides,
                     la_type to_type, const char *from, const ptrdiff_t *from_strides,
                     la_type from_type);

/* ValueError "could not cast 'same_value' double to int" unless `cast`, a's elements cast to its
 * type, has their very values. */
la_status la_check_same_values(const la_array *a, const la_array *cast);

/* ValueError "assignment destination is read-only" unless `a` is writeable. */
la_status la_check_writeable(const la_array *a);

#endif
