/* The calling thread's error message. */
#include "libarray/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "platform.h"

static LA_THREAD_LOCAL char message[LA_MESSAGE_MAX];

const char *la_error_message(void)
{
    return message;
}

const char *la_status_name(la_status status)
{
    switch (status) {
    case LA_OK: return "OK";
    case LA_VALUE_ERROR: return "ValueError";
    case LA_TYPE_ERROR: return "TypeError";
    case LA_INDEX_ERROR: return "IndexError";
    case LA_AXIS_ERROR: return "AxisError";
    case LA_OVERFLOW_ERROR: return "OverflowError";
    case LA_ZERO_DIVISION_ERROR: return "ZeroDivisionError";
    case LA_MEMORY_ERROR: return "MemoryError";
    case LA_RUNTIME_ERROR: return "RuntimeError";
    case LA_NOT_IMPLEMENTED_ERROR: return "NotImplementedError";
    case LA_LINALG_ERROR: return "LinAlgError";
    }
    return "unknown status";
}

la_status la_fail(la_status status, const char *format, ...)
{
    /* Formatted aside: the arguments may contain the previous message. */
    char text[LA_MESSAGE_MAX];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length < 0) text[0] = '\0';
    memcpy(message, text, strlen(text) + 1);
    return status;
}
