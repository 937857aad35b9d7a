/* The end of what target.h began. */
#if defined(__clang__)
#pragma clang attribute pop
#endif
