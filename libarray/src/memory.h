/* Memory: 64-byte aligned blocks, counted buffers, and sizes that can't overflow unseen. */
#ifndef LIBARRAY_MEMORY_H
#define LIBARRAY_MEMORY_H

#include "libarray/array.h"

/* 64-byte aligned memory (LA_ALIGNMENT). NULL when there is none. nbytes 0 gives a valid block. */
void *la_alloc(ptrdiff_t nbytes);
void la_dealloc(void *block);

/* A buffer with one reference. zero: all bytes 0. NULL (with LA_MEMORY_ERROR's message recorded in
 * NumPy's words by the caller) when there is no memory. */
la_buffer *la_buffer_new(ptrdiff_t nbytes, bool zero);
la_buffer *la_buffer_new_foreign(void *data, la_release_fn release, void *context);
char *la_buffer_data(const la_buffer *buffer);
void la_buffer_retain(la_buffer *buffer);  /* NULL allowed */
void la_buffer_release(la_buffer *buffer); /* NULL allowed */

/* *product = a * b; false where that overflows. a, b >= 0. */
static inline bool la_multiply_sizes(ptrdiff_t a, ptrdiff_t b, ptrdiff_t *product)
{
    return !__builtin_mul_overflow(a, b, product);
}

#endif
