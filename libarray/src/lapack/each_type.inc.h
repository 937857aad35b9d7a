/* Includes the template TEMPLATE for each of LAPACK's types:
 *
 *   T, R      the type, and that of its parts
 *   C         complex numbers of those parts
 *   P         the first letter of the routines' names
 *   TYPE      libarray's name for it
 *   COMPLEX   1 or 0
 */
#define T       float
#define R       float
#define C       float _Complex
#define P       s
#define TYPE    LA_FLOAT32
#define COMPLEX 0
#include TEMPLATE
#undef T
#undef R
#undef C
#undef P
#undef TYPE
#define T    double
#define R    double
#define C    double _Complex
#define P    d
#define TYPE LA_FLOAT64
#include TEMPLATE
#undef T
#undef R
#undef C
#undef P
#undef TYPE
#undef COMPLEX
#define T       float _Complex
#define R       float
#define C       float _Complex
#define P       c
#define TYPE    LA_COMPLEX64
#define COMPLEX 1
#include TEMPLATE
#undef T
#undef R
#undef C
#undef P
#undef TYPE
#define T    double _Complex
#define R    double
#define C    double _Complex
#define P    z
#define TYPE LA_COMPLEX128
#include TEMPLATE
#undef T
#undef R
#undef C
#undef P
#undef TYPE
#undef COMPLEX
