/* Parallel regions on POSIX threads.
 *
 * Workers start when first needed and then wait for regions: for a moment spinning, then asleep on
 * a condition. A region opens when the caller writes what is to be done and sets `state`; a worker
 * joins by counting itself into `state`, works until the queue is empty, and counts itself out.
 * When the caller finds the queue empty it closes the region: who has not joined by then never
 * will, so a worker that sleeps too long, or doesn't run at all, delays nobody. */
#define _GNU_SOURCE
#include "threads/threads.h"

#if LA_THREADS_PTHREADS
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include "libarray/threads.h"

/* How long a worker spins before it sleeps: some times what waking it costs, so that the regions of
 * one product, or of products in a row, find it awake. */
#define SPINS 4000

/* state: the region's number, whether it is open, and how many workers have joined. */
#define JOINED_MASK ((uint64_t)0xff)
#define OPEN        ((uint64_t)0x100)
#define NUMBER_ONE  ((uint64_t)0x200)

static struct {
    pthread_mutex_t use;  /* held by the thread that runs a region, starts or stops workers */
    pthread_mutex_t lock; /* guards sleepers and stopping, with `wake` */
    pthread_cond_t wake;
    int sleepers;
    bool stopping;
    int workers;
    pthread_t threads[LA_MAX_THREADS];

    uint64_t state; /* atomic */
    int left;       /* atomic: workers that joined this region and have left it */
    ptrdiff_t next; /* atomic: the item to claim next */
    la_task_fn task;
    void *context;
    ptrdiff_t nitems;
    int limit; /* atomic: workers that may join */
} pool = {
    .use = PTHREAD_MUTEX_INITIALIZER,
    .lock = PTHREAD_MUTEX_INITIALIZER,
    .wake = PTHREAD_COND_INITIALIZER,
};

static int threads_wanted; /* atomic; 0: not set, as many as cores */
static pthread_once_t watch_forks = PTHREAD_ONCE_INIT;

static void work(int thread)
{
    for (;;) {
        ptrdiff_t item = __atomic_fetch_add(&pool.next, 1, __ATOMIC_RELAXED);
        if (item >= pool.nitems) return;
        pool.task(pool.context, item, thread);
    }
}

/* Joins the open region unless enough have. Returns the thread's number in it, or 0. */
static int join_region(uint64_t *state)
{
    while (*state & OPEN &&
           (int)(*state & JOINED_MASK) < __atomic_load_n(&pool.limit, __ATOMIC_RELAXED)) {
        if (__atomic_compare_exchange_n(&pool.state, state, *state + 1, false, __ATOMIC_ACQ_REL,
                                        __ATOMIC_ACQUIRE))
            return (int)(*state & JOINED_MASK) + 1;
    }
    return 0;
}

static void *worker(void *unused)
{
    uint64_t seen = 0; /* the region last joined or passed by */
    (void)unused;
    for (;;) {
        uint64_t state;
        int spins = 0;
        for (;;) {
            state = __atomic_load_n(&pool.state, __ATOMIC_ACQUIRE);
            if (state & OPEN && state / NUMBER_ONE != seen) break;
            if (spins++ < SPINS) {
                la_pause(0);
                continue;
            }
            pthread_mutex_lock(&pool.lock);
            pool.sleepers++;
            /* Sequentially consistent, as the caller's: either it sees the sleeper or this sees
             * the region. */
            state = __atomic_load_n(&pool.state, __ATOMIC_SEQ_CST);
            while (!pool.stopping && !(state & OPEN && state / NUMBER_ONE != seen)) {
                pthread_cond_wait(&pool.wake, &pool.lock);
                state = __atomic_load_n(&pool.state, __ATOMIC_SEQ_CST);
            }
            pool.sleepers--;
            bool stop = pool.stopping;
            pthread_mutex_unlock(&pool.lock);
            if (stop) return NULL;
            spins = 0;
        }
        int thread = join_region(&state);
        /* The region may have become another one meanwhile: that is as good. */
        seen = state / NUMBER_ONE;
        if (thread > 0) {
            work(thread);
            __atomic_fetch_add(&pool.left, 1, __ATOMIC_RELEASE);
        }
    }
}

/* In a forked child there are no workers, and the locks' state is that of the moment. */
static void after_fork(void)
{
    pthread_mutex_init(&pool.use, NULL);
    pthread_mutex_init(&pool.lock, NULL);
    pthread_cond_init(&pool.wake, NULL);
    pool.sleepers = 0;
    pool.stopping = false;
    pool.workers = 0;
    pool.state = 0;
}

static void watch_forks_once(void)
{
    pthread_atfork(NULL, NULL, after_fork);
}

static void start_workers(int wanted)
{
    sigset_t all, before;
    pthread_once(&watch_forks, watch_forks_once);
    /* Signals are for the program's own threads. */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (pool.workers < wanted &&
           pthread_create(&pool.threads[pool.workers], NULL, worker, NULL) == 0)
        pool.workers++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void la_parallel(la_task_fn task, void *context, ptrdiff_t nitems, int num_threads)
{
    if (num_threads > LA_MAX_THREADS) num_threads = LA_MAX_THREADS;
    if (num_threads > nitems) num_threads = (int)nitems;
    /* Another thread's region, or the one this task belongs to, has the workers: do without. */
    if (num_threads <= 1 || pthread_mutex_trylock(&pool.use) != 0) {
        for (ptrdiff_t i = 0; i < nitems; i++)
            task(context, i, 0);
        return;
    }
    if (pool.workers < num_threads - 1) start_workers(num_threads - 1);

    pool.task = task;
    pool.context = context;
    pool.nitems = nitems;
    __atomic_store_n(&pool.limit, num_threads - 1, __ATOMIC_RELAXED);
    pool.next = 0;
    pool.left = 0;
    uint64_t number = __atomic_load_n(&pool.state, __ATOMIC_RELAXED) / NUMBER_ONE + 1;
    __atomic_store_n(&pool.state, number * NUMBER_ONE + OPEN, __ATOMIC_SEQ_CST);
    pthread_mutex_lock(&pool.lock);
    if (pool.sleepers > 0) pthread_cond_broadcast(&pool.wake);
    pthread_mutex_unlock(&pool.lock);

    work(0);
    uint64_t state = __atomic_fetch_and(&pool.state, ~OPEN, __ATOMIC_ACQ_REL);
    int joined = (int)(state & JOINED_MASK);
    for (unsigned spins = 0; __atomic_load_n(&pool.left, __ATOMIC_ACQUIRE) < joined; spins++)
        la_pause(spins);
    pthread_mutex_unlock(&pool.use);
}

void la_threads_shutdown(void)
{
    pthread_mutex_lock(&pool.use);
    pthread_mutex_lock(&pool.lock);
    pool.stopping = true;
    pthread_cond_broadcast(&pool.wake);
    pthread_mutex_unlock(&pool.lock);
    for (int i = 0; i < pool.workers; i++)
        pthread_join(pool.threads[i], NULL);
    pool.workers = 0;
    pool.stopping = false;
    pthread_mutex_unlock(&pool.use);
}

void la_yield(void)
{
    sched_yield();
}

#if defined(__linux__)
/* The first processor of the core that this one belongs to; itself where the system doesn't say. */
static int first_sibling(int processor)
{
    char path[80];
    int first = processor;
    snprintf(path, sizeof(path), "/sys/devices/system/cpu/cpu%d/topology/thread_siblings_list",
             processor);
    FILE *file = fopen(path, "r");
    if (file == NULL) return first;
    if (fscanf(file, "%d", &first) != 1) first = processor;
    fclose(file);
    return first;
}

/* Cores of which the set has a processor or more. */
static int count_cores(const cpu_set_t *set)
{
    cpu_set_t cores;
    CPU_ZERO(&cores);
    for (int i = 0; i < CPU_SETSIZE; i++) {
        if (!CPU_ISSET((size_t)i, set)) continue;
        int first = first_sibling(i);
        CPU_SET((size_t)(first >= 0 && first < CPU_SETSIZE ? first : i), &cores);
    }
    return CPU_COUNT(&cores);
}
#endif

/* Cores rather than processors: a second thread of a core shares its multipliers, which one thread
 * of a product keeps busy. */
static int count_cores_here(void)
{
#if defined(__linux__)
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof(set), &set) == 0 && CPU_COUNT(&set) > 0)
        return count_cores(&set);
#endif
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (int)online : 1;
}

la_status la_set_num_threads(int n)
{
    if (n < 1 || n > LA_MAX_THREADS)
        return la_fail(LA_VALUE_ERROR, "number of threads must be between 1 and %d, not %d",
                       LA_MAX_THREADS, n);
    __atomic_store_n(&threads_wanted, n, __ATOMIC_RELAXED);
    return LA_OK;
}

int la_get_num_threads(void)
{
    int n = __atomic_load_n(&threads_wanted, __ATOMIC_RELAXED);
    if (n == 0) {
        n = count_cores_here();
        if (n > LA_MAX_THREADS) n = LA_MAX_THREADS;
        __atomic_store_n(&threads_wanted, n, __ATOMIC_RELAXED);
    }
    return n;
}
#else
typedef int la_nothing_here;
#endif
