/* Of NumPy's source, which the build fetches. */
#include "third_party.h"

#include "numpy/random/src/pcg64/pcg64.c"
