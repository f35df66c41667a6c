"""Exercises in code: a step of attention that a learner wrote, compared with the engine."""

from ._arrays import numpy_or_none
from ._libraries import name_of
from ._trying import judge


def check(
    *,
    softmax=None,
    mask=None,
    scores=None,
    head=None,
    heads=None,
    rope=None,
    mean=None,
    residual=None,
    cost=None,
    shares=None,
    dot=None,
    projected=None,
    rollout=None,
    using=None,
):
    """Compares a step of attention that you wrote with what the engine computes.

    Give one function, under the name of the step. It is tried on several inputs, drawn from a stated
    seed; arrays are those of NumPy where it is installed, lists of rows otherwise. What it returns
    may be lists, or arrays of any library. It may also return a dict with any of the stages below,
    the last one among them: then the first stage that differs is found among these.

    Parameters
    ----------
    softmax : callable
        ``softmax(scores)``: scores [query, key] → weights [query, key]. Each row sums to 1, also
        where scores are large.
    mask : callable
        ``mask(scores, may)``: scores [query, key], and may [query, key] of booleans, true where the
        query may attend to the key → weights [query, key]. A row that may attend to nothing gets
        zeros. Stages: masked_scores (−∞ or None where nothing may be seen), weights.
    scores : callable
        ``scores(query, key)``: query [query, d_k], key [key, d_k] → [query, key], the dot products
        times 1/√d_k. Stages: scores, scaled_scores.
    head : callable
        ``head(query, key, value, may)``: query [query, d_k], key [key, d_k], value [key, d_v],
        may [query, key] → output [query, d_v]. Stages: scores, scaled_scores, masked_scores,
        weights, output.
    heads : callable
        ``heads(embeddings, w_q, w_k, w_v, w_o, n_heads)``: embeddings [n, d_model], w_q and w_k
        [d_model, h·d_k], w_v [d_model, h·d_v], w_o [h·d_v, d_model] → output [n, d_model]. Heads
        are equal runs of columns; there is no mask. Stages: query, key, value, scores,
        scaled_scores, weights, heads (each with the head as its first axis), concatenated, output.
    rope : callable
        ``rope(vectors, first)``: vectors [n, d] at the positions first, first + 1, … → [n, d],
        components i and i + d/2 turned together by position · 10000^(−2i/d).
    mean : callable
        ``mean(values)``: [n, d] → [n, d]; row i is the mean of the rows 0 to i.
    residual : callable
        ``residual(embeddings, heads, w_o)``: embeddings [n, d_model], heads [n, h·d_v], w_o
        [h·d_v, d_model] → embeddings + heads W_O. Stages: mixed, output.
    cost : callable
        ``cost(n_tokens, n_heads, n_kv_heads, d_k)`` → (scores, cache): how many scores a layer has,
        masked ones too, and how many numbers its cache of keys and values holds.
    shares : callable
        ``shares(numbers)``: [n], all above 0 → [n], the part that each has of the sum.
    dot : callable
        ``dot(query, key)``: query [query, d_k], key [key, d_k] → [query, key], the dot products, not
        scaled.
    projected : callable
        ``projected(embeddings, w_q, w_k)``: embeddings [n, d_model], w_q and w_k [d_model, d_k] →
        [n, n], the dot products of queries and keys, not scaled. Stages: query, key, scores.
    rollout : callable
        ``rollout(weights)``: weights [layer, head, n, n] → [n, n]; row i is what token i has of each
        input token after all layers. Stages: heads (their mean in each layer), passed (with what
        goes past them, rows that sum to 1), output.
    using : callable, optional
        Makes each array that the function gets, such as ``torch.tensor``.

    Returns
    -------
    Checked
        Shown as words. ``.passed`` says whether it is right, ``.stage`` which stage differs first,
        ``.demand()`` raises an AssertionError with the words unless it is right.

    Raises
    ------
    TypeError
        If this function itself was not called with one function. What your function raises is told
        in words.

    Examples
    --------
    >>> check(mean=lambda values: values)
    mean: not yet. The first stage that differs is output.
    It is what came in as `values`, unchanged.
    """
    given = {
        "softmax": softmax,
        "mask": mask,
        "scores": scores,
        "head": head,
        "heads": heads,
        "rope": rope,
        "mean": mean,
        "residual": residual,
        "cost": cost,
        "shares": shares,
        "dot": dot,
        "projected": projected,
        "rollout": rollout,
    }
    given = {name: function for name, function in given.items() if function is not None}
    if len(given) != 1:
        told = f"Found {', '.join(given) or 'none'}" if given else "Found no function"
        raise TypeError(f"{told}; wanted one, such as check(softmax=softmax).")
    ((name, function),) = given.items()
    if not callable(function):
        raise TypeError(
            f"Found {name_of(function)}; wanted the function itself, as in check({name}={name})."
        )
    return judge(name, function, using or _array_maker())


def _array_maker():
    np = numpy_or_none()
    return (lambda rows: rows) if np is None else np.array
