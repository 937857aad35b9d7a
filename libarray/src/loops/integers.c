/* Inner loops of what only integers have: divisors, multiples, counts of bits. */
#include "loops.h"

#define EACH "integers.tmpl.h"
#include "each_integer.inc.h"
