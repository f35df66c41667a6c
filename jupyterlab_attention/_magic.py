"""The cell magic ``%%attention``: the cell's body is the sentence."""


def load_ipython_extension(ipython):
    """Called by ``%load_ext jupyterlab_attention``."""
    ipython.register_magic_function(attention, "cell", "attention")


def attention(line, cell):
    """Shows the attention of the sentence in the cell's body."""
    from IPython.core.error import UsageError

    from ._attention import Attention

    if line.strip():
        raise UsageError(f"%%attention takes no arguments; found {line.strip()!r}.")
    try:
        return Attention(cell.strip())
    except ValueError as error:
        raise UsageError(f"%%attention: {error}") from None
