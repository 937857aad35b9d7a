/* Workers in a shared WebAssembly memory: what the module that holds them calls. */
#ifndef LIBARRAY_FUTEX_H
#define LIBARRAY_FUTEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "threads/threads.h"

/* What caller and workers share, one word to a cache line where threads meet. The order of the
 * members is known to tests, which play workers that die. */
typedef struct la_futex_state {
    /* Threads admitted to the region (high half), items that nobody has claimed (low half). */
    _Alignas(64) _Atomic uint64_t queue;
    _Alignas(64) _Atomic uint32_t done;       /* items finished */
    _Alignas(64) _Atomic uint32_t generation; /* counts regions; workers sleep on it */
    _Alignas(64) _Atomic uint32_t sleepers;   /* workers that sleep, or are about to */
    _Atomic uint32_t alive;                   /* workers in their loop */
    _Atomic uint32_t broken;                  /* a worker trapped: its item will never be done */
    _Atomic uint32_t stopping;
    _Atomic uint32_t caller_sleeps;
    uint32_t caller_may_sleep; /* false on a page's main thread, where Atomics.wait is refused */
    uint32_t spin_us;          /* how long a worker spins before it sleeps */
    uint32_t patience_ms;      /* how long the caller waits without any item being finished */
} la_futex_state;

la_futex_state *la_futex_get_state(void);

/* The loop of worker `thread` (1 ..). Returns after la_futex_stop. */
void la_futex_work(int thread);

/* Has workers awake, and spinning, for a region that will come soon: a sleeping one is late. */
void la_futex_wake(void);

/* Lets all workers return. */
void la_futex_stop(void);

/* What the caller of a region does beside its items, and nobody else: `before` them, once the
 * region is open, and `between` them, also while it waits for the last. Either may be NULL. */
typedef struct la_aside {
    void (*before)(void *context);
    void (*between)(void *context);
} la_aside;

/* la_parallel, with something aside. */
void la_futex_parallel(la_task_fn task, void *context, ptrdiff_t nitems, int num_threads,
                       const la_aside *aside);

/* A longer turn of a loop that waits for another thread; traps where that one is dead. */
void la_futex_pause(void);

#endif
