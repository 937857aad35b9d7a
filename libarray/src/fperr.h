/* Running loops and casts with an eye on floating-point errors (see libarray/fperr.h). */
#ifndef LIBARRAY_SRC_FPERR_H
#define LIBARRAY_SRC_FPERR_H

#include "cast.h"
#include "libarray/fperr.h"
#include "libarray/ufunc.h"
#include "platform.h"

/* A cast that may overflow or be refused, from reals or complex numbers. */
bool la_fp_cast_can_fail(la_type from, la_type to);
void la_fp_cast(la_cast_fn cast, la_type from_type, la_type to_type, const char *from,
                ptrdiff_t from_stride, char *to, ptrdiff_t to_stride, ptrdiff_t n);

/* Notes a cast of complex numbers to reals. */
void la_fp_note_discard(la_type from, la_type to);

/* cast(from, ...) */
static inline void la_run_cast(la_cast_fn cast, la_type from_type, la_type to_type,
                               const char *from, ptrdiff_t from_stride, char *to,
                               ptrdiff_t to_stride, ptrdiff_t n)
{
    if (LA_LIKELY(from_type == to_type ||
                  (from_type < LA_FIRST_INEXACT ? to_type != LA_FLOAT16
                                                : from_type < LA_COMPLEX64 && !la_fp_watch)))
        cast(from, from_stride, to, to_stride, n);
    else
        la_fp_cast(cast, from_type, to_type, from, from_stride, to, to_stride, n);
}

/* What the reduction of `a` over `axes` to `result` met. */
void la_fp_check_reduction(const la_ufunc *ufunc, const la_array *result, const la_array *a,
                           la_axes axes, bool keepdims, const la_array *initial,
                           const la_array *where);

#endif
