#include "netlib.h"

#include "f2c_c_lapack.c"
