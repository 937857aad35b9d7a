/* One entry of the table of casts. */
[FROM_TYPE][TO_TYPE] = CAST_NAME(cast, FROM, TO),
