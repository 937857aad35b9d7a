/* Lets the file that includes this (first) use AVX2 and FMA, whatever the flags of the build. */
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#else
#pragma GCC target("avx2,fma")
#endif
