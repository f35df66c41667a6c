"""What is past a double, told by the names and in the order that TypeScript tells it too."""

import json
import warnings
from pathlib import Path

import pytest

from jupyterlab_attention import Attention, _arrays, _attend_numpy
from jupyterlab_attention._format import resolve

FIXTURES = Path(__file__).parent.parent / "fixtures"
CASES = json.loads((FIXTURES / "overflow.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_what_is_past_a_double_is_told(case):
    if case["path"] is None:
        Attention.from_dict(case["spec"]).trace()
        return
    with pytest.raises(ValueError) as told:
        Attention.from_dict(case["spec"])
    assert f"With these numbers {case['path']} is too large for a double" in str(told.value)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_numpy_finds_what_lists_do(case):
    spec = case["spec"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        trace = _attend_numpy.attend(resolve(spec, _arrays.numpy_of))
        found = _attend_numpy.find_overflow(trace, spec.get("softmax") == "naive")
    assert found == case["path"]
