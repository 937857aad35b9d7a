/* Parallel regions: what is the same for every backend. */
#include "libarray/threads.h"
#include "threads/threads.h"

static void nothing(void *context, ptrdiff_t item, int thread)
{
    (void)context, (void)item, (void)thread;
}

void la_threads_empty_region(int nitems)
{
    la_parallel(nothing, NULL, nitems, la_get_num_threads());
}
