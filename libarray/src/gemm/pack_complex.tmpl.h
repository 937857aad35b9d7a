/* Packing of complex elements: for each step of the depth, the real parts of the panel's elements,
 * then the imaginary parts. The includer defines PACK, and R, the type of a part. */

static void PACK(int width, ptrdiff_t count, ptrdiff_t depth, const void *matrix, ptrdiff_t stride,
                 ptrdiff_t depth_stride, void *panels)
{
    R *to = panels;
    for (ptrdiff_t first = 0; first < count; first += width) {
        const R *from = (const R *)matrix + 2 * first * stride;
        ptrdiff_t rows = count - first < width ? count - first : width;
        for (ptrdiff_t p = 0; p < depth; p++, to += 2 * width) {
            const R *element = from + 2 * p * depth_stride;
            ptrdiff_t i = 0;
            for (; i < rows; i++, element += 2 * stride) {
                to[i] = element[0];
                to[width + i] = element[1];
            }
            for (; i < width; i++)
                to[i] = to[width + i] = 0;
        }
    }
}

#undef PACK
#undef R
