/* For the templates of microkernels. */
#ifndef LIBARRAY_KERNELS_ROWS_H
#define LIBARRAY_KERNELS_ROWS_H

/* Tiles of 1 to MR rows, each a piece of code of its own: only a loop over a constant number of
 * rows keeps its sums in registers. */
#define ROWS_CASE(count, ...)                                                                      \
    case count:                                                                                    \
        if (count > MR) __builtin_unreachable();                                                   \
        LA_JOIN(KERNEL, _tile)(count > MR ? MR : count, __VA_ARGS__);                              \
        break
#define ROWS_SWITCH(rows, ...)                                                                     \
    switch (rows) {                                                                                \
        ROWS_CASE(1, __VA_ARGS__);                                                                 \
        ROWS_CASE(2, __VA_ARGS__);                                                                 \
        ROWS_CASE(3, __VA_ARGS__);                                                                 \
        ROWS_CASE(4, __VA_ARGS__);                                                                 \
        ROWS_CASE(5, __VA_ARGS__);                                                                 \
        ROWS_CASE(6, __VA_ARGS__);                                                                 \
        ROWS_CASE(7, __VA_ARGS__);                                                                 \
        ROWS_CASE(8, __VA_ARGS__);                                                                 \
    default: __builtin_unreachable();                                                              \
    }

#endif
