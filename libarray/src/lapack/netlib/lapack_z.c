#include "netlib.h"

/* Ours (../reflectors.tmpl.h) stands in for it. */
#pragma weak la_f2c_zlarfb

#include "f2c_z_lapack.c"
