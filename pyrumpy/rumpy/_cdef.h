/* The functions of libarray that Python calls through CFFI: declarations as in the public headers,
 * without what CFFI's parser doesn't take. Arrays are passed by address: `_ptr(a)` of
 * _lib_loader.py. */

/* status.h */
typedef int... la_status;
typedef int... la_type;
const char *la_error_message(void);
const char *la_status_name(la_status status);

/* array.h, dtype.h: looked into by C only */
typedef... la_array;
typedef... la_dtype;
la_array *la_array_new(void);
void la_array_free(la_array *a);

/* linalg.h */
typedef struct la_kernel_info {
    const char *isa;
    const char *f32_gemm;
    const char *f64_gemm;
    int vector_bits;
    const char *reason;
} la_kernel_info;
void la_kernel_info_get(la_kernel_info *info);
int la_kernel_isa_count(void);
const char *la_kernel_isa_name(int i);
la_status la_kernel_use(const char *isa);
void la_kernel_set_reason(const char *reason);

typedef enum la_packing { LA_PACKING_AUTO, LA_PACKING_ALWAYS, LA_PACKING_NEVER, ... } la_packing;
typedef struct la_gemm_kernel_info {
    const char *name;
    la_type type;
    const char *dtype;
    const char *isa;
    int mr, nr;
    int kc;
    int mc, nc;
    _Bool unpacked;
    _Bool fused;
    _Bool preferred;
    _Bool active;
    _Bool forced;
    la_packing packing;
} la_gemm_kernel_info;
int la_gemm_kernel_count(void);
la_status la_gemm_kernel_get(int i, la_gemm_kernel_info *info);
la_status la_gemm_kernel_use(const char *name, la_packing packing);
void la_gemm_kernel_use_default(la_type type);
const char *la_gemm_kernel_active(la_type type);

/* threads.h */
la_status la_set_num_threads(int n);
int la_get_num_threads(void);
void la_threads_empty_region(int nitems);
void la_threads_shutdown(void);

/* linalg.h: kernels that come in a file of their own (_kernels.py) */
typedef... la_kernels;
la_status la_kernels_register(const la_kernels *table);

/* gemm/gemm.h: products computed by the worker pool (_pool.py) */
typedef... la_gemm_args;
typedef _Bool (*la_gemm_offload_fn)(const la_gemm_args *args, int num_threads);
void la_gemm_set_offload(la_gemm_offload_fn offload);
typedef void (*la_gemm_forget_fn)(uint32_t id);
void la_gemm_set_forget(la_gemm_forget_fn forget);
extern "Python" _Bool rumpy_first_product(const la_gemm_args *args, int num_threads);

/* random.h */
typedef enum la_bitgen_kind {
    LA_MT19937, LA_PCG64, LA_PCG64DXSM, LA_PHILOX, LA_SFC64, ...
} la_bitgen_kind;
typedef ... la_bitgen;
typedef struct la_gauss {
    int has_gauss;
    double gauss;
} la_gauss;
la_bitgen *la_bitgen_new(la_bitgen_kind kind);
void la_bitgen_free(la_bitgen *g);
int la_bitgen_words(const la_bitgen *g);
void la_bitgen_get(const la_bitgen *g, uint64_t *words);
void la_bitgen_set(la_bitgen *g, const uint64_t *words);
void la_bitgen_seed(la_bitgen *g, const uint64_t *words);
void la_bitgen_seed_legacy(la_bitgen *g, uint32_t seed);
void la_bitgen_seed_array(la_bitgen *g, uint32_t *key, int n);
void la_bitgen_advance(la_bitgen *g, uint64_t *delta);
void la_bitgen_jump(la_bitgen *g);
void la_bitgen_raw(la_bitgen *g, ptrdiff_t n, uint64_t *out);
int la_random_find(const char *name);
la_status la_random_draw(la_bitgen *g, la_gauss *gauss, int distribution, int nargs,
                         const la_array *const *args, la_array *out);
la_status la_random_bounded(la_bitgen *g, uint64_t off, uint64_t range, _Bool masked, la_array *out);
la_status la_random_bounded_each(la_bitgen *g, const la_array *off, const la_array *range,
                                 _Bool masked, la_array *out);
la_status la_random_shuffle(la_bitgen *g, la_array *a, int axis);
la_status la_random_sample(la_bitgen *g, int64_t population, _Bool shuffle, la_array *out);
la_status la_random_multinomial(la_bitgen *g, _Bool legacy, const la_array *n, const la_array *p,
                                la_array *out);
la_status la_random_dirichlet(la_bitgen *g, la_gauss *gauss, _Bool legacy, const la_array *alpha,
                              la_array *out);
la_status la_random_mvhg(la_bitgen *g, _Bool count, int64_t total, const la_array *colors,
                         int64_t nsample, la_array *out);
double la_kahan_sum(const double *x, ptrdiff_t n);

/* lapack.h */
typedef ... la_lapack;
la_status la_lapack_register(const la_lapack *table);
_Bool la_lapack_is_loaded(void);
la_status la_solve(la_array *a, la_array *b);
la_status la_det(la_array *a, la_array *det, la_array *sign, la_array *logdet);
la_status la_cholesky(la_array *a, _Bool upper);
la_status la_qr(la_array *a, la_array *tau);
la_status la_qr_q(la_array *q, const la_array *tau);
la_status la_svd(la_array *a, la_array *s, la_array *u, la_array *vh);
la_status la_eigh(la_array *a, la_array *w, _Bool vectors, _Bool upper);
la_status la_eig(la_array *a, la_array *w, la_array *v);
la_status la_lstsq(la_array *a, la_array *b, double rcond, la_array *s, int *rank);

/* fft.h */
typedef ... la_fft_table;
la_status la_fft_register(const la_fft_table *table);
_Bool la_fft_is_loaded(void);
la_status la_fft(la_array *out, const la_array *a, ptrdiff_t axis, _Bool forward, double factor);

/* numeric.h */
la_status la_clip(la_array *out, const la_array *a, const la_array *low, const la_array *high);
la_status la_pack_bits(la_array *out, const la_array *truths, _Bool little);
la_status la_unpack_bits(la_array *out, const la_array *bytes, _Bool little);

/* sort.h */
#define LA_MOST_DISTINCT ...
la_status la_bracket(la_array *out, const la_array *a, ptrdiff_t first, ptrdiff_t last,
                     ptrdiff_t *below, ptrdiff_t *count);
la_status la_distinct(const la_array *a, la_array *values, la_array *first, la_array *counts,
                      la_array *inverse, ptrdiff_t *n);

/* statistics.h */
la_status la_squared_deviations(la_array *out, const la_array *a);
la_status la_histogram(la_array *out, const la_array *x, const la_array *edges,
                       const la_array *weights);
