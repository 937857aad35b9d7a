/* Inner loops of real and complex functions, and of what tells NaN and infinity. */
#include "loops.h"

#include <float.h>
#include <math.h>

#include "complex_c99.h"
#include "complex_inverse.h"
#include "../platform.h"
#include "see.h"
#include "fetch.h"
#include "lane_loops.inc.h"

static const la_lane_loop lane_loops[] = LANE_LOOPS;

#define EACH "lanes_strided.tmpl.h"
#include "each_real.inc.h"

#define LN_2    0.693147180559945309417232121458
#define LOG2_E  1.44269504088896340735992468100
#define LOG10_E 0.434294481903251827651128918917

#define EACH "math_real.tmpl.h"
#include "each_real.inc.h"

#define EACH "math_complex.tmpl.h"
#include "each_complex.inc.h"

#define EACH "classify_real.tmpl.h"
#include "each_real.inc.h"

#define EACH "classify_complex.tmpl.h"
#include "each_complex.inc.h"

/* Integers are always finite: these only write answers. */
la_status la_loop_never(char *const *args, ptrdiff_t n, const ptrdiff_t *steps)
{
    char *z = args[1];
    for (; n > 0; n--, z += steps[1])
        *z = 0;
    return LA_OK;
}

la_status la_loop_always(char *const *args, ptrdiff_t n, const ptrdiff_t *steps)
{
    char *z = args[1];
    for (; n > 0; n--, z += steps[1])
        *z = 1;
    return LA_OK;
}
