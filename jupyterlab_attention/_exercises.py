"""All exercises in code, by their names."""

from ._exercise import SEED
from ._exercises_first import DOT, PROJECTED, SHARES
from ._exercises_head import HEAD, SCORES
from ._exercises_layer import COST, HEADS, RESIDUAL
from ._exercises_layers import ROLLOUT
from ._exercises_order import MEAN, ROPE
from ._exercises_weights import MASK, SOFTMAX

__all__ = ["EXERCISES", "SEED"]

EXERCISES = {
    "softmax": SOFTMAX,
    "mask": MASK,
    "scores": SCORES,
    "head": HEAD,
    "heads": HEADS,
    "rope": ROPE,
    "mean": MEAN,
    "residual": RESIDUAL,
    "cost": COST,
    "shares": SHARES,
    "dot": DOT,
    "projected": PROJECTED,
    "rollout": ROLLOUT,
}
