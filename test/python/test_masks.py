"""Masks of libraries, made small."""

import numpy as np
import pytest

from jupyterlab_attention._masks import is_causal, read, small

LEAST = np.finfo(np.float32).min
APART = np.arange(6)[:, None] - np.arange(6)
TRIANGLE = APART >= 0


def rebuilt(mask, n, m):
    """[n, m] flags of a mask of the format, by its description."""
    if mask is None:
        return np.ones((n, m), bool)
    if isinstance(mask, np.ndarray):
        return mask
    parts = {"causal": True} if mask == "causal" else mask
    flags = np.ones((n, m), bool)
    for query in range(n):
        for key in range(m):
            flags[query, key] = (
                not (parts.get("causal") and key > query)
                and not ("window" in parts and abs(query - key) >= parts["window"])
                and parts.get("padding", [True] * m)[key]
            )
    return flags


@pytest.mark.parametrize(
    ("flags", "wanted"),
    [
        (np.ones((6, 6), bool), None),
        (TRIANGLE, "causal"),
        (np.tri(3, 6, dtype=bool), "causal"),
        (np.tri(6, 3, dtype=bool), "causal"),
        (TRIANGLE & (APART < 3), {"causal": True, "window": 3}),
        (abs(APART) < 2, {"window": 2}),
        (TRIANGLE & (np.arange(6) > 1), {"causal": True, "padding": [False] * 2 + [True] * 4}),
        (np.ones((6, 6), bool) & (np.arange(6) < 4), {"padding": [True] * 4 + [False] * 2}),
    ],
)
def test_masks_are_told_by_their_parts(flags, wanted):
    found = small(flags)
    assert found == wanted
    np.testing.assert_array_equal(rebuilt(found, *flags.shape), flags)


def test_what_is_no_part_stays_flags():
    chunks = TRIANGLE & (np.arange(6)[:, None] // 3 == np.arange(6) // 3)
    assert small(chunks) is chunks


@pytest.mark.parametrize("seed", range(40))
def test_whatever_a_mask_is_made_of_it_says_the_same(seed):
    rng = np.random.default_rng(seed)
    n, m = rng.integers(1, 7, size=2)
    apart = np.arange(n)[:, None] - np.arange(m)
    flags = np.ones((n, m), bool)
    if seed % 2:
        flags &= apart >= 0
    if seed % 3:
        flags &= abs(apart) < rng.integers(1, 5)
    if seed % 5:
        flags &= rng.random(m) < 0.7
    if seed % 7 == 0:
        flags &= rng.random((n, m)) < 0.8
    np.testing.assert_array_equal(rebuilt(small(flags), n, m), flags)


@pytest.mark.parametrize("hidden", [LEAST, -np.inf, -1e4, -65504, -1e9])
def test_additive_masks_are_read(hidden):
    flags, bias = read(np.where(TRIANGLE, 0, hidden).astype(np.float32)[None])
    np.testing.assert_array_equal(flags, TRIANGLE)
    assert bias is None


def test_what_is_added_beside_the_mask_is_a_bias():
    slopes = np.array([0.5, 0.25])[:, None, None]
    alibi = -slopes * abs(APART)
    flags, bias = read(np.where(TRIANGLE, alibi, LEAST).astype(np.float32))
    np.testing.assert_array_equal(flags, TRIANGLE)
    np.testing.assert_array_equal(bias, np.where(TRIANGLE, alibi, 0).astype(np.float32))


def test_where_all_may_attend_there_is_no_mask():
    assert read(None) == (None, None)
    assert read(np.zeros((1, 3, 3), np.float32)) == (None, None)
    assert read(np.ones((3, 3), bool)) == (None, None)


def test_booleans_say_who_may_attend():
    flags, bias = read(TRIANGLE[None])
    np.testing.assert_array_equal(flags, TRIANGLE)
    assert bias is None


def test_a_mask_of_each_head_is_refused():
    with pytest.raises(ValueError, match="differs from head to head"):
        read(np.stack([TRIANGLE, TRIANGLE.T]))


def test_what_is_causal():
    assert is_causal(TRIANGLE) and is_causal(TRIANGLE & (APART < 2))
    assert not is_causal(TRIANGLE.T) and not is_causal(None)
