/* Integers of every width: i8_gemm_4x16__ref and its kin. Arithmetic is modulo 2^bits, for signed
 * types through their unsigned twins, whose overflow is defined. */
#include "kernels/kernels.h"

/* A product of two 16-bit numbers would be taken in int, and overflow it. */
#define MADD(acc, x, y) ((T)((acc) + (T)((WIDE)(x) * (WIDE)(y))))
#define ADD(x, y)       ((x) + (y))
#define KC              256
#define GFLOPS          4
#define MR              4

#define T           uint8_t
#define WIDE        unsigned
#define NR          16
#define KERNEL      i8_gemm_4x16__ref
#define KERNEL_TYPE LA_INT8
#include "kernels/ref/gemm.tmpl.h"
#define KERNEL      u8_gemm_4x16__ref
#define KERNEL_TYPE LA_UINT8
#include "kernels/ref/gemm.tmpl.h"
#undef T
#undef WIDE
#undef NR

#define T           uint16_t
#define WIDE        unsigned
#define NR          8
#define KERNEL      i16_gemm_4x8__ref
#define KERNEL_TYPE LA_INT16
#include "kernels/ref/gemm.tmpl.h"
#define KERNEL      u16_gemm_4x8__ref
#define KERNEL_TYPE LA_UINT16
#include "kernels/ref/gemm.tmpl.h"
#undef T
#undef WIDE
#undef NR

#define T           uint32_t
#define WIDE        uint32_t
#define NR          8
#define KERNEL      i32_gemm_4x8__ref
#define KERNEL_TYPE LA_INT32
#include "kernels/ref/gemm.tmpl.h"
#define KERNEL      u32_gemm_4x8__ref
#define KERNEL_TYPE LA_UINT32
#include "kernels/ref/gemm.tmpl.h"
#undef T
#undef WIDE
#undef NR

#define T           uint64_t
#define WIDE        uint64_t
#define NR          4
#define KERNEL      i64_gemm_4x4__ref
#define KERNEL_TYPE LA_INT64
#include "kernels/ref/gemm.tmpl.h"
#define KERNEL      u64_gemm_4x4__ref
#define KERNEL_TYPE LA_UINT64
#include "kernels/ref/gemm.tmpl.h"
#undef T
#undef WIDE
#undef NR
