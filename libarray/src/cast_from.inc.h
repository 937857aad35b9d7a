/* Includes cast_to.inc.h once for each type as the source of a cast. FROM: its name, FROM_TYPE: its
 * la_type, FROM_C: its C type, FROM_PART: the type of its real part, FROM_KIND: what it holds.
 * float16 comes after float and double, by whose casts its own are made. */

#define FROM      bool
#define FROM_TYPE LA_BOOL
#define FROM_C    unsigned char
#define FROM_PART uint8_t
#define FROM_KIND KIND_BOOL
#include "cast_to.inc.h"
#undef FROM
#undef FROM_TYPE
#undef FROM_C
#undef FROM_PART
#undef FROM_KIND

#define FROM      int8
#define FROM_TYPE LA_INT8
#define FROM_C    int8_t
#define FROM_PART int8_t
#define FROM_KIND KIND_INT
#include "cast_to.inc.h"
#undef FROM
#undef FROM_TYPE
#undef FROM_C
#undef FROM_PART
#undef FROM_KIND

#define FROM      uint8
#define FROM_TYPE LA_UINT8
#define FROM_C    uint8_t
#define FROM_PART uint8_t
#define FROM_KIND KIND_INT
#include "cast_to.inc.h"
#undef FROM
#undef FROM_TYPE
#undef FROM_C
#undef FROM_PART
#undef FROM_KIND

#define FROM      int16
#define FROM_TYPE LA_INT16
#define FROM_C    int16_t
#define FROM_PART int16_t
#define FROM_KIND KIND_INT
#include "cast_to.inc.h"
#undef FROM
#undef FROM_TYPE
#undef FROM_C
#undef FROM_PART
#undef FROM_KIND

#define FROM      uint16
#define FROM_TYPE LA_UINT16
#define FROM_C    uint16_t
#define FROM_PART uint16_t
#define FROM_KIND KIND_INT
#include "cast_to.inc.h"
#undef FROM
#undef FROM_TYPE
#undef FROM_C
#undef FROM_PART
#undef FROM_KIND

#define FROM      int32
#define FROM_TYPE LA_INT32
#define FROM_C    int32_t
#define FROM_PART int32_t
#define FROM_KIND KIND_INT
#include "cast_to.inc.h"
#undef FROM
#undef FROM_TYPE
#undef FROM_C
#undef FROM_PART
#undef FROM_KIND

#define FROM      uint32
#define FROM_TYPE LA_UINT32
#define FROM_C    uint32_t
#define FROM_PART uint32_t
#define FROM_KIND KIND_INT
#include "cast_to.inc.h"
#undef FROM
#undef FROM_TYPE
#undef FROM_C
#undef FROM_PART
#undef FROM_KIND

#define FROM      int64
#define FROM_TYPE LA_INT64
#define FROM_C    int64_t
#define FROM_PART int64_t
#define FROM_KIND KIND_INT
#include "cast_to.inc.h"
#undef FROM
#undef FROM_TYPE
#undef FROM_C
#undef FROM_PART
#undef FROM_KIND

#define FROM      uint64
#define FROM_TYPE LA_UINT64
#define FROM_C    uint64_t
#define FROM_PART uint64_t
#define FROM_KIND KIND_INT
#include "cast_to.inc.h"
#undef FROM
#undef FROM_TYPE
#undef FROM_C
#undef FROM_PART
#undef FROM_KIND

#define FROM      float32
#define FROM_TYPE LA_FLOAT32
#define FROM_C    float
#define FROM_PART float
#define FROM_KIND KIND_REAL
#include "cast_to.inc.h"
#undef FROM
#undef FROM_TYPE
#undef FROM_C
#undef FROM_PART
#undef FROM_KIND

#define FROM      float64
#define FROM_TYPE LA_FLOAT64
#define FROM_C    double
#define FROM_PART double
#define FROM_KIND KIND_REAL
#include "cast_to.inc.h"
#undef FROM
#undef FROM_TYPE
#undef FROM_C
#undef FROM_PART
#undef FROM_KIND

#define FROM      float16
#define FROM_TYPE LA_FLOAT16
#define FROM_C    la_float16
#define FROM_PART la_float16
#define FROM_KIND KIND_HALF
#include "cast_to.inc.h"
#undef FROM
#undef FROM_TYPE
#undef FROM_C
#undef FROM_PART
#undef FROM_KIND

#define FROM      complex64
#define FROM_TYPE LA_COMPLEX64
#define FROM_C    la_complex64
#define FROM_PART float
#define FROM_KIND KIND_COMPLEX
#include "cast_to.inc.h"
#undef FROM
#undef FROM_TYPE
#undef FROM_C
#undef FROM_PART
#undef FROM_KIND

#define FROM      complex128
#define FROM_TYPE LA_COMPLEX128
#define FROM_C    la_complex128
#define FROM_PART double
#define FROM_KIND KIND_COMPLEX
#include "cast_to.inc.h"
#undef FROM
#undef FROM_TYPE
#undef FROM_C
#undef FROM_PART
#undef FROM_KIND
