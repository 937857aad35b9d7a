/* A product whose operands come from another memory, and whose result goes there, while it is being
 * computed. The worker pool's: only the caller can copy, and the others need not wait for all of
 * it.
 *
 * An operand arrives line by line: rows where those are further apart than columns, else columns.
 * The caller opens the parallel region first and copies then; who packs waits for the lines that he
 * needs. C leaves by rows: the caller, between tiles of its own, copies those that are complete.
 * Both functions are told how far, from the first line or row on, and do what is missing. */
#ifndef LIBARRAY_TRANSIT_H
#define LIBARRAY_TRANSIT_H

#include <stddef.h>

enum { LA_OPERAND_A, LA_OPERAND_B };

typedef struct la_gemm_transit {
    void (*bring)(int operand, ptrdiff_t lines);
    void (*take)(ptrdiff_t rows);
    ptrdiff_t arrived[2]; /* lines of A and of B: atomic; from 0 */
} la_gemm_transit;

#endif
