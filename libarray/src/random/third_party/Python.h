/* NumPy's distributions.h includes Python.h, but uses nothing of it. */
