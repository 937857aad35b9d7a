/* The draws that programs make millions of, for the generator that default_rng has: PCG64's state
 * stays in registers, and no function is called for a number. The streams are those of NumPy's
 * functions, which take over for other generators and for what is rare. */
#include "random/fill.h"

#include <string.h>

#include "platform.h"
#include "random/pcg64_step.h"
#include "src/distributions/ziggurat_constants.h"

void la_fill_uniform(la_bitgen *g, ptrdiff_t n, double *out)
{
    if (g->kind != LA_PCG64) {
        random_standard_uniform_fill(&g->next, n, out);
        return;
    }
    pcg64_random_t state = g->state.pcg64.state;
    for (ptrdiff_t i = 0; i < n; i++) /* signed: the conversion is one instruction */
        out[i] = (double)(int64_t)(pcg64_step(&state) >> 11) * (1.0 / 9007199254740992.0);
    g->state.pcg64.state = state;
}

void la_fill_normal(la_bitgen *g, ptrdiff_t n, double *out)
{
    if (g->kind != LA_PCG64) {
        random_standard_normal_fill(&g->next, n, out);
        return;
    }
    pcg64_random_t state = g->state.pcg64.state;
    for (ptrdiff_t i = 0; i < n; i++) {
        const pcg64_random_t before = state;
        const uint64_t bits = pcg64_step(&state), magnitude = bits >> 9 & 0xfffffffffffff;
        const int layer = bits & 0xff;
        double x = (double)(int64_t)magnitude * wi_double[layer];
        if (LA_UNLIKELY(magnitude >= ki_double[layer])) { /* one of 150: the same draw again */
            g->state.pcg64.state = before;
            out[i] = random_standard_normal(&g->next);
            state = g->state.pcg64.state;
            continue;
        }
        uint64_t pattern;
        memcpy(&pattern, &x, sizeof pattern);
        pattern |= bits << 55 & (uint64_t)1 << 63; /* the sign, without a branch */
        memcpy(&out[i], &pattern, sizeof pattern);
    }
    g->state.pcg64.state = state;
}
