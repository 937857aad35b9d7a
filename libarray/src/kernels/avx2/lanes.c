/* The functions of reals on vectors, with AVX2 and FMA. */
#if defined(__x86_64__) && defined(__GNUC__)
#include "kernels/avx2/target.h"

#include "loops/lane_loops.inc.h"

const la_lane_loop la_lanes__avx2[] = LANE_LOOPS;
#include "kernels/avx2/target_end.h"
#else
typedef int la_nothing_here;
#endif
