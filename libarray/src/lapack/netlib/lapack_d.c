#include "netlib.h"

#include "f2c_d_lapack.c"
