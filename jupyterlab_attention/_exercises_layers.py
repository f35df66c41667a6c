"""Exercise: rollout over the layers of a model.

Source: Abnar and Zuidema, Quantifying Attention Flow in Transformers (2020), section 3.
"""

from . import _attend
from ._attend import matmul
from ._exercise import Exercise, Wrong, causal, drawn, open_mask
from ._rolled import passed_on


def _weights(random, may, layers, heads):
    """Weights of layers of heads, [layer, head, n, n]: rows that sum to 1 where they may look."""
    n = len(may)
    weights = []
    for _ in range(layers * heads):
        shown = zip(drawn(random, n, n), may, strict=True)
        scores = [[s if m else None for s, m in zip(*row, strict=True)] for row in shown]
        weights.append([_attend.stable_softmax(row) for row in scores])
    return [weights[i : i + heads] for i in range(0, layers * heads, heads)]


def _inputs(random):
    yield "1 layer of 1 head, 3 tokens", {"weights": _weights(random, open_mask(3, 3), 1, 1)}
    yield "2 layers of 3 heads, 4 tokens", {"weights": _weights(random, open_mask(4, 4), 2, 3)}
    yield "4 causal layers of 2 heads, 5 tokens", {"weights": _weights(random, causal(5), 4, 2)}


def mean(heads):
    """The mean of matrices, one after the other: h × [n, n] → [n, n]."""
    n = len(heads[0])
    return [[sum(head[i][j] for head in heads) / len(heads) for j in range(n)] for i in range(n)]


def _identity(n):
    return [[float(i == j) for j in range(n)] for i in range(n)]


def _plus(matrix, factor):
    """Something on the diagonal: [n, n] → [n, n]."""
    return [
        [entry + factor * (i == j) for j, entry in enumerate(row)] for i, row in enumerate(matrix)
    ]


def _product(layers):
    """The last layer times all before it: l × [n, n] → [n, n]."""
    found = _identity(len(layers[0]))
    for layer in layers:
        found = matmul(layer, found)  # [n, n] × [n, n] → [n, n]
    return found


def rolling(heads=mean, passed=None, output=_product):
    """Rollout in one of the ways to compute it: the heads together, what is passed on, the product."""
    passed = passed or (lambda matrix: passed_on([matrix]))

    def way(weights):
        together = [heads(each) for each in weights]
        layers = [passed(matrix) for matrix in together]
        return {"heads": together, "passed": layers, "output": output(layers)}

    return way


def _sum(heads):
    return [[len(heads) * entry for entry in row] for row in mean(heads)]


def _most(heads):
    n = len(heads[0])
    return [[max(head[i][j] for head in heads) for j in range(n)] for i in range(n)]


ROLLOUT = Exercise(
    {"weights": "[layer, head, n, n], each row sums to 1"},
    {
        "heads": "[layer, n, n], the mean of the heads of each layer",
        "passed": "[layer, n, n], with what goes past the heads, each row sums to 1",
        "output": "[n, n], row i: what token i has of each input token after all layers",
    },
    _inputs,
    rolling(),
    (
        Wrong("heads", "The heads were summed: take their mean.", rolling(_sum)),
        Wrong("heads", "Of the heads the largest was taken: take their mean.", rolling(_most)),
        Wrong(
            "passed",
            "What goes past the heads is missing: a token also stays where it is. Add the identity.",
            rolling(passed=lambda matrix: matrix),
        ),
        Wrong(
            "passed",
            "With the identity rows sum to 2: divide each by its sum, in each layer.",
            rolling(passed=lambda matrix: _plus(matrix, 1)),
        ),
        Wrong(
            "output",
            "The layers are multiplied the other way round: the last one is applied to what the others made, so "
            "it stands first in the product.",
            rolling(output=lambda layers: _product(layers[::-1])),
        ),
        Wrong(
            "output",
            "That is the mean of the layers. What the second one hears has been through the first: multiply.",
            rolling(output=mean),
        ),
        Wrong(
            "output",
            "That is the last layer alone.",
            rolling(output=lambda layers: layers[-1]),
        ),
    ),
)
