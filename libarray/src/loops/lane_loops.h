/* The functions of reals that run on vectors (lanes.h), as instruction sets may have them anew:
 * kernels/<isa>/lanes.c. Freestanding. */
#ifndef LIBARRAY_LOOPS_LANE_LOOPS_H
#define LIBARRAY_LOOPS_LANE_LOOPS_H

#include <stddef.h>

/* Of one operand, and of two. */
#define LA_LANE_LOOPS(UNARY, BINARY)                                                               \
    UNARY(exp, FLOAT32)                                                                            \
    UNARY(exp2, FLOAT32)                                                                           \
    UNARY(expm1, FLOAT32)                                                                          \
    UNARY(log, FLOAT32)                                                                            \
    UNARY(log2, FLOAT32)                                                                           \
    UNARY(log10, FLOAT32)                                                                          \
    UNARY(log1p, FLOAT32)                                                                          \
    UNARY(sin, FLOAT32)                                                                            \
    UNARY(cos, FLOAT32)                                                                            \
    UNARY(sinh, FLOAT32)                                                                           \
    UNARY(cosh, FLOAT32)                                                                           \
    UNARY(tanh, FLOAT32)                                                                           \
    UNARY(arcsinh, FLOAT32)                                                                        \
    UNARY(arccosh, FLOAT32)                                                                        \
    UNARY(arctanh, FLOAT32)                                                                        \
    BINARY(power, FLOAT32)                                                                         \
    UNARY(exp, FLOAT64)                                                                            \
    UNARY(expm1, FLOAT64)                                                                          \
    UNARY(log, FLOAT64)                                                                            \
    UNARY(log2, FLOAT64)                                                                           \
    UNARY(log10, FLOAT64)                                                                          \
    UNARY(log1p, FLOAT64)                                                                          \
    BINARY(power, FLOAT64)                                                                         \
    UNARY(sinh, FLOAT64)                                                                           \
    UNARY(cosh, FLOAT64)                                                                           \
    UNARY(sin, FLOAT64)                                                                            \
    UNARY(cos, FLOAT64)                                                                            \
    UNARY(tanh, FLOAT64)

#define LA_LANE_LOOP_NUMBER(name, type) LA_LANES_##name##_##type,
enum { LA_LANE_LOOPS(LA_LANE_LOOP_NUMBER, LA_LANE_LOOP_NUMBER) LA_LANE_LOOP_COUNT };
#undef LA_LANE_LOOP_NUMBER

/* Computes those lanes of *to for which the kernel has no answer (*odd is all ones there), from the
 * operands at args. */
typedef void (*la_lane_mend)(char *const *args, void *to, const void *odd);

/* n, a multiple of LANES, elements one after the other. The result's place may be an operand's. */
typedef void (*la_lane_loop)(char *const *args, ptrdiff_t n, la_lane_mend mend);

/* Those of the kernels in use (dispatch.c), or NULL: then the loops' own serve. */
const la_lane_loop *la_lane_loops_active(void);

#endif
