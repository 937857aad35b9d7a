/* Loops of float16 are those of float on chunks of converted elements, rounded once at the end, as
 * in NumPy. A template that writes a loop or a fold for float writes the float16 one around it by
 * half_loop.tmpl.h or half_fold.tmpl.h. */
#ifndef LIBARRAY_LOOPS_HALF_H
#define LIBARRAY_LOOPS_HALF_H

#include <stdbool.h>

#include "libarray/ufunc.h"

/* Runs a loop of float. truth: its outputs are bool, otherwise float16 too. */
la_status la_run_half(la_loop_fn run, int nin, int nout, bool truth, char *const *args, ptrdiff_t n,
                      const ptrdiff_t *steps);

/* Runs a fold of float. truth: the accumulator is bool, otherwise float16 too. */
void la_fold_half(la_fold_fn fold, bool truth, char *accumulator, const char *in, ptrdiff_t n,
                  ptrdiff_t stride);

#endif
