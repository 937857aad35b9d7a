/* Of NumPy's source, which the build fetches. */
#include "third_party.h"

#include "numpy/random/src/mt19937/mt19937.c"
