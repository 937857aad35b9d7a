/* The backend without threads: WebAssembly whose memory isn't shared. */
#include "threads/threads.h"

#if LA_THREADS_SINGLE
#include "libarray/threads.h"

/* What was asked for: a product offered elsewhere (la_gemm_set_offload) may use as many. */
static int threads_wanted = 1;

la_status la_set_num_threads(int n)
{
    if (n < 1 || n > LA_MAX_THREADS)
        return la_fail(LA_VALUE_ERROR, "number of threads must be between 1 and %d, not %d",
                       LA_MAX_THREADS, n);
    threads_wanted = n;
    return LA_OK;
}

int la_get_num_threads(void)
{
    return threads_wanted;
}

void la_threads_shutdown(void) {}

void la_parallel(la_task_fn task, void *context, ptrdiff_t nitems, int num_threads)
{
    (void)num_threads;
    for (ptrdiff_t i = 0; i < nitems; i++)
        task(context, i, 0);
}
#else
typedef int la_nothing_here;
#endif
