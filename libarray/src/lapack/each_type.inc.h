/* Includes the template TEMPLATE for each of LAPACK's types:
 *
 *   T, P      the type, and the first letter of the routines' names
 *   TYPE      libarray's name for it
 *   COMPLEX   1 or 0
 *   TIMES(x, y), CONJUGATE(x)
 */
#define T            double
#define P            d
#define TYPE         LA_FLOAT64
#define COMPLEX      0
#define TIMES(x, y)  ((x) * (y))
#define CONJUGATE(x) (x)
#include TEMPLATE
#undef T
#undef P
#undef TYPE
#undef COMPLEX
#undef TIMES
#undef CONJUGATE
#define T            double _Complex
#define P            z
#define TYPE         LA_COMPLEX128
#define COMPLEX      1
#define TIMES(x, y)  complex_times(x, y)
#define CONJUGATE(x) complex_conjugate(x)
#include TEMPLATE
#undef T
#undef P
#undef TYPE
#undef COMPLEX
#undef TIMES
#undef CONJUGATE
