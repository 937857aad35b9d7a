/* Packing of elements of one size. The includer defines PACK (the function's name), E (an unsigned
 * type of that size that may alias anything) and, where 16-byte vectors of it are worth their code,
 * LANES (2 or 4). All is undefined at the end.
 *
 * Three ways, by which stride is 1: copying runs as wide as a panel, transposing blocks of LANES x
 * LANES in registers, or element by element. */

/* width elements side by side in memory, for each step of the depth. A group of panels at a time,
 * two cache lines of the source, lest every line be read once for each panel it feeds. */
LA_INLINE void LA_JOIN(PACK, _copy)(const int width, ptrdiff_t panels, ptrdiff_t depth,
                                    const E *from, ptrdiff_t depth_stride, E *to)
{
    const ptrdiff_t panel = (ptrdiff_t)width * depth;
    const ptrdiff_t group = 128 / (width * (int)sizeof(E)) > 1 ? 128 / (width * (int)sizeof(E)) : 1;
    for (ptrdiff_t first = 0; first < panels; first += group) {
        ptrdiff_t n = panels - first < group ? panels - first : group;
        const E *row = from + first * width;
        E *out = to + first * panel;
        for (ptrdiff_t p = 0; p < depth; p++, row += depth_stride, out += width) {
            for (ptrdiff_t g = 0; g < n; g++)
                memcpy(out + g * panel, row + g * width, (size_t)width * sizeof(E));
        }
    }
}

/* `rows` vectors (at most width) into one panel, any strides, with zeros after them. */
static void LA_JOIN(PACK, _panel)(int width, ptrdiff_t rows, ptrdiff_t depth, const E *from,
                                  ptrdiff_t stride, ptrdiff_t depth_stride, E *to)
{
    for (ptrdiff_t p = 0; p < depth; p++) {
        for (ptrdiff_t i = 0; i < rows; i++)
            to[i] = from[i * stride + p * depth_stride];
        for (ptrdiff_t i = rows; i < width; i++)
            to[i] = 0;
        to += width;
    }
}

#ifdef LANES
typedef E LA_JOIN(PACK, _vector) __attribute__((vector_size(LANES * sizeof(E))));
#define VECTOR LA_JOIN(PACK, _vector)

LA_INLINE VECTOR LA_JOIN(PACK, _load)(const E *from)
{
    VECTOR v;
    memcpy(&v, from, sizeof(v));
    return v;
}

LA_INLINE void LA_JOIN(PACK, _store)(E *to, VECTOR v)
{
    memcpy(to, &v, sizeof(v));
}

/* One panel of vectors that run along the depth. */
LA_INLINE void LA_JOIN(PACK, _transpose)(const int width, ptrdiff_t depth, const E *from,
                                         ptrdiff_t stride, E *to)
{
    ptrdiff_t p = 0;
    for (; p + LANES <= depth; p += LANES, to += LANES * width) {
        const E *source = from + p;
        int i = 0;
        LA_UNROLL
        for (; i + LANES <= width; i += LANES, source += LANES * stride) {
#if LANES == 4
            VECTOR a = LA_JOIN(PACK, _load)(source), b = LA_JOIN(PACK, _load)(source + stride);
            VECTOR c = LA_JOIN(PACK, _load)(source + 2 * stride);
            VECTOR d = LA_JOIN(PACK, _load)(source + 3 * stride);
            VECTOR ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5);
            VECTOR ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
            VECTOR cd_low = __builtin_shufflevector(c, d, 0, 4, 1, 5);
            VECTOR cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
            LA_JOIN(PACK, _store)(to + i, __builtin_shufflevector(ab_low, cd_low, 0, 1, 4, 5));
            LA_JOIN(PACK, _store)
            (to + width + i, __builtin_shufflevector(ab_low, cd_low, 2, 3, 6, 7));
            LA_JOIN(PACK, _store)
            (to + 2 * width + i, __builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5));
            LA_JOIN(PACK, _store)
            (to + 3 * width + i, __builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7));
#else
            VECTOR a = LA_JOIN(PACK, _load)(source), b = LA_JOIN(PACK, _load)(source + stride);
            LA_JOIN(PACK, _store)(to + i, __builtin_shufflevector(a, b, 0, 2));
            LA_JOIN(PACK, _store)(to + width + i, __builtin_shufflevector(a, b, 1, 3));
#endif
        }
        for (; i < width; i++, source += stride) {
            LA_UNROLL
            for (int q = 0; q < LANES; q++)
                to[q * width + i] = source[q];
        }
    }
    LA_JOIN(PACK, _panel)(width, width, depth - p, from + p, stride, 1, to);
}
#endif

LA_INLINE void LA_JOIN(PACK, _panels)(const int width, ptrdiff_t panels, ptrdiff_t depth,
                                      const E *from, ptrdiff_t stride, ptrdiff_t depth_stride,
                                      E *to)
{
    if (stride == 1) {
        LA_JOIN(PACK, _copy)(width, panels, depth, from, depth_stride, to);
        return;
    }
    for (ptrdiff_t panel = 0; panel < panels; panel++) {
#ifdef LANES
        if (depth_stride == 1)
            LA_JOIN(PACK, _transpose)(width, depth, from, stride, to);
        else
#endif
            LA_JOIN(PACK, _panel)(width, width, depth, from, stride, depth_stride, to);
        from += width * stride;
        to += width * depth;
    }
}

static void PACK(int width, ptrdiff_t count, ptrdiff_t depth, const void *matrix, ptrdiff_t stride,
                 ptrdiff_t depth_stride, void *panels)
{
    const E *from = matrix;
    E *to = panels;
    ptrdiff_t full = count / width;
    switch (width) {
    case 4: LA_JOIN(PACK, _panels)(4, full, depth, from, stride, depth_stride, to); break;
    case 6: LA_JOIN(PACK, _panels)(6, full, depth, from, stride, depth_stride, to); break;
    case 8: LA_JOIN(PACK, _panels)(8, full, depth, from, stride, depth_stride, to); break;
    case 16: LA_JOIN(PACK, _panels)(16, full, depth, from, stride, depth_stride, to); break;
    case 32: LA_JOIN(PACK, _panels)(32, full, depth, from, stride, depth_stride, to); break;
    case 64: LA_JOIN(PACK, _panels)(64, full, depth, from, stride, depth_stride, to); break;
#if defined(LANES) && defined(__wasm__)
    case 5: LA_JOIN(PACK, _panels)(5, full, depth, from, stride, depth_stride, to); break;
#endif
#if LANES == 4 && defined(__wasm__) /* of a float32 kernel to be compared */
    case 12: LA_JOIN(PACK, _panels)(12, full, depth, from, stride, depth_stride, to); break;
#elif LANES == 4
    case 24: LA_JOIN(PACK, _panels)(24, full, depth, from, stride, depth_stride, to); break;
#endif
    default: full = 0; /* no kernel of ours is so wide: panel by panel */
    }
    for (ptrdiff_t i = full * width; i < count; i += width) {
        ptrdiff_t rows = count - i < width ? count - i : width;
        LA_JOIN(PACK, _panel)(width, rows, depth, from + i * stride, stride, depth_stride,
                              to + i * depth);
    }
}

#undef PACK
#undef E
#undef VECTOR
#undef LANES
