/* Discrete Fourier transforms, by pocketfft. */
#ifndef LIBARRAY_FFT_H
#define LIBARRAY_FFT_H

#include "libarray/array.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Where pocketfft is a binary of its own, its table is registered before the first call. */
typedef struct la_fft_table la_fft_table;
la_status la_fft_register(const la_fft_table *table);
bool la_fft_is_loaded(void);

/* out = factor * the transform of a along an axis; forward: with exp(-2 pi i jk/n). Strides are
 * any; out doesn't overlap a. By the types:
 *
 *   complex to complex   all of it; the same shape
 *   real to complex      the first n/2 + 1 of a's transform, n being a's length
 *   complex to real      the n of out's length, of whose transform a has the first n/2 + 1
 *
 * Both are single, or both double precision: TypeError for other types. ValueError for shapes that
 * don't fit, AxisError, RuntimeError where pocketfft isn't loaded, MemoryError. */
la_status la_fft(la_array *out, const la_array *a, ptrdiff_t axis, bool forward, double factor);

#ifdef __cplusplus
}
#endif
#endif
