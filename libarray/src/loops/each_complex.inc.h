/* Includes the file EACH for every complex type. Defines T, TYPE; R: the type of its parts,
 * REAL_TYPE: its name; LIBM(name): the name of a function of <math.h> for R, LIBM(cname) of one of
 * <complex.h>; GREATEST: the greatest finite number of R. */
#define T          la_complex64
#define TYPE       COMPLEX64
#define R          float
#define REAL_TYPE  FLOAT32
#define LIBM(name) name##f
#define GREATEST   FLT_MAX
#include EACH
#undef T
#undef TYPE
#undef R
#undef REAL_TYPE
#undef LIBM
#undef GREATEST

#define T          la_complex128
#define TYPE       COMPLEX128
#define R          double
#define REAL_TYPE  FLOAT64
#define LIBM(name) name
#define GREATEST   DBL_MAX
#include EACH
#undef T
#undef TYPE
#undef R
#undef REAL_TYPE
#undef LIBM
#undef GREATEST

#undef EACH
