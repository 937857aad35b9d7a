/* What the compiler and the machine give. */
#ifndef LIBARRAY_PLATFORM_H
#define LIBARRAY_PLATFORM_H

/* WebAssembly without shared memory has one thread: plain counters and globals are enough. */
#if defined(__wasm__) && !defined(__wasm_atomics__) && !defined(_REENTRANT)
#define LA_SINGLE_THREADED 1
#else
#define LA_SINGLE_THREADED 0
#endif

#if LA_SINGLE_THREADED
#define LA_THREAD_LOCAL
#else
#define LA_THREAD_LOCAL _Thread_local
#endif

/* Before a loop of a few steps known when compiling: its arrays shall become registers. */
#if defined(__clang__)
#define LA_UNROLL _Pragma("clang loop unroll(full)")
#else
#define LA_UNROLL _Pragma("GCC unroll 16")
#endif

#define LA_LIKELY(x)   __builtin_expect(!!(x), 1)
#define LA_UNLIKELY(x) __builtin_expect(!!(x), 0)

#endif
