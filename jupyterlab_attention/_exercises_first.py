"""Exercises: the first steps, shares of a sum, dot products, and the scores of words."""

from ._attend import matmul, stable_softmax, transpose
from ._exercise import Exercise, Wrong, by_root, drawn, times
from ._exercises_head import SWAPPED, cosines, score_inputs


def _share_inputs(random):
    yield "3 numbers", {"numbers": [1.0, 2.0, 5.0]}
    yield "4 numbers", {"numbers": [abs(number) + 0.1 for number in drawn(random, 4)]}
    yield "1 number", {"numbers": [0.25]}


def _parts(by):
    """An exercise that has the shares alone."""
    return lambda numbers: {"shares": [number / by(numbers) for number in numbers]}


SHARES = Exercise(
    {"numbers": "[n], all above 0"},
    {"shares": "[n], the part that each has of the sum"},
    _share_inputs,
    _parts(sum),
    (
        Wrong(
            "shares",
            "The numbers were divided by the largest; shares add up to 1, so divide by the sum.",
            _parts(max),
        ),
        Wrong(
            "shares",
            "The numbers were divided by how many they are; shares add up to 1, so divide by the sum.",
            _parts(len),
        ),
        Wrong(
            "shares",
            "This is the softmax, which takes exp first. Here the numbers are above 0 already: divide by the sum.",
            lambda numbers: {"shares": list(stable_softmax(numbers))},
        ),
    ),
)


_TOO_EARLY = (
    "The scores were multiplied by 1/√d_k. That comes later; here they are wanted as they are."
)


def _dots(change=lambda scores, d: scores):
    """Dot products, and what becomes of them."""

    def way(query, key):
        scores = matmul(query, transpose(key))  # [query, d_k] × [d_k, key] → [query, key]
        return {"scores": change(scores, len(key[0]))}

    return way


DOT = Exercise(
    {"query": "[query, d_k]", "key": "[key, d_k]"},
    {"scores": "[query, key], the dot products"},
    score_inputs,
    _dots(),
    (
        Wrong(
            "scores",
            _TOO_EARLY,
            _dots(lambda scores, d: times(scores, by_root(d))),
        ),
        Wrong("scores", SWAPPED, _dots(lambda scores, d: transpose(scores))),
        Wrong(
            "scores",
            "These are cosines: the lengths were divided out. A dot product keeps them: long keys count for more.",
            lambda query, key: {"scores": cosines(query, key)},
        ),
    ),
)


def _word_inputs(random):
    def of(n, d_model, d_k):
        return {
            "embeddings": drawn(random, n, d_model),
            "w_q": drawn(random, d_model, d_k),
            "w_k": drawn(random, d_model, d_k),
        }

    yield "2 words of 2 dimensions", of(2, 2, 2)
    yield "4 words of 3 dimensions, d_k = 2", of(4, 3, 2)
    yield "3 words of 2 dimensions, d_k = 4", of(3, 2, 4)


def _projected(one="w_q", other="w_k", turned=False):
    """Scores of words by two of the matrices."""

    def way(embeddings, **matrices):
        query = matmul(embeddings, matrices[one])  # [n, d_model] × [d_model, d_k] → [n, d_k]
        key = matmul(embeddings, matrices[other])  # [n, d_model] × [d_model, d_k] → [n, d_k]
        scores = matmul(query, transpose(key))  # [n, d_k] × [d_k, n] → [n, n]
        return {"query": query, "key": key, "scores": transpose(scores) if turned else scores}

    return way


def _unprojected(embeddings, w_q, w_k):
    scores = matmul(embeddings, transpose(embeddings))  # [n, d_model] × [d_model, n] → [n, n]
    return {"query": embeddings, "key": embeddings, "scores": scores}


def _scaled(embeddings, w_q, w_k):
    made = _projected()(embeddings, w_q=w_q, w_k=w_k)
    return made | {"scores": times(made["scores"], by_root(len(w_k[0])))}


PROJECTED = Exercise(
    {"embeddings": "[n, d_model]", "w_q": "[d_model, d_k]", "w_k": "[d_model, d_k]"},
    {"query": "[n, d_k]", "key": "[n, d_k]", "scores": "[n, n], the dot products"},
    _word_inputs,
    _projected(),
    (
        Wrong(
            "query",
            "The words were compared as they are: q and k are made from them first, by W_Q and W_K.",
            _unprojected,
        ),
        Wrong("key", "W_Q made the keys too; they are x W_K.", _projected(other="w_q")),
        Wrong("query", "W_K made the queries too; they are x W_Q.", _projected(one="w_k")),
        Wrong("scores", SWAPPED, _projected(turned=True)),
        Wrong(
            "scores",
            _TOO_EARLY,
            _scaled,
        ),
    ),
)
