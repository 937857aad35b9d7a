/* Status codes and the error message that goes with them.
 *
 * Every function of libarray that can fail returns an la_status. On failure it has written a
 * message for the calling thread, which la_error_message() returns until the next failure. The
 * kinds carry the names of the Python exceptions they become. */
#ifndef LIBARRAY_STATUS_H
#define LIBARRAY_STATUS_H

#ifdef __cplusplus
extern "C" {
#endif

typedef enum la_status {
    LA_OK = 0,
    LA_VALUE_ERROR = -1,
    LA_TYPE_ERROR = -2,
    LA_INDEX_ERROR = -3,
    LA_AXIS_ERROR = -4,
    LA_OVERFLOW_ERROR = -5,
    LA_ZERO_DIVISION_ERROR = -6,
    LA_MEMORY_ERROR = -7,
    LA_RUNTIME_ERROR = -8,
    LA_NOT_IMPLEMENTED_ERROR = -9,
    LA_LINALG_ERROR = -10,
} la_status;

/* The message of the calling thread's last failure; never NULL, at most LA_MESSAGE_MAX bytes. */
#define LA_MESSAGE_MAX 1024
const char *la_error_message(void);

/* "ValueError", "MemoryError", ...: the kind's name, for messages of C programs. */
const char *la_status_name(la_status status);

/* Records a formatted message (printf rules) for the calling thread and returns `status`, so that
 * a failing function ends with `return la_fail(LA_VALUE_ERROR, "...", ...)`. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
la_status la_fail(la_status status, const char *format, ...);

/* Returns from the calling function with the status of EXPR unless that is LA_OK. */
#define LA_TRY(EXPR)                                                                               \
    do {                                                                                           \
        la_status la_try_status = (EXPR);                                                          \
        if (la_try_status != LA_OK) return la_try_status;                                          \
    } while (0)

#ifdef __cplusplus
}
#endif
#endif
