/* NumPy's distributions.h includes Python.h, but uses nothing of it: this one stands in for it
 * where libarray is built alone. */
