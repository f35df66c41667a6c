"""What came of an exercise in code."""


class Checked:
    """What came of an exercise in code.

    Attributes
    ----------
    passed : bool
        Whether the function is right on all inputs.
    stage : str or None
        The first stage that differs; None where it is right, or returned nothing that can be compared.
    text : str
        The same in words, as it is shown.
    arguments : dict or None
        What the function was called with where it went wrong, to try again: ``f(**checked.arguments)``.
    """

    def __init__(self, text, passed=False, stage=None, arguments=None):
        self.text, self.passed, self.stage, self.arguments = text, passed, stage, arguments

    def __bool__(self):
        return self.passed

    def __repr__(self):
        return self.text

    def demand(self):
        """Raises an AssertionError with the words unless it is right; for tests, as of nbgrader."""
        if not self.passed:
            raise AssertionError(self.text)
