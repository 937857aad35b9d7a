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
