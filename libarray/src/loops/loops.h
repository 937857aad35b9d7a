/* What the inner loops share. How a loop comes to be:
 *
 *   1. an inline function of the element types, in a template of the subject
 *      (arithmetic_integer.tmpl.h: `static inline T FN(add)(T x, T y)`);
 *   2. `#define OP add` and an include of a loop template (binary.tmpl.h ...), which writes
 *      la_loop_add_INT32 around it, with cases that compilers vectorise;
 *   3. the subject's source includes its template once a type, by way of a list of types
 *      (each_integer.inc.h ...);
 *   4. a row in ufuncs.inc.h names the loops of each ufunc.
 *
 * Lists of types define, for every type, T (the C type), TYPE (la_type's name without LA_) and what
 * else the list's head says. */
#ifndef LIBARRAY_LOOPS_H
#define LIBARRAY_LOOPS_H

#include <stdint.h>
#include <string.h>

#include "libarray/ufunc.h"

/* Truth in memory: one byte, 0 or 1 when written, anything but 0 is true when read. */
typedef uint8_t la_bool;

#define LA_JOIN_(a, b, c) a##b##_##c
#define LA_JOIN(a, b, c)  LA_JOIN_(a, b, c)

/* Names of the functions that templates define: FN(add) is add_INT32 while TYPE is INT32. */
#define FN(op)      LA_JOIN(, op, TYPE)
#define LOOP_OF(op) LA_JOIN(la_loop_, op, TYPE)
#define FOLD_OF(op) LA_JOIN(la_fold_, op, TYPE)

/* Before a loop whose iterations do not touch each other's elements, although pointers may be
 * equal: an output coincides with an input element for element, or not at all. Without this,
 * compilers check for overlap and take a scalar loop when a result goes where an operand was. */
#if defined(__clang__) && defined(__wasm__) /* left alone, it takes one vector at a time there */
#define LA_INDEPENDENT _Pragma("clang loop vectorize(assume_safety) interleave_count(2)")
#elif defined(__clang__)
#define LA_INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
#elif defined(__GNUC__)
#define LA_INDEPENDENT _Pragma("GCC ivdep")
#else
#define LA_INDEPENDENT
#endif

#if defined(__clang__)
#pragma clang diagnostic ignored "-Wpass-failed" /* some instances of a template stay scalar */
#endif

#include "half.h"

typedef la_status la_loop_function(char *const *args, ptrdiff_t n, const ptrdiff_t *steps);
typedef void la_fold_function(char *accumulator, const char *in, ptrdiff_t n, ptrdiff_t stride);

/* Declares every loop and fold that the table names. */
#define LOOP_ROW(types, loop) la_loop_function la_loop_##loop;
#define FOLD_ROW(types, loop, fold)                                                                \
    la_loop_function la_loop_##loop;                                                               \
    la_fold_function la_fold_##fold;
#define REFUSED_ROW(types)
#define UFUNC(name, nin, nout, identity, rows, doc) rows
#include "ufuncs.inc.h"

#endif
