/* Includes the file EACH for bool. Defines T, TYPE; VALUE(x): the number that x stands for. */
#define T        la_bool
#define TYPE     BOOL
#define VALUE(x) ((x) != 0)
#include EACH
#undef T
#undef TYPE
#undef VALUE
#undef EACH
