/* Packing of complex elements: for each step of the depth, the real parts of the panel's elements,
 * then the imaginary parts. The includer defines PACK, and R, the type of a part. */

/* `rows` vectors (at most width) into one panel, with zeros after them. */
LA_INLINE void LA_JOIN(PACK, _panel)(const int width, const ptrdiff_t rows, ptrdiff_t depth,
                                     const R *from, ptrdiff_t stride, ptrdiff_t depth_stride, R *to)
{
    for (ptrdiff_t p = 0; p < depth; p++, to += 2 * width, from += 2 * depth_stride) {
        ptrdiff_t i = 0;
        for (; i < rows; i++) {
            to[i] = from[2 * i * stride];
            to[width + i] = from[2 * i * stride + 1];
        }
        for (; i < width; i++)
            to[i] = to[width + i] = 0;
    }
}

/* Full panels. What lies side by side is split in vectors. */
LA_INLINE void LA_JOIN(PACK, _panels)(const int width, ptrdiff_t panels, ptrdiff_t depth,
                                      const R *from, ptrdiff_t stride, ptrdiff_t depth_stride,
                                      R *to)
{
    for (; panels > 0; panels--, from += 2 * width * stride, to += 2 * width * depth) {
        if (stride == 1)
            LA_JOIN(PACK, _panel)(width, width, depth, from, 1, depth_stride, to);
        else if (depth_stride == 1)
            LA_JOIN(PACK, _panel)(width, width, depth, from, stride, 1, to);
        else
            LA_JOIN(PACK, _panel)(width, width, depth, from, stride, depth_stride, to);
    }
}

static void PACK(int width, ptrdiff_t count, ptrdiff_t depth, const void *matrix, ptrdiff_t stride,
                 ptrdiff_t depth_stride, void *panels)
{
    const R *from = matrix;
    R *to = panels;
    ptrdiff_t full = count / width;
    switch (width) {
    case 2: LA_JOIN(PACK, _panels)(2, full, depth, from, stride, depth_stride, to); break;
    case 4: LA_JOIN(PACK, _panels)(4, full, depth, from, stride, depth_stride, to); break;
#ifdef __wasm__
    case 5: LA_JOIN(PACK, _panels)(5, full, depth, from, stride, depth_stride, to); break;
#endif
    case 6: LA_JOIN(PACK, _panels)(6, full, depth, from, stride, depth_stride, to); break;
    case 8: LA_JOIN(PACK, _panels)(8, full, depth, from, stride, depth_stride, to); break;
    default: full = 0; /* panel by panel */
    }
    for (ptrdiff_t i = full * width; i < count; i += width) {
        ptrdiff_t rows = count - i < width ? count - i : width;
        LA_JOIN(PACK, _panel)
        (width, rows, depth, from + 2 * i * stride, stride, depth_stride, to + 2 * i * depth);
    }
}

#undef PACK
#undef R
