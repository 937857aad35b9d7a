/* Of NumPy's source, which the build fetches. */
#include "third_party.h"

#include <stdlib.h>
#include <string.h>

/* NumPy doesn't look whether calloc found memory. Both blocks are small, and freed by the function
 * that asked for them: so they lie on its stack. */
#define calloc(count, size) memset(__builtin_alloca((count) * (size)), 0, (count) * (size))
#define free(block)         ((void)(block))

#include "numpy/random/src/mt19937/mt19937-jump.c"
