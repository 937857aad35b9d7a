"""The default of arguments for which even None is a value."""


class _NoValueType:
    """The type of `NoValue`, of which there is one."""

    def __repr__(self):
        return "<no value>"


NoValue = _NoValueType()
