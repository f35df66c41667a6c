"""The attention of a transformer, visible, touchable and true, inside the notebook."""

from ._attention import Attention
from ._check import check
from ._grade import grade
from ._magic import load_ipython_extension

__version__ = "0.1.0"
__all__ = ["Attention", "check", "grade", "load_ipython_extension"]


def _jupyter_labextension_paths():
    return [{"src": "labextension", "dest": "jupyterlab-attention"}]
