/* Parallel regions: every item once, whatever the workers do. */
#define _POSIX_C_SOURCE 200809L
#include "check.h"
#include "libarray/libarray.h"
#include "threads/threads.h"

#if LA_THREADS_PTHREADS
#include <pthread.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#endif

enum { ITEMS = 1000 };

typedef struct region {
    int times[ITEMS]; /* atomic: how often an item was worked on */
    int most_threads;
    int strangers; /* atomic: items whose thread number was out of range */
} region;

static void mark(void *context, ptrdiff_t item, int thread)
{
    region *r = context;
    __atomic_fetch_add(&r->times[item], 1, __ATOMIC_RELAXED);
    if (thread < 0 || thread >= r->most_threads)
        __atomic_fetch_add(&r->strangers, 1, __ATOMIC_RELAXED);
}

static bool runs_all(ptrdiff_t nitems, int num_threads)
{
    region r = {.most_threads = num_threads};
    la_parallel(mark, &r, nitems, num_threads);
    for (ptrdiff_t i = 0; i < ITEMS; i++) {
        if (r.times[i] != (i < nitems)) return false;
    }
    return r.strangers == 0;
}

static void test_items(void)
{
    int bad = 0;
    for (int threads = 1; threads <= 5; threads++) {
        for (ptrdiff_t n = 0; n <= 20; n++)
            bad += !runs_all(n, threads);
        for (int i = 0; i < 200; i++)
            bad += !runs_all(ITEMS, threads);
    }
    CHECK(bad == 0);
    CHECK(runs_all(ITEMS, LA_MAX_THREADS));
    CHECK(runs_all(ITEMS, LA_MAX_THREADS + 100));
}

/* Items may wait for earlier ones: the queue is claimed in order. */
static void in_order(void *context, ptrdiff_t item, int thread)
{
    ptrdiff_t *done = context;
    (void)thread;
    for (unsigned spins = 0; __atomic_load_n(done, __ATOMIC_ACQUIRE) < item / 2; spins++)
        la_pause(spins);
    __atomic_fetch_add(done, 1, __ATOMIC_RELEASE);
}

static void test_order(void)
{
    for (int threads = 1; threads <= 3; threads++) {
        ptrdiff_t done = 0;
        la_parallel(in_order, &done, 100, threads);
        CHECK(done == 100);
    }
}

static void nested(void *context, ptrdiff_t item, int thread)
{
    (void)item;
    (void)thread;
    if (!runs_all(30, 3)) __atomic_fetch_add((int *)context, 1, __ATOMIC_RELAXED);
}

/* A region inside a task is run by the thread that is there. */
static void test_nested(void)
{
    int bad = 0;
    if (LA_THREADS_FUTEX) return;
    la_parallel(nested, &bad, 50, 3);
    CHECK(bad == 0);
}

static void test_settings(void)
{
    CHECK(la_get_num_threads() >= 1);
    CHECK_STATUS(la_set_num_threads(0), LA_VALUE_ERROR,
                 "number of threads must be between 1 and 64, not 0");
    CHECK_STATUS(la_set_num_threads(65), LA_VALUE_ERROR,
                 "number of threads must be between 1 and 64, not 65");
    CHECK_OK(la_set_num_threads(7)); /* more than there are processors, perhaps */
    CHECK(la_get_num_threads() == 7);
    CHECK_OK(la_set_num_threads(1));
}

static void test_shutdown(void)
{
    for (int i = 0; i < 3; i++) {
        CHECK(runs_all(ITEMS, 3));
        la_threads_shutdown();
        la_threads_shutdown();
    }
    CHECK(runs_all(ITEMS, 2));
}

#if LA_THREADS_PTHREADS
/* Workers fall asleep between regions and wake up. */
static void test_sleep(void)
{
    for (int i = 0; i < 5; i++) {
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
        CHECK(runs_all(ITEMS, 3));
    }
}

static void *many_regions(void *bad)
{
    for (int i = 0; i < 300; i++) {
        if (!runs_all(100, 3)) __atomic_fetch_add((int *)bad, 1, __ATOMIC_RELAXED);
    }
    return NULL;
}

/* Several threads of the program open regions at once: one gets the workers. */
static void test_concurrent(void)
{
    pthread_t threads[3];
    int bad = 0;
    for (int i = 0; i < 3; i++)
        CHECK(pthread_create(&threads[i], NULL, many_regions, &bad) == 0);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    CHECK(bad == 0);
}

/* A forked child has no workers, and starts its own. */
static void test_fork(void)
{
    int status = -1;
    CHECK(runs_all(ITEMS, 3));
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        alarm(20);
        _exit(runs_all(ITEMS, 3) && runs_all(ITEMS, 2) ? 0 : 1);
    }
    CHECK(child > 0);
    CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0);
    CHECK(runs_all(ITEMS, 3));
}
#endif

int main(void)
{
    test_items();
    test_order();
    test_nested();
    test_settings();
    test_shutdown();
#if LA_THREADS_PTHREADS
    test_sleep();
    test_concurrent();
    test_fork();
#endif
    la_threads_shutdown();
    return check_report();
}
