/* A test is a program: main calls functions that CHECK, and ends with `return check_report();`. */
#ifndef LIBARRAY_CHECK_H
#define LIBARRAY_CHECK_H

#include <stdio.h>
#include <string.h>

#include "libarray/status.h"

static int check_passed, check_failed;

static inline int check_result(int good, const char *file, int line, const char *what)
{
    if (good) {
        check_passed++;
    } else {
        check_failed++;
        printf("%s:%d: %s\n", file, line, what);
    }
    return good;
}

/* A failing call must give the status and exactly this message. */
static inline int check_failure(la_status got, la_status want, const char *message,
                                const char *file, int line, const char *what)
{
    if (got == want && strcmp(la_error_message(), message) == 0)
        return check_result(1, file, line, what);
    check_result(0, file, line, what);
    printf("    wanted %s: %s\n", la_status_name(want), message);
    printf("    got    %s: %s\n", la_status_name(got), got == LA_OK ? "" : la_error_message());
    return 0;
}

static inline int check_status(la_status got, const char *file, int line, const char *what)
{
    if (got != LA_OK) printf("    %s: %s\n", la_status_name(got), la_error_message());
    return check_result(got == LA_OK, file, line, what);
}

/* The condition holds. */
#define CHECK(condition) check_result(!!(condition), __FILE__, __LINE__, #condition)

/* The call succeeds. */
#define CHECK_OK(call) check_status(call, __FILE__, __LINE__, #call)

/* The call fails with this status and message. */
#define CHECK_STATUS(call, status, message)                                                        \
    check_failure(call, status, message, __FILE__, __LINE__, #call)

static inline int check_report(void)
{
    printf("%d passed, %d failed\n", check_passed, check_failed);
    return check_failed != 0;
}

#endif
