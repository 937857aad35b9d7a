/* The functions of reals on vectors, with relaxed multiply-adds. */
#if defined(__wasm_relaxed_simd__) && !LA_FOR_POOL
#include "loops/lane_loops.inc.h"

const la_lane_loop la_lanes__wasm_relaxed[] = LANE_LOOPS;
#else
typedef int la_nothing_here;
#endif
