"""Which module each public name comes from. A module is loaded when the first of its names is used:
a program pays for what it touches, and `import rumpy` for nothing.

To add a function: write it in the module of its subject, and its name here.
"""

# Names of `rumpy` by the module that defines them.
SUBJECTS = {
    "array_api": "__array_namespace_info__ cumulative_prod cumulative_sum",
    "calculus": "diff gradient interp trapezoid unwrap",
    "config": "info show_config show_runtime",
    "creation": "copy eye fromfunction fromiter geomspace identity linspace logspace vander",
    "einsums": "einsum einsum_path",
    "error_state": "errstate getbufsize geterr geterrcall setbufsize seterr seterrcall",
    "functional": "apply_along_axis apply_over_axes frompyfunc piecewise vectorize",
    "grids": "c_ index_exp meshgrid mgrid ogrid r_ s_",
    "histograms": "histogram histogram2d histogram_bin_edges histogramdd",
    "indexing": """
        choose compress diag diag_indices diag_indices_from diagflat diagonal extract fill_diagonal
        indices ix_ mask_indices place put put_along_axis putmask ravel_multi_index select take
        take_along_axis trace tri tril tril_indices tril_indices_from triu triu_indices
        triu_indices_from unravel_index
    """,
    "javascript": "from_js to_js",
    "lib": "emath",
    "limits": "finfo iinfo",
    "manipulation": """
        atleast_1d atleast_2d atleast_3d broadcast_arrays broadcast_shapes column_stack dstack
        expand_dims flip hstack matrix_transpose moveaxis ndim permute_dims ravel reshape shape
        size squeeze stack swapaxes transpose vstack
    """,
    "memory_map": "memmap",
    "missing_values": "genfromtxt",
    "nans": """
        nanargmax nanargmin nancumprod nancumsum nanmax nanmean nanmedian nanmin nanpercentile
        nanprod nanquantile nanstd nansum nanvar
    """,
    "npy_files": "load save savez savez_compressed",
    "packing": "base_repr binary_repr packbits unpackbits",
    "padding": "pad",
    "polynomials": "poly poly1d polyadd polyder polydiv polyfit polyint polymul polysub polyval roots",
    "printing": """
        array2string array_repr array_str format_float_positional format_float_scientific
        get_printoptions printoptions set_printoptions
    """,
    "products": "cross inner kron outer tensordot vdot",
    "quantiles": "median percentile quantile",
    "raw_files": "fromfile fromstring",
    "rearranging": """
        append array_split block concat delete dsplit fliplr flipud hsplit insert repeat resize roll
        rollaxis rot90 row_stack split tile trim_zeros unstack vsplit
    """,
    "requirements": "astype isfortran isscalar iterable require",
    "rounding": """
        allclose angle around array_equal array_equiv asarray_chkfinite clip fix imag isclose
        iscomplex iscomplexobj isneginf isposinf isreal isrealobj nan_to_num real real_if_close round
    """,
    "searching": "argwhere digitize flatnonzero sort_complex",
    "sets": """
        ediff1d intersect1d isin setdiff1d setxor1d union1d unique unique_all unique_counts
        unique_inverse unique_values
    """,
    "signals": "bartlett blackman hamming hanning i0 kaiser sinc",
    "spread": "average corrcoef cov ptp std var",
    "text_files": "loadtxt savetxt",
    "types": """
        ScalarType common_type isdtype issubdtype min_scalar_type mintypecode sctypeDict typecodes
        typename
    """,
}

# Modules that are public under their own names.
SUBMODULES = (
    "dtypes",
    "exceptions",
    "fft",
    "lib",
    "linalg",
    "polynomial",
    "random",
    "testing",
    "threads",
    "version",
)

HOME = {name: module for module, names in SUBJECTS.items() for name in names.split()}
