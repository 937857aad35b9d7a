/* Inner loops of what looks into floating-point numbers or is made of their functions: exponents,
 * neighbours, parts, angles, sums of logarithms. */
#include "loops.h"

#include <float.h>
#include <math.h>

#define LN_2   0.693147180559945309417232121458
#define LOG2_E 1.44269504088896340735992468100
#define PI     3.14159265358979323846264338328

#define EACH "floats_real.tmpl.h"
#include "each_real.inc.h"
