/* malloc and its kin, counted, and failing on demand. Programs that link failing.c and, where C++
 * is linked, failing_new.cpp with the linker's --wrap for each function that those wrap
 * (failing.flags) take all their memory from them, third parties' code included. */
#ifndef LIBARRAY_TEST_FAILING_H
#define LIBARRAY_TEST_FAILING_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Hidden everywhere else, seen by ctypes here. */
#define FAILING_API __attribute__((visibility("default")))

/* From now on the n-th allocation fails (1: the next one), and `times` - 1 after it. 0: none. */
FAILING_API void failing_set(long n, long times);
/* How many failed since then. */
FAILING_API long failing_count(void);
/* Blocks that are allocated now. */
FAILING_API long failing_live_blocks(void);

/* For wrappers: whether this allocation shall fail; a block that came or goes (NULL allowed). */
int failing_now(void);
void *failing_came(void *block);
void failing_goes(void *block);

#ifdef __cplusplus
}
#endif
#endif
