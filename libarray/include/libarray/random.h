/* Streams of random numbers, the same ones as NumPy's: bit generators and distributions.
 *
 * The generators' steps and the distributions' algorithms are NumPy's own C sources, which the
 * build fetches; here is what draws from them into arrays. */
#ifndef LIBARRAY_RANDOM_H
#define LIBARRAY_RANDOM_H

#include "libarray/array.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum la_bitgen_kind {
    LA_MT19937,   /* state: key[624], pos */
    LA_PCG64,     /* state: state (high, low), inc (high, low), has_uint32, uinteger */
    LA_PCG64DXSM, /* the same */
    LA_PHILOX,    /* state: counter[4], key[2], buffer[4], buffer_pos, has_uint32, uinteger */
    LA_SFC64,     /* state: s[4], has_uint32, uinteger */
} la_bitgen_kind;

typedef struct la_bitgen la_bitgen;

/* A generator with a state of zeros; NULL when there is no memory. */
la_bitgen *la_bitgen_new(la_bitgen_kind kind);
void la_bitgen_free(la_bitgen *g);

/* How many words a state has (LA_BITGEN_MAX at most); reading and writing it. */
#define LA_BITGEN_MAX 625
int la_bitgen_words(const la_bitgen *g);
void la_bitgen_get(const la_bitgen *g, uint64_t *words);
void la_bitgen_set(la_bitgen *g, const uint64_t *words);

/* Seeds with what a SeedSequence generates: MT19937: 624 words of 32 bits; PCG64: 4 of 64 bits;
 * Philox: 2 (its key; the counter is set beforehand); SFC64: 3. */
void la_bitgen_seed(la_bitgen *g, const uint64_t *words);
/* MT19937 only: as RandomState seeds from one number of 32 bits, and from an array of them. */
void la_bitgen_seed_legacy(la_bitgen *g, uint32_t seed);
void la_bitgen_seed_array(la_bitgen *g, uint32_t *key, int n);

/* Steps ahead: PCG64 by delta (high, low), Philox by delta (four words, lowest first). */
void la_bitgen_advance(la_bitgen *g, uint64_t *delta);
/* MT19937: by 2**128 steps. */
void la_bitgen_jump(la_bitgen *g);
/* The next n outputs of the generator itself; out may be NULL. */
void la_bitgen_raw(la_bitgen *g, ptrdiff_t n, uint64_t *out);

/* RandomState's normal deviates come in pairs: the second one of a pair. */
typedef struct la_gauss {
    int has_gauss;
    double gauss;
} la_gauss;

/* The number of a distribution by its name ("gamma", "legacy_gamma", ...); -1 if there is none.
 * Names, arguments and types are those of the table in random/draw.c. */
int la_random_find(const char *name);

/* out[...] = draws in C order. out: existing, C contiguous, of the distribution's type. Its
 * parameters, of their types, are broadcast to out's shape. gauss: for legacy distributions. */
la_status la_random_draw(la_bitgen *g, la_gauss *gauss, int distribution, int nargs,
                         const la_array *const *args, la_array *out);

/* Integers in off .. off + range (both included), of out's type, C contiguous. masked: rejecting
 * masked bits, as RandomState does, instead of Lemire's method. */
la_status la_random_bounded(la_bitgen *g, uint64_t off, uint64_t range, bool masked, la_array *out);
/* The same with arrays of uint64 of out's shape, C contiguous, for off and range. */
la_status la_random_bounded_each(la_bitgen *g, const la_array *off, const la_array *range,
                                 bool masked, la_array *out);

/* Shuffles each lane of `a` along an axis, in place (Fisher and Yates, from the end). */
la_status la_random_shuffle(la_bitgen *g, la_array *a, int axis);
/* out: a C-contiguous int64 array: out.size different numbers of 0 .. population - 1. */
la_status la_random_sample(la_bitgen *g, int64_t population, bool shuffle, la_array *out);

/* out: int64 (rows, d), zeroed; n: int64 (rows,); p: float64 (rows, d), its rows contiguous. */
la_status la_random_multinomial(la_bitgen *g, bool legacy, const la_array *n, const la_array *p,
                                la_array *out);
/* out: float64 (rows, k), zeroed; alpha: float64 (k,), contiguous. */
la_status la_random_dirichlet(la_bitgen *g, la_gauss *gauss, bool legacy, const la_array *alpha,
                              la_array *out);
/* out: int64 (rows, k), zeroed; colors: int64 (k,), contiguous. count: that method, else marginals.
 * MemoryError. */
la_status la_random_mvhg(la_bitgen *g, bool count, int64_t total, const la_array *colors,
                         int64_t nsample, la_array *out);

/* The sum with Kahan's correction, by which probabilities are checked. */
double la_kahan_sum(const double *x, ptrdiff_t n);

#ifdef __cplusplus
}
#endif
#endif
