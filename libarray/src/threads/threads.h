/* Parallel regions. A backend is one file: single.c (no threads), pthreads.c (native),
 * futex.c (workers in a shared WebAssembly memory). What runs in a region never sees which. */
#ifndef LIBARRAY_THREADS_INTERNAL_H
#define LIBARRAY_THREADS_INTERNAL_H

#include <stddef.h>

/* Which backend this build has. The worker pool's module is built with -DLA_THREADS_FUTEX=1. */
#ifndef LA_THREADS_FUTEX
#define LA_THREADS_FUTEX 0
#endif
#if LA_THREADS_FUTEX
#define LA_THREADS_PTHREADS 0
#elif defined(__wasm__) && !defined(__EMSCRIPTEN_PTHREADS__)
#define LA_THREADS_PTHREADS 0
#else
#define LA_THREADS_PTHREADS 1
#endif
#define LA_THREADS_SINGLE (!LA_THREADS_FUTEX && !LA_THREADS_PTHREADS)

/* Works on one item of a region's queue. `thread`: 0 (the caller) .. num_threads - 1. */
typedef void (*la_task_fn)(void *context, ptrdiff_t item, int thread);

/* Runs task(context, i, thread) for every i in 0 .. nitems-1, each once, claimed by one atomic add,
 * on up to num_threads threads, of which the caller is thread 0; returns when all are done. If
 * workers cannot be started the caller does all: the work is always complete on return. Allocates
 * nothing once the workers stand. Not reentrant from inside a task. Items are claimed in order, so
 * an item may wait for what earlier ones do. */
void la_parallel(la_task_fn task, void *context, ptrdiff_t nitems, int num_threads);

#if LA_THREADS_PTHREADS
void la_yield(void); /* lets another thread have this processor */
#elif LA_THREADS_FUTEX
void la_futex_pause(void); /* looks whether the others are still alive */
#endif

/* One turn of a loop that waits for another thread; `spins` counts them. */
static inline void la_pause(unsigned spins)
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
#if LA_THREADS_PTHREADS
    if (spins >= 1000) la_yield();
#elif LA_THREADS_FUTEX
    if (spins >= 1000) la_futex_pause();
#else
    (void)spins;
#endif
}

#endif
