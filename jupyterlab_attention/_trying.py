"""A learner's function on its way through the inputs of an exercise."""

import copy
import random
import traceback
import warnings

from . import _answers
from ._checked import Checked
from ._exercises import EXERCISES, SEED
from ._libraries import Unreadable, name_of


def judge(name, function, make):
    """Tries a function on all inputs of an exercise; ``make`` makes the arrays that it gets."""
    return _Try(name, function, make).judge()


class _Called:
    """One call: what went in, what came out of it, and what is wanted."""

    def __init__(self, told, arguments, wanted):
        self.told, self.arguments, self.wanted = told, arguments, wanted
        self.stages, self.fault, self.error = None, None, None


class _Try:
    """One function on its way through the inputs of its exercise."""

    def __init__(self, name, function, make):
        self.name, self.function, self.make = name, function, make
        self.exercise = EXERCISES[name]

    def judge(self):
        calls = [
            self.call(told, arguments)
            for told, arguments in self.exercise.inputs(random.Random(f"{SEED} {self.name}"))
        ]
        wrong = next((call for call in calls if not _is_right(call)), None)
        if wrong is None:
            return Checked(
                f"{self.name}: right, on {len(calls)} inputs drawn from the seed {SEED}.", True
            )
        found = self.known(calls, wrong)
        stage = found.stage if found else _first_wrong(wrong)
        heading = f"{self.name}: not yet."
        if stage:
            heading += f" The first stage that differs is {stage}."
        lines = [heading, *self.told(wrong, found)]
        return Checked("\n".join(lines), stage=stage, arguments=self.made(wrong.arguments))

    # -- calling -----------------------------------------------------------------------------

    def call(self, told, arguments):
        """Calls the function with arguments of its own: what it does to them spoils nothing."""
        right = self.exercise.right(**arguments)
        wanted = {stage: _answers.numbers_of(numbers) for stage, numbers in right.items()}
        call = _Called(told, arguments, wanted)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # what overflows is told here
                returned = self.function(*self.made(arguments).values())
        except (Exception, SystemExit) as error:  # noqa: BLE001 - it is the learner's own
            call.error = error
            call.fault = self.raised(error)
            return call
        try:
            call.stages, call.fault = self.stages_of(returned)
        except Unreadable as reason:
            call.fault = f"It returned {reason.found}."
        except Exception:  # noqa: BLE001 - whatever the value's own code raises
            call.fault = f"It returned {name_of(returned)} that cannot be read as numbers."
        return call

    def made(self, arguments):
        """Arguments as the function gets them."""
        return {
            name: self.make(copy.deepcopy(value)) if isinstance(value, list) else value
            for name, value in arguments.items()
        }

    def stages_of(self, returned):
        """The stages of what was returned, as lists of floats, and what is wrong with it."""
        if returned is None or returned is NotImplemented or returned is Ellipsis:
            return None, "It returns nothing yet."
        names = list(self.exercise.stages)
        if isinstance(returned, dict):
            return self.stages_by_name(returned)
        if self.exercise.all_at_once:
            numbers = _answers.numbers_of(returned)
            if _answers.shape_of(numbers) != [len(names)]:
                return None, f"It returned {name_of(returned)}."
            return dict(zip(names, numbers, strict=True)), None
        return {names[-1]: _answers.numbers_of(returned)}, None

    def stages_by_name(self, returned):
        names = list(self.exercise.stages)
        strange = next((name for name in returned if name not in names), None)
        if strange is not None:
            told = f"It returned a stage called {strange!r}"
            return None, f"{told}; the stages are {', '.join(names)}."
        needed = names if self.exercise.all_at_once else names[-1:]
        missing = next((name for name in needed if name not in returned), None)
        if missing is not None:
            return None, f"The stage {missing} is not in what it returned."
        return {
            name: _answers.numbers_of(returned[name]) for name in names if name in returned
        }, None

    # -- telling -----------------------------------------------------------------------------

    def signature(self):
        """How the function is called, and what it is to return."""
        exercise, arguments = self.exercise, "; ".join(map(" ".join, self.exercise.gets.items()))
        stages = list(exercise.stages.items())
        returned = stages if exercise.all_at_once else stages[-1:]
        named = ", ".join(name for name, _ in returned)
        given = "; ".join(map(" ".join, returned))
        call = f"{self.name}({', '.join(exercise.gets)}) → {f'({named})' if len(returned) > 1 else named}"
        return f"It is called as {call}. Given: {arguments}. Wanted: {given}."

    def raised(self, error):
        if isinstance(error, NotImplementedError):
            return "It is not written yet."
        try:
            reason = str(error).strip().splitlines()
        except Exception:  # noqa: BLE001 - whatever the error's own code raises
            reason = []
        what = type(error).__name__ + (f": {reason[0]}" if reason else "")
        line = _line_of(error, self.function)
        return f"It raised {what}{'' if line is None else f', at {line}'}"

    def told(self, call, found):
        """What is wrong with a call, where, and what is known of the way."""
        if call.fault:
            yield f"With {call.told}: {call.fault}"
            if found:
                yield found.hint
            else:
                yield self.signature()
            return
        stage = _first_wrong(call)
        unchanged = self.unchanged(call, stage)
        if unchanged and not found:
            yield unchanged
            return
        place, is_, wanted = _answers.difference(call.stages[stage], call.wanted[stage])
        has = "is" if place or not isinstance(call.wanted[stage], list) else "has"
        yield f"With {call.told}: {stage}{place} {has} {is_}; wanted {wanted}."
        if found:
            yield found.hint
        elif not place and has == "has":
            yield self.signature()

    def unchanged(self, call, stage):
        for name, argument in call.arguments.items():
            if isinstance(argument, list) and _answers.is_untouched(call.stages[stage], argument):
                return f"It is what came in as `{name}`, unchanged."
        return None

    def known(self, calls, wrong):
        """The known wrong way that makes what came out: of all inputs if there is one, else of this."""
        fit = [way for way in self.exercise.wrong if _fits(way, wrong)]
        of_all = (way for way in fit if all(_fits(way, call) for call in calls))
        return next(of_all, fit[0] if fit else None)


def _is_right(call):
    return call.fault is None and _first_wrong(call) is None


def _first_wrong(call):
    """The first stage of those that were returned that differs, or None."""
    for stage, numbers in (call.stages or {}).items():
        if _answers.difference(numbers, call.wanted[stage]):
            return stage
    return None


def _fits(way, call):
    """Whether what came out is what a wrong way makes: as much of it as both have."""
    made = way.way(**call.arguments)
    if isinstance(call.error, OverflowError):  # plain Python raises where NumPy goes on
        return any(_answers.has_no_number(made[stage]) for stage in made)
    both = [stage for stage in call.stages or () if stage in made]
    if not both or _first_wrong(call) not in (None, *both):
        return False
    return not any(
        _answers.difference(call.stages[stage], _answers.numbers_of(made[stage])) for stage in both
    )


def _line_of(error, function):
    """The innermost line of the learner's own code, or None where it was not reached."""
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if not frame.filename.startswith(_OWN)
    ]
    file = getattr(getattr(function, "__code__", None), "co_filename", None)
    own = [frame for frame in frames if frame.filename == file] or frames
    if not own:
        return None
    return f"line {own[-1].lineno}" + (f": {own[-1].line[:80]}" if own[-1].line else "")


_OWN = __file__.rpartition("_trying.py")[0]
