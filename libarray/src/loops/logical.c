/* Inner loops of logic and of bits. */
#include "loops.h"

#define NONZERO(x) ((x) != 0)
#define EACH       "logical.tmpl.h"
#include "each_bool.inc.h"
#define EACH "logical.tmpl.h"
#include "each_integer.inc.h"
#define EACH "logical.tmpl.h"
#include "each_real.inc.h"
#undef NONZERO

#define NONZERO(x) (((x).real != 0) | ((x).imag != 0))
#define EACH       "logical.tmpl.h"
#include "each_complex.inc.h"

#define EACH "bitwise.tmpl.h"
#include "each_integer.inc.h"
