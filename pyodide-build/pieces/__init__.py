"""The pieces of the toolchain, one module a subject; toolchain.py ties them together."""
