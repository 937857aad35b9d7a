/* Parallel regions. A backend is one file: single.c (no threads), pthreads.c (native),
 * futex.c (workers in a shared WebAssembly memory). What runs in a region never sees which. */
#ifndef LIBARRAY_THREADS_INTERNAL_H
#define LIBARRAY_THREADS_INTERNAL_H

#include <stddef.h>

/* Works on one item of a region's queue. `thread`: 0 (the caller) .. num_threads - 1. */
typedef void (*la_task_fn)(void *context, ptrdiff_t item, int thread);

/* Runs task(context, i, thread) for every i in 0 .. nitems-1, each once, claimed by one atomic add,
 * on up to num_threads threads, of which the caller is thread 0; returns when all are done. If
 * workers cannot be started the caller does all: the work is always complete on return. Allocates
 * nothing once the workers stand. Not reentrant from inside a task. */
void la_parallel(la_task_fn task, void *context, ptrdiff_t nitems, int num_threads);

#endif
