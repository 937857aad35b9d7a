/* Writes lane_loops, the functions that lane_loops.h lists, for the instruction set that the file
 * including this is compiled for. */
#include "lane_loops.h"
#include "vector_double.h"
#include "vector_float.h"

#define T    float
#define TYPE FLOAT32
#define V(x) x##_float
#include "lane_loop.tmpl.h"
#undef T
#undef TYPE
#undef V

#define T    double
#define TYPE FLOAT64
#define V(x) x
#include "lane_loop.tmpl.h"
#undef T
#undef TYPE
#undef V

#define UNARY(name, type)                                                                          \
    static void name##_loop_##type(char *const *args, ptrdiff_t n, la_lane_mend mend)              \
    {                                                                                              \
        run_unary_##type(name##_lanes_##type, args, n, mend);                                      \
    }
#define BINARY(name, type)                                                                         \
    static void name##_loop_##type(char *const *args, ptrdiff_t n, la_lane_mend mend)              \
    {                                                                                              \
        run_binary_##type(name##_lanes_##type, args, n, mend);                                     \
    }
LA_LANE_LOOPS(UNARY, BINARY)
#undef UNARY
#undef BINARY

#define ADDRESS(name, type) name##_loop_##type,
#define LANE_LOOPS          {LA_LANE_LOOPS(ADDRESS, ADDRESS)}
