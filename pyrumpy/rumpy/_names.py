"""Which module each public name comes from. A module is loaded when the first of its names is used:
a program pays for what it touches, and `import rumpy` for nothing.

To add a function: write it in the module of its subject, and its name here.
"""

# Names of `rumpy` by the module that defines them.
SUBJECTS = {
    "config": "show_config",
    "creation": "copy eye identity linspace",
    "javascript": "from_js to_js",
    "manipulation": """
        atleast_1d atleast_2d atleast_3d broadcast_arrays broadcast_shapes column_stack dstack
        expand_dims flip hstack matrix_transpose moveaxis ndim permute_dims ravel reshape shape
        size squeeze stack swapaxes transpose vstack
    """,
    "printing": """
        array2string array_repr array_str format_float_positional format_float_scientific
        get_printoptions printoptions set_printoptions
    """,
}

# Modules that are public under their own names.
SUBMODULES = ("exceptions", "fft", "linalg", "threads")

HOME = {name: module for module, names in SUBJECTS.items() for name in names.split()}
