"""Bytes as decisions, as libarray/tests/fuzz/fuzz.h reads them: one byte a decision, 0 after their end."""


class Decisions:
    def __init__(self, data):
        self.data, self.at = data, 0

    def draw(self, n):
        """0 .. n-1."""
        self.at += 1
        return self.data[self.at - 1] % n if self.at <= len(self.data) else 0

    def pick(self, choices):
        return choices[self.draw(len(choices))]

    def rest(self):
        return self.data[self.at :]
