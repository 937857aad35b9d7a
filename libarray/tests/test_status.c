/* The message of the last failure. */
#include "arrays.h"

#ifndef __wasm__
#include <pthread.h>
#endif

static la_status fails_inside(void)
{
    LA_TRY(la_fail(LA_INDEX_ERROR, "index %d", 7));
    return LA_OK;
}

static void messages(void)
{
    CHECK(la_error_message()[0] == '\0');
    CHECK_STATUS(la_fail(LA_VALUE_ERROR, "%s %td", "number", (ptrdiff_t)-3), LA_VALUE_ERROR,
                 "number -3");
    CHECK_STATUS(fails_inside(), LA_INDEX_ERROR, "index 7");
    /* A message may quote the one before. */
    CHECK_STATUS(la_fail(LA_TYPE_ERROR, "because: %s", la_error_message()), LA_TYPE_ERROR,
                 "because: index 7");
    char longer[3000];
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    la_fail(LA_VALUE_ERROR, "%s", longer);
    CHECK(strlen(la_error_message()) == LA_MESSAGE_MAX - 1);
}

static void names(void)
{
    static const struct {
        la_status status;
        const char *name;
    } all[] = {
        {LA_OK, "OK"},
        {LA_VALUE_ERROR, "ValueError"},
        {LA_TYPE_ERROR, "TypeError"},
        {LA_INDEX_ERROR, "IndexError"},
        {LA_AXIS_ERROR, "AxisError"},
        {LA_OVERFLOW_ERROR, "OverflowError"},
        {LA_ZERO_DIVISION_ERROR, "ZeroDivisionError"},
        {LA_MEMORY_ERROR, "MemoryError"},
        {LA_RUNTIME_ERROR, "RuntimeError"},
        {LA_NOT_IMPLEMENTED_ERROR, "NotImplementedError"},
        {LA_LINALG_ERROR, "LinAlgError"},
        {(la_status)1000, "unknown status"},
    };
    for (int i = 0; i < LENGTH(all); i++)
        CHECK(strcmp(la_status_name(all[i].status), all[i].name) == 0);
}

#ifndef __wasm__
static void *other_thread(void *message)
{
    la_fail(LA_VALUE_ERROR, "elsewhere");
    strcpy(message, la_error_message());
    return NULL;
}

static void threads_have_their_own(void)
{
    char theirs[LA_MESSAGE_MAX] = "";
    pthread_t thread;
    la_fail(LA_VALUE_ERROR, "here");
    CHECK(pthread_create(&thread, NULL, other_thread, theirs) == 0);
    pthread_join(thread, NULL);
    CHECK(strcmp(theirs, "elsewhere") == 0);
    CHECK(strcmp(la_error_message(), "here") == 0);
}
#endif

int main(void)
{
    messages();
    names();
#ifndef __wasm__
    threads_have_their_own();
#endif
    return check_report();
}
