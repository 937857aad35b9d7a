/* Element types: one table with a row per type, promotion (NEP 50) and casting rules. */
#ifndef LIBARRAY_DTYPE_H
#define LIBARRAY_DTYPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "libarray/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The order is that of the rows of la_dtypes and of the promotion table. */
typedef enum la_type {
    LA_BOOL,
    LA_INT8,
    LA_UINT8,
    LA_INT16,
    LA_UINT16,
    LA_INT32,
    LA_UINT32,
    LA_INT64,
    LA_UINT64,
    LA_FLOAT16,
    LA_FLOAT32,
    LA_FLOAT64,
    LA_COMPLEX64,
    LA_COMPLEX128,
    LA_NTYPES
} la_type;

/* Types from here on have floating-point parts. */
#define LA_FIRST_INEXACT (LA_UINT64 + 1)

/* NumPy's default integer and index type: the one as wide as a pointer. */
#if PTRDIFF_MAX > INT32_MAX
#define LA_INTP LA_INT64
#else
#define LA_INTP LA_INT32
#endif

typedef struct la_complex64 {
    float real, imag;
} la_complex64;

typedef struct la_complex128 {
    double real, imag;
} la_complex128;

typedef struct la_dtype {
    la_type num;
    char kind;          /* 'b' bool, 'i' signed, 'u' unsigned, 'f' real, 'c' complex */
    char code;          /* NumPy's one-letter code: '?', 'b', 'B', ..., 'F', 'D' */
    int itemsize;       /* bytes */
    int alignment;      /* bytes */
    const char *name;   /* "float32" */
    const char *str;    /* "<f4" */
    const char *format; /* buffer protocol (PEP 3118) format: "f" */
} la_dtype;

extern const la_dtype la_dtypes[LA_NTYPES];

static inline const la_dtype *la_dtype_of(la_type num)
{
    return &la_dtypes[num];
}

/* The Python scalars that NEP 50 calls weak: they take the other operands' type of their kind. */
typedef enum la_weak { LA_STRONG, LA_WEAK_INT, LA_WEAK_FLOAT, LA_WEAK_COMPLEX } la_weak;

/* What promotion needs to know of one operand: its type, or (weak != LA_STRONG) its kind. */
typedef struct la_typing {
    const la_dtype *dtype; /* ignored where weak */
    la_weak weak;
} la_typing;

/* The smallest type that both can be cast to safely, by NumPy's table. Never fails: the fourteen
 * types are closed under promotion. */
const la_dtype *la_promote_types(const la_dtype *a, const la_dtype *b);

/* NEP 50: the type in which operands of these typings meet. n >= 1. */
const la_dtype *la_result_type(int n, const la_typing *operands);

typedef enum la_casting {
    LA_CASTING_NO,
    LA_CASTING_EQUIV,
    LA_CASTING_SAFE,
    LA_CASTING_SAME_KIND,
    LA_CASTING_UNSAFE,
    LA_CASTING_SAME_VALUE /* la_astype only: any cast that changes no value */
} la_casting;

/* "no", "equiv", "safe", "same_kind", "unsafe", "same_value" */
const char *la_casting_name(la_casting casting);

bool la_can_cast(const la_dtype *from, const la_dtype *to, la_casting casting);

static inline bool la_dtype_is_complex(const la_dtype *d)
{
    return d->kind == 'c';
}

static inline bool la_dtype_is_integer(const la_dtype *d)
{
    return d->kind == 'i' || d->kind == 'u';
}

#ifdef __cplusplus
}
#endif
#endif
