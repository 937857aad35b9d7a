/* A type's entry in the table of argmax and argmin. */
[LA_JOIN(LA, , TYPE)] = {LA_JOIN(arg, maximum, TYPE), LA_JOIN(arg, minimum, TYPE)},
