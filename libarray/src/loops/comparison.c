/* Inner loops of comparisons, and of maximum, minimum, fmax, fmin. */
#include "loops.h"

#define EACH "comparison_ordered.tmpl.h"
#include "each_bool.inc.h"
#define EACH "comparison_ordered.tmpl.h"
#include "each_integer.inc.h"
#define EACH "comparison_ordered.tmpl.h"
#include "each_real.inc.h"

#define EACH "extrema_integer.tmpl.h"
#include "each_integer.inc.h"
#define EACH "extrema_real.tmpl.h"
#include "each_real.inc.h"

#define EACH "comparison_complex.tmpl.h"
#include "each_complex.inc.h"

#define OP       equal
#define OPERATOR ==
#include "comparison_mixed.tmpl.h"
#define OP       not_equal
#define OPERATOR !=
#include "comparison_mixed.tmpl.h"
#define OP       less
#define OPERATOR <
#include "comparison_mixed.tmpl.h"
#define OP       less_equal
#define OPERATOR <=
#include "comparison_mixed.tmpl.h"
#define OP       greater
#define OPERATOR >
#include "comparison_mixed.tmpl.h"
#define OP       greater_equal
#define OPERATOR >=
#include "comparison_mixed.tmpl.h"
