#include "netlib.h"

#include "f2c_z_lapack.c"
