/* pocketfft, as the rest of libarray sees it: a table of functions, so that it may be a binary of
 * its own that is loaded when it is first needed (in WebAssembly; natively it is linked in). */
#ifndef LIBARRAY_FFT_TABLE_H
#define LIBARRAY_FFT_TABLE_H

#include "libarray/fft.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One transform, of arrays with at least one element; shape: that of the array of reals, where one
 * of them is of reals. Strides in bytes. */
typedef struct la_fft_args {
    bool single; /* precision */
    bool real_in, real_out;
    bool forward;
    int ndim, axis;
    const ptrdiff_t *shape, *strides_in, *strides_out;
    const void *in;
    void *out;
    double factor;
} la_fft_args;

struct la_fft_table {
    size_t struct_size; /* sizeof(la_fft_table): a table from another build is refused */
    /* LA_MEMORY_ERROR, without a message, is its only failure. */
    la_status (*transform)(const la_fft_args *args);
};

extern const la_fft_table la_pocketfft;

#ifdef __cplusplus
}
#endif
#endif
