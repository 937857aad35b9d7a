/* The five bit generators: seeding, reading and writing their states, steps. */
#include "random/bitgen.h"

#include <stdlib.h>
#include <string.h>

#include "random/pcg64_step.h"

/* The doubles of [0, 1) that are multiples of 2**-53. */
static double to_double(uint64_t bits)
{
    return (double)(int64_t)(bits >> 11) * (1.0 / 9007199254740992.0);
}

/* --- how each kind steps ------------------------------------------------------------------------
 */

static uint64_t mt19937_64(void *state)
{
    return mt19937_next64(state);
}

static uint32_t mt19937_32(void *state)
{
    return mt19937_next32(state);
}

static double mt19937_double(void *state)
{
    return mt19937_next_double(state);
}

static uint64_t mt19937_raw(void *state)
{
    return mt19937_next32(state);
}

static uint64_t pcg64_64(void *state)
{
    return pcg64_step(((pcg64_state *)state)->pcg_state);
}

/* The upper half of a step's bits is for the next call. */
static uint32_t pcg64_32(void *state)
{
    pcg64_state *s = state;
    s->has_uint32 = !s->has_uint32;
    if (!s->has_uint32) return s->uinteger;
    const uint64_t bits = pcg64_step(s->pcg_state);
    s->uinteger = (uint32_t)(bits >> 32);
    return (uint32_t)bits;
}

static double pcg64_double(void *state)
{
    return to_double(pcg64_64(state));
}

static uint64_t pcg64dxsm_64(void *state)
{
    return pcg64_cm_next64(state);
}

static uint32_t pcg64dxsm_32(void *state)
{
    return pcg64_cm_next32(state);
}

static double pcg64dxsm_double(void *state)
{
    return to_double(pcg64_cm_next64(state));
}

static uint64_t philox_64(void *state)
{
    return philox_next64(state);
}

static uint32_t philox_32(void *state)
{
    return philox_next32(state);
}

static double philox_double(void *state)
{
    return to_double(philox_next64(state));
}

static uint64_t sfc64_64(void *state)
{
    return sfc64_next64(state);
}

static uint32_t sfc64_32(void *state)
{
    return sfc64_next32(state);
}

static double sfc64_double(void *state)
{
    return to_double(sfc64_next64(state));
}

/* By kind; `state` is filled in by la_bitgen_new. */
static const bitgen_t steps[] = {
    [LA_MT19937] = {NULL, mt19937_64, mt19937_32, mt19937_double, mt19937_raw},
    [LA_PCG64] = {NULL, pcg64_64, pcg64_32, pcg64_double, pcg64_64},
    [LA_PCG64DXSM] = {NULL, pcg64dxsm_64, pcg64dxsm_32, pcg64dxsm_double, pcg64dxsm_64},
    [LA_PHILOX] = {NULL, philox_64, philox_32, philox_double, philox_64},
    [LA_SFC64] = {NULL, sfc64_64, sfc64_32, sfc64_double, sfc64_64},
};

/* --- life ---------------------------------------------------------------------------------------
 */

la_bitgen *la_bitgen_new(la_bitgen_kind kind)
{
    la_bitgen *g = calloc(1, sizeof *g);
    if (g == NULL) return NULL;
    g->kind = kind;
    g->next = steps[kind];
    switch (kind) {
    case LA_MT19937: g->next.state = &g->state.mt19937; break;
    case LA_PCG64:
    case LA_PCG64DXSM:
        g->state.pcg64.steps.pcg_state = &g->state.pcg64.state;
        g->next.state = &g->state.pcg64.steps;
        break;
    case LA_PHILOX:
        g->state.philox.steps.ctr = &g->state.philox.counter;
        g->state.philox.steps.key = &g->state.philox.key;
        g->next.state = &g->state.philox.steps;
        break;
    case LA_SFC64: g->next.state = &g->state.sfc64; break;
    }
    return g;
}

void la_bitgen_free(la_bitgen *g)
{
    free(g);
}

/* --- state --------------------------------------------------------------------------------------
 */

int la_bitgen_words(const la_bitgen *g)
{
    static const int words[] = {
        [LA_MT19937] = RK_STATE_LEN + 1,
        [LA_PCG64] = 6,
        [LA_PCG64DXSM] = 6,
        [LA_PHILOX] = 13,
        [LA_SFC64] = 6,
    };
    return words[g->kind];
}

void la_bitgen_get(const la_bitgen *g, uint64_t *words)
{
    int has_uint32 = 0;
    uint32_t uinteger = 0;
    switch (g->kind) {
    case LA_MT19937:
        for (int i = 0; i < RK_STATE_LEN; i++)
            words[i] = g->state.mt19937.key[i];
        words[RK_STATE_LEN] = (uint64_t)g->state.mt19937.pos;
        return;
    case LA_PCG64:
    case LA_PCG64DXSM:
        pcg64_get_state((pcg64_state *)&g->state.pcg64.steps, words, &has_uint32, &uinteger);
        break;
    case LA_SFC64:
        sfc64_get_state((sfc64_state *)&g->state.sfc64, words, &has_uint32, &uinteger);
        break;
    case LA_PHILOX: {
        const philox_state *s = &g->state.philox.steps;
        memcpy(words, s->ctr->v, sizeof s->ctr->v);
        memcpy(words + 4, s->key->v, sizeof s->key->v);
        memcpy(words + 6, s->buffer, sizeof s->buffer);
        words[10] = (uint64_t)s->buffer_pos;
        words[11] = (uint64_t)s->has_uint32;
        words[12] = s->uinteger;
        return;
    }
    }
    words[4] = (uint64_t)has_uint32;
    words[5] = uinteger;
}

void la_bitgen_set(la_bitgen *g, const uint64_t *words)
{
    uint64_t four[4];
    switch (g->kind) {
    case LA_MT19937:
        for (int i = 0; i < RK_STATE_LEN; i++)
            g->state.mt19937.key[i] = (uint32_t)words[i];
        /* Beyond the key lies nothing: what claims more starts anew. */
        g->state.mt19937.pos =
            words[RK_STATE_LEN] <= RK_STATE_LEN ? (int)words[RK_STATE_LEN] : RK_STATE_LEN;
        return;
    case LA_PCG64:
    case LA_PCG64DXSM:
        memcpy(four, words, sizeof four);
        pcg64_set_state(&g->state.pcg64.steps, four, (int)words[4], (uint32_t)words[5]);
        return;
    case LA_SFC64:
        memcpy(four, words, sizeof four);
        sfc64_set_state(&g->state.sfc64, four, (int)words[4], (uint32_t)words[5]);
        return;
    case LA_PHILOX: {
        philox_state *s = &g->state.philox.steps;
        memcpy(s->ctr->v, words, sizeof s->ctr->v);
        memcpy(s->key->v, words + 4, sizeof s->key->v);
        memcpy(s->buffer, words + 6, sizeof s->buffer);
        s->buffer_pos = words[10] <= PHILOX_BUFFER_SIZE ? (int)words[10] : PHILOX_BUFFER_SIZE;
        s->has_uint32 = (int)words[11];
        s->uinteger = (uint32_t)words[12];
        return;
    }
    }
}

/* Forgets halves of words and buffered ones that were drawn before. */
static void forget_buffered(la_bitgen *g)
{
    switch (g->kind) {
    case LA_PCG64:
    case LA_PCG64DXSM:
        g->state.pcg64.steps.has_uint32 = 0;
        g->state.pcg64.steps.uinteger = 0;
        return;
    case LA_SFC64:
        g->state.sfc64.has_uint32 = 0;
        g->state.sfc64.uinteger = 0;
        return;
    case LA_PHILOX:
        g->state.philox.steps.has_uint32 = 0;
        g->state.philox.steps.uinteger = 0;
        g->state.philox.steps.buffer_pos = PHILOX_BUFFER_SIZE;
        memset(g->state.philox.steps.buffer, 0, sizeof g->state.philox.steps.buffer);
        return;
    case LA_MT19937: return;
    }
}

void la_bitgen_seed(la_bitgen *g, const uint64_t *words)
{
    uint64_t given[4];
    switch (g->kind) {
    case LA_MT19937:
        g->state.mt19937.key[0] = 0x80000000u; /* so that not all bits are zero */
        for (int i = 1; i < RK_STATE_LEN; i++)
            g->state.mt19937.key[i] = (uint32_t)words[i];
        g->state.mt19937.pos = RK_STATE_LEN - 1;
        return;
    case LA_PCG64:
    case LA_PCG64DXSM:
        memcpy(given, words, sizeof given);
        pcg64_set_seed(&g->state.pcg64.steps, given, given + 2);
        break;
    case LA_SFC64:
        memcpy(given, words, 3 * sizeof *given);
        sfc64_set_seed(&g->state.sfc64, given);
        break;
    case LA_PHILOX: memcpy(g->state.philox.key.v, words, sizeof g->state.philox.key.v); break;
    }
    forget_buffered(g);
}

void la_bitgen_seed_legacy(la_bitgen *g, uint32_t seed)
{
    mt19937_seed(&g->state.mt19937, seed);
}

void la_bitgen_seed_array(la_bitgen *g, uint32_t *key, int n)
{
    mt19937_init_by_array(&g->state.mt19937, key, n);
}

/* --- steps --------------------------------------------------------------------------------------
 */

void la_bitgen_advance(la_bitgen *g, uint64_t *delta)
{
    if (g->kind == LA_PCG64) pcg64_advance(&g->state.pcg64.steps, delta);
    if (g->kind == LA_PCG64DXSM) pcg64_cm_advance(&g->state.pcg64.steps, delta);
    if (g->kind == LA_PHILOX) philox_advance(delta, &g->state.philox.steps);
    forget_buffered(g);
}

void la_bitgen_jump(la_bitgen *g)
{
    mt19937_jump(&g->state.mt19937);
}

void la_bitgen_raw(la_bitgen *g, ptrdiff_t n, uint64_t *out)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        uint64_t word = g->next.next_raw(g->next.state);
        if (out != NULL) out[i] = word;
    }
}
