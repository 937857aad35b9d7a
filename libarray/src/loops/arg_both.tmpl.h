/* argmaximum_TYPE and argminimum_TYPE, from the template ARG_BODY. */
#define BEST  maximum
#define BEATS >
#include ARG_BODY
#define BEST  minimum
#define BEATS <
#include ARG_BODY
