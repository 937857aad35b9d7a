/* Includes CAST_BODY once for each type as the target of a cast, as cast_from.inc.h does for the
 * source. TO_TRUNC: the way from reals to it, for integers.
 * float16 comes after float and double, by whose casts its own are made. */

#define TO       bool
#define TO_TYPE  LA_BOOL
#define TO_C     unsigned char
#define TO_PART  uint8_t
#define TO_KIND  KIND_BOOL
#define TO_TRUNC none
#include CAST_BODY
#undef TO
#undef TO_TYPE
#undef TO_C
#undef TO_PART
#undef TO_KIND
#undef TO_TRUNC

#define TO       int8
#define TO_TYPE  LA_INT8
#define TO_C     int8_t
#define TO_PART  int8_t
#define TO_KIND  KIND_INT
#define TO_TRUNC to_int32
#include CAST_BODY
#undef TO
#undef TO_TYPE
#undef TO_C
#undef TO_PART
#undef TO_KIND
#undef TO_TRUNC

#define TO       uint8
#define TO_TYPE  LA_UINT8
#define TO_C     uint8_t
#define TO_PART  uint8_t
#define TO_KIND  KIND_INT
#define TO_TRUNC to_int32
#include CAST_BODY
#undef TO
#undef TO_TYPE
#undef TO_C
#undef TO_PART
#undef TO_KIND
#undef TO_TRUNC

#define TO       int16
#define TO_TYPE  LA_INT16
#define TO_C     int16_t
#define TO_PART  int16_t
#define TO_KIND  KIND_INT
#define TO_TRUNC to_int32
#include CAST_BODY
#undef TO
#undef TO_TYPE
#undef TO_C
#undef TO_PART
#undef TO_KIND
#undef TO_TRUNC

#define TO       uint16
#define TO_TYPE  LA_UINT16
#define TO_C     uint16_t
#define TO_PART  uint16_t
#define TO_KIND  KIND_INT
#define TO_TRUNC to_int32
#include CAST_BODY
#undef TO
#undef TO_TYPE
#undef TO_C
#undef TO_PART
#undef TO_KIND
#undef TO_TRUNC

#define TO       int32
#define TO_TYPE  LA_INT32
#define TO_C     int32_t
#define TO_PART  int32_t
#define TO_KIND  KIND_INT
#define TO_TRUNC to_int32
#include CAST_BODY
#undef TO
#undef TO_TYPE
#undef TO_C
#undef TO_PART
#undef TO_KIND
#undef TO_TRUNC

#define TO       uint32
#define TO_TYPE  LA_UINT32
#define TO_C     uint32_t
#define TO_PART  uint32_t
#define TO_KIND  KIND_INT
#define TO_TRUNC to_int64
#include CAST_BODY
#undef TO
#undef TO_TYPE
#undef TO_C
#undef TO_PART
#undef TO_KIND
#undef TO_TRUNC

#define TO       int64
#define TO_TYPE  LA_INT64
#define TO_C     int64_t
#define TO_PART  int64_t
#define TO_KIND  KIND_INT
#define TO_TRUNC to_int64
#include CAST_BODY
#undef TO
#undef TO_TYPE
#undef TO_C
#undef TO_PART
#undef TO_KIND
#undef TO_TRUNC

#define TO       uint64
#define TO_TYPE  LA_UINT64
#define TO_C     uint64_t
#define TO_PART  uint64_t
#define TO_KIND  KIND_INT
#define TO_TRUNC to_uint64
#include CAST_BODY
#undef TO
#undef TO_TYPE
#undef TO_C
#undef TO_PART
#undef TO_KIND
#undef TO_TRUNC

#define TO       float32
#define TO_TYPE  LA_FLOAT32
#define TO_C     float
#define TO_PART  float
#define TO_KIND  KIND_REAL
#define TO_TRUNC none
#include CAST_BODY
#undef TO
#undef TO_TYPE
#undef TO_C
#undef TO_PART
#undef TO_KIND
#undef TO_TRUNC

#define TO       float64
#define TO_TYPE  LA_FLOAT64
#define TO_C     double
#define TO_PART  double
#define TO_KIND  KIND_REAL
#define TO_TRUNC none
#include CAST_BODY
#undef TO
#undef TO_TYPE
#undef TO_C
#undef TO_PART
#undef TO_KIND
#undef TO_TRUNC

#define TO       float16
#define TO_TYPE  LA_FLOAT16
#define TO_C     la_float16
#define TO_PART  la_float16
#define TO_KIND  KIND_HALF
#define TO_TRUNC none
#include CAST_BODY
#undef TO
#undef TO_TYPE
#undef TO_C
#undef TO_PART
#undef TO_KIND
#undef TO_TRUNC

#define TO       complex64
#define TO_TYPE  LA_COMPLEX64
#define TO_C     la_complex64
#define TO_PART  float
#define TO_KIND  KIND_COMPLEX
#define TO_TRUNC none
#include CAST_BODY
#undef TO
#undef TO_TYPE
#undef TO_C
#undef TO_PART
#undef TO_KIND
#undef TO_TRUNC

#define TO       complex128
#define TO_TYPE  LA_COMPLEX128
#define TO_C     la_complex128
#define TO_PART  double
#define TO_KIND  KIND_COMPLEX
#define TO_TRUNC none
#include CAST_BODY
#undef TO
#undef TO_TYPE
#undef TO_C
#undef TO_PART
#undef TO_KIND
#undef TO_TRUNC
