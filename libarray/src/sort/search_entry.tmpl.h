/* A type's entry in the table of searches. */
[LA_JOIN(LA, , TYPE)] = FN(search),
