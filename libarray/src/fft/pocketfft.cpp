// pocketfft's transforms, of NumPy's sources (pyodide-build/pieces/numpy_source.py), with a cache
// of plans. Exceptions end here.
#define POCKETFFT_CACHE_SIZE 16
#define POCKETFFT_NO_MULTITHREADING

// Vectors of 16 bytes: pocketfft knows machines that have them by name.
#include <complex>
#if defined(__wasm_simd128__)
#define __VSX__ 1
#endif
#include "pocketfft_hdronly.h"
#undef __VSX__

#include "fft/fft.h"

namespace
{

template <typename T> void transform(const la_fft_args &args)
{
    const pocketfft::shape_t shape(args.shape, args.shape + args.ndim);
    const pocketfft::stride_t in(args.strides_in, args.strides_in + args.ndim);
    const pocketfft::stride_t out(args.strides_out, args.strides_out + args.ndim);
    const size_t axis = static_cast<size_t>(args.axis);
    const T factor = static_cast<T>(args.factor);
    using complex = std::complex<T>;
    if (args.real_in)
        pocketfft::r2c(shape, in, out, axis, args.forward, static_cast<const T *>(args.in),
                       static_cast<complex *>(args.out), factor);
    else if (args.real_out)
        pocketfft::c2r(shape, in, out, axis, args.forward, static_cast<const complex *>(args.in),
                       static_cast<T *>(args.out), factor);
    else
        pocketfft::c2c(shape, in, out, {axis}, args.forward, static_cast<const complex *>(args.in),
                       static_cast<complex *>(args.out), factor);
}

la_status transform_any(const la_fft_args *args)
{
    try {
        if (args->single)
            transform<float>(*args);
        else
            transform<double>(*args);
    } catch (...) {
        return LA_MEMORY_ERROR; // shapes were checked
    }
    return LA_OK;
}

} // namespace

const la_fft_table la_pocketfft = {sizeof(la_fft_table), transform_any};
