/* Includes SIZE_BODY once for each size of an element: ELEMENT is a type of that size without a
 * meaning of its own, ELEMENT_SIZE that size, KERNEL_NAME(f) is f_<size>. */

#define ELEMENT        uint8_t
#define ELEMENT_SIZE   1
#define KERNEL_NAME(f) f##_1
#include SIZE_BODY
#undef ELEMENT
#undef ELEMENT_SIZE
#undef KERNEL_NAME

#define ELEMENT        uint16_t
#define ELEMENT_SIZE   2
#define KERNEL_NAME(f) f##_2
#include SIZE_BODY
#undef ELEMENT
#undef ELEMENT_SIZE
#undef KERNEL_NAME

#define ELEMENT        uint32_t
#define ELEMENT_SIZE   4
#define KERNEL_NAME(f) f##_4
#include SIZE_BODY
#undef ELEMENT
#undef ELEMENT_SIZE
#undef KERNEL_NAME

#define ELEMENT        uint64_t
#define ELEMENT_SIZE   8
#define KERNEL_NAME(f) f##_8
#include SIZE_BODY
#undef ELEMENT
#undef ELEMENT_SIZE
#undef KERNEL_NAME

#define ELEMENT        la_complex128
#define ELEMENT_SIZE   16
#define KERNEL_NAME(f) f##_16
#include SIZE_BODY
#undef ELEMENT
#undef ELEMENT_SIZE
#undef KERNEL_NAME
