/* Floating-point errors between libarray, which finds them, and rumpy.error_state, which knows what
 * is to be done. Around a computation: rumpy_fp_begin(), ..., rumpy_fp_end("add"). */
#ifndef RUMPY_FP_ERRORS_H
#define RUMPY_FP_ERRORS_H

#include "rumpy.h"

extern long rumpy_error_states; /* error states in force that are not the default */

void rumpy_fp_read_state(void);
bool rumpy_fp_report(const char *prefix, const char *where);
bool rumpy_fp_init(PyObject *module);

static inline void rumpy_fp_begin(void)
{
    la_fp_found = 0;
    if (rumpy_error_states != 0) rumpy_fp_read_state();
}

/* False with an exception set (FloatingPointError, or a warning that is an error). */
static inline bool rumpy_fp_end(const char *prefix, const char *where)
{
    return __builtin_expect(la_fp_found == 0, 1) || rumpy_fp_report(prefix, where);
}

/* The same for a result, which may be NULL: the result, or NULL. */
static inline PyObject *rumpy_fp_result(PyObject *result, const char *prefix, const char *where)
{
    if (result == NULL || rumpy_fp_end(prefix, where)) return result;
    Py_DECREF(result);
    return NULL;
}

#endif
