/* Includes the file EACH for every integer type. Defines T, TYPE; W: the unsigned type in which
 * arithmetic wraps without overflow; S: 1 for signed types, else 0; BITS; VALUE(x): x itself. */
#define T        int8_t
#define TYPE     INT8
#define W        uint32_t
#define S        1
#define BITS     8
#define VALUE(x) (x)
#include EACH
#undef T
#undef TYPE
#undef W
#undef S
#undef BITS
#undef VALUE

#define T        uint8_t
#define TYPE     UINT8
#define W        uint32_t
#define S        0
#define BITS     8
#define VALUE(x) (x)
#include EACH
#undef T
#undef TYPE
#undef W
#undef S
#undef BITS
#undef VALUE

#define T        int16_t
#define TYPE     INT16
#define W        uint32_t
#define S        1
#define BITS     16
#define VALUE(x) (x)
#include EACH
#undef T
#undef TYPE
#undef W
#undef S
#undef BITS
#undef VALUE

#define T        uint16_t
#define TYPE     UINT16
#define W        uint32_t
#define S        0
#define BITS     16
#define VALUE(x) (x)
#include EACH
#undef T
#undef TYPE
#undef W
#undef S
#undef BITS
#undef VALUE

#define T        int32_t
#define TYPE     INT32
#define W        uint32_t
#define S        1
#define BITS     32
#define VALUE(x) (x)
#include EACH
#undef T
#undef TYPE
#undef W
#undef S
#undef BITS
#undef VALUE

#define T        uint32_t
#define TYPE     UINT32
#define W        uint32_t
#define S        0
#define BITS     32
#define VALUE(x) (x)
#include EACH
#undef T
#undef TYPE
#undef W
#undef S
#undef BITS
#undef VALUE

#define T        int64_t
#define TYPE     INT64
#define W        uint64_t
#define S        1
#define BITS     64
#define VALUE(x) (x)
#include EACH
#undef T
#undef TYPE
#undef W
#undef S
#undef BITS
#undef VALUE

#define T        uint64_t
#define TYPE     UINT64
#define W        uint64_t
#define S        0
#define BITS     64
#define VALUE(x) (x)
#include EACH
#undef T
#undef TYPE
#undef W
#undef S
#undef BITS
#undef VALUE

#undef EACH
