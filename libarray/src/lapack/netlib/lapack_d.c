#include "netlib.h"

/* Ours (../reflectors.tmpl.h) stands in for it. */
#pragma weak la_f2c_dlarfb

#include "f2c_d_lapack.c"
