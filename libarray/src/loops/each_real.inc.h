/* Includes the file EACH for every real type but float16, whose loops are float's (half.h): these
 * know by HALF_TYPE that they are to be written for it too. Defines T, TYPE; LIBM(name): the name
 * of a function of <math.h> for this type; LIT(x): a constant of this type; GREATEST: its greatest
 * finite number; VALUE(x): x itself; VECTOR(name): the name of what lanes.h has for vectors. */
#define T          float
#define TYPE       FLOAT32
#define LIBM(name) name##f
#define LIT(x)     x##f
#define GREATEST   FLT_MAX
#define VALUE(x)   (x)
#define VECTOR(x)  x##_float
#define HALF_TYPE  FLOAT16
#include EACH
#undef T
#undef TYPE
#undef LIBM
#undef LIT
#undef GREATEST
#undef VALUE
#undef VECTOR
#undef HALF_TYPE

#define T          double
#define TYPE       FLOAT64
#define LIBM(name) name
#define LIT(x)     x
#define GREATEST   DBL_MAX
#define VALUE(x)   (x)
#define VECTOR(x)  x
#include EACH
#undef T
#undef TYPE
#undef LIBM
#undef LIT
#undef GREATEST
#undef VALUE
#undef VECTOR

#undef EACH
