/* Floating-point errors: which of them the last computations met.
 *
 * Machines keep flags for that; WebAssembly has none, and libarray is compiled without regard for
 * them (-fno-trapping-math). So results are looked at instead: after each piece of a ufunc's
 * output, while it is in the cache, for what is not finite; and only where something is, for what
 * the inputs were. The flags are the process's: whoever calls sets la_fp_watch to what is of
 * interest, clears la_fp_found, calls, and looks at la_fp_found; threads of one call add to it. */
#ifndef LIBARRAY_FPERR_H
#define LIBARRAY_FPERR_H

#include "libarray/array.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    LA_FP_DIVIDE = 1,    /* an infinite result of finite operands, exactly: 1 / 0, log(0) */
    LA_FP_OVERFLOW = 2,  /* a finite result that is too great */
    LA_FP_UNDERFLOW = 4, /* a result so small that digits were lost */
    LA_FP_INVALID = 8,   /* a NaN of no NaN; a number that the type cast to does not have */
    LA_FP_DISCARD = 16   /* complex numbers cast to reals; found whether watched for or not */
};
#define LA_FP_ALL (LA_FP_DIVIDE | LA_FP_OVERFLOW | LA_FP_UNDERFLOW | LA_FP_INVALID)

/* Which are looked for; all but underflow to begin with. 0 costs nothing. */
extern unsigned la_fp_watch;
/* Which have been found since somebody cleared it. */
extern unsigned la_fp_found;

/* Set by the loops that look themselves (loops/see.h) if a result was infinite or a NaN. */
extern bool la_fp_special;

/* Adds to la_fp_found what is in `errors` and watched. */
void la_fp_add(unsigned errors);

/* Notes what made the result of a matrix product of `a` and `b` infinite or a NaN, where it is. */
void la_fp_check_result(const la_array *result, const la_array *a, const la_array *b);

#ifdef __cplusplus
}
#endif
#endif
