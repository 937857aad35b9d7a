/* A type's entry in the table of collect functions. */
[LA_JOIN(LA, , TYPE)] = FN(collect),
