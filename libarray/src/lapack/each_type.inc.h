/* Includes the template TEMPLATE for each of LAPACK's types:
 *
 *   T, P      the type, and the first letter of the routines' names
 *   TYPE      libarray's name for it
 *   COMPLEX   1 or 0
 */
#define T       double
#define P       d
#define TYPE    LA_FLOAT64
#define COMPLEX 0
#include TEMPLATE
#undef T
#undef P
#undef TYPE
#undef COMPLEX
#define T       double _Complex
#define P       z
#define TYPE    LA_COMPLEX128
#define COMPLEX 1
#include TEMPLATE
#undef T
#undef P
#undef TYPE
#undef COMPLEX
