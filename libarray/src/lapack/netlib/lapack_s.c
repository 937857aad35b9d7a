#include "netlib.h"

#include "f2c_s_lapack.c"
