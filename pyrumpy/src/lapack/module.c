/* The module rumpy._lapack: LAPACK, in a binary of its own, which is loaded when it is first
 * needed. */
#include "kernels/kernels.h"
#include "lapack/lapack.h"

#define NAME  _lapack
#define TABLE la_lapack_table
#include "../table_module.tmpl.h"
