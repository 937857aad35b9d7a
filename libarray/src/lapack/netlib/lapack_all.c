#include "netlib.h"

#include "f2c_lapack.c"
