/* The module rumpy._pocketfft: pocketfft, in a binary of its own, which is loaded when it is first
 * needed. */
#include "fft/fft.h"
#include "kernels/kernels.h"

#define NAME  _pocketfft
#define TABLE la_pocketfft
#include "../table_module.tmpl.h"
