/* A bit generator: its state, and the functions by which distributions draw from it. */
#ifndef LIBARRAY_RANDOM_BITGEN_H
#define LIBARRAY_RANDOM_BITGEN_H

#include "libarray/random.h"

#include "numpy/random/distributions.h"
#include "src/mt19937/mt19937.h"
#include "pcg_math.h"
#include "src/pcg64/pcg64.h"
#include "src/philox/philox.h"
#include "src/sfc64/sfc64.h"

struct la_bitgen {
    bitgen_t next; /* what distributions call; next.state points into `state` */
    la_bitgen_kind kind;
    union {
        mt19937_state mt19937;
        struct {
            pcg64_state steps;
            pcg64_random_t state;
        } pcg64;
        struct {
            philox_state steps;
            philox4x64_ctr_t counter;
            philox4x64_key_t key;
        } philox;
        sfc64_state sfc64;
    } state;
    binomial_t binomial; /* what random_binomial computed for the parameters it had last */
};

#endif
