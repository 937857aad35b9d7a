/* Threads: how many compute. Results are the same bits for any number. */
#ifndef LIBARRAY_THREADS_H
#define LIBARRAY_THREADS_H

#include "libarray/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define LA_MAX_THREADS 64

/* 1 .. LA_MAX_THREADS, the caller included. ValueError otherwise. More than the machine has are
 * allowed. Takes effect at the next parallel operation. */
la_status la_set_num_threads(int n);

/* The number that the next large product would use. */
int la_get_num_threads(void);

/* A parallel region of `nitems` items in which nothing is done, on the number of threads set: what
 * starting and ending a region costs. */
void la_threads_empty_region(int nitems);

/* Stops the workers and frees what they hold; they start again when next needed. */
void la_threads_shutdown(void);

#ifdef __cplusplus
}
#endif
#endif
