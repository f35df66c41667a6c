"""What is shown where the interactive view is not: a shaded table, plain text, a picture.

``src/figures/fallback.ts`` writes the same, so that an output looks alike before and after an edit.
"""

from html import escape
from math import ceil

from ._blocks import bands_of, block_of, largest_of, strongest
from ._description import DESCRIPTION
from ._messages import tell
from ._picture import picture
from ._shades import MASKED, PAPER, ink, number, percent, shade, shares
from ._signs import shown

__all__ = ["hides_weights", "html", "picture", "plain"]

_FEW = 24
_STRONGEST = 3
_LISTED = 256  # queries that are listed one by one
_STRONGEST_OF_ALL = 50
_BLOCKS = 32  # the most cells of a grid, across and down
# Pages that set formulas leave alone what is in such an element, or in <code>.
_TABLE = '<table class="tex2jax_ignore mathjax_ignore">'
_GRID = '<table class="tex2jax_ignore mathjax_ignore" cellspacing="0">'


def hides_weights(covered):
    """Whether parts that are covered hold the weights back, until they have been predicted."""
    view, pane = DESCRIPTION["properties"]["view"]["properties"], DESCRIPTION["$defs"]["pane"]
    steps = view["step"]["enum"]
    first = steps.index("normalise")
    return any(steps.index(pane["covers"][name]) <= first for name in covered)


def html(trace, head=0, covered=False):
    """The weights as a table that is its own picture: no script, no style, no address.

    Parameters
    ----------
    trace : dict
    head : int, optional
    covered : bool, optional
        The weights are still to be predicted: what stands in their place says so.

    Returns
    -------
    str
    """
    tokens, keys = trace["tokens"], trace.get("key_tokens", trace["tokens"])
    summary = _summary(trace, head)
    if covered:
        return f"<p>{escape(summary)}. {tell('covered')}</p>"
    if max(len(tokens), len(keys)) <= _FEW:
        rows, masked = largest_of(trace, head)
        return _table(tokens, keys, rows, masked, summary)
    grid = _grid(trace, head, summary)
    if max(len(tokens), len(keys)) <= _LISTED:
        return f"{grid}\n{_list(tokens, keys, trace['heads'][head]['weights'])}"
    return f"{grid}\n{_strongest(tokens, keys, strongest(trace, head, _STRONGEST_OF_ALL))}"


def plain(trace, head=0, covered=False):
    """A small table of the weights in percent."""
    if covered:
        return f"{_summary(trace, head)}. {tell('covered')}"
    tokens, keys = trace["tokens"], trace.get("key_tokens", trace["tokens"])
    names = [shown(key, 8) for key in keys[:12]]
    lines = [_summary(trace, head), " " * 12 + "".join(f"{name:>9}" for name in names)]
    rows = next(iter(bands_of(trace, head)))["weights"]
    for token, row in zip(tokens[:12], rows[:12], strict=True):
        lines.append(f"{shown(token, 11):<12}" + "".join(f"{percent(w):>9}" for w in row[:12]))
    if max(len(tokens), len(keys)) > 12:
        lines.append(f"… the first 12 of {len(tokens)} queries and {len(keys)} keys")
    return "\n".join(lines)


def _summary(trace, head):
    n, m = len(trace["tokens"]), len(trace.get("key_tokens", trace["tokens"]))
    heads = len(trace["heads"])
    of = f", head {head + 1} of {heads}" if heads > 1 else ""
    return f"Attention weights of {n} queries and {m} keys{of}: rows ask, columns answer"


def _table(tokens, keys, rows, masked, summary):
    head = "".join(f"<th>{_name(key)}</th>" for key in keys)
    body = "".join(
        f"<tr><th>{_name(token)}</th>{''.join(map(_cell, parts, hides, row))}</tr>"
        for token, parts, hides, row in zip(tokens, shares(rows), masked, rows, strict=True)
    )
    return (
        f"{_TABLE}<caption>{summary}. Rounded, a row need not add up to 100 %.</caption>"
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cell(part, is_masked, weight):
    paper, color = (MASKED, (0, 0, 0)) if is_masked else (shade(part), ink(part))
    name = "white" if color == PAPER else "black"
    return f'<td bgcolor="{_hex(paper)}"><font color="{name}">{percent(weight)}</font></td>'


def _grid(trace, head, summary):
    """The matrix in few cells: of each block of weights the largest."""
    n, m = len(trace["tokens"]), len(trace.get("key_tokens", trace["tokens"]))
    rows, masked = largest_of(trace, head)
    step = ceil(max(len(rows), len(rows[0])) / _BLOCKS)
    block = step * block_of(n, m)
    rows = _reduced([list(map(number, row)) for row in rows], step, max)
    masked = _reduced(masked, step, all)
    body = ""
    for i, (parts, hides) in enumerate(zip(shares(rows), masked, strict=True)):
        cells = zip(parts, hides, strict=True)
        body += f"<tr>{''.join(_block(i, j, *cell) for j, cell in enumerate(cells))}</tr>"
    each = f"the largest of {block} × {block} weights" if block > 1 else "a weight"
    return (
        f"{_GRID}<caption>{summary}. Each cell is {each}: the darker, the larger.</caption>"
        f"<tbody>{body}</tbody></table>"
    )


def _block(i, j, part, is_masked):
    """A cell of a grid; the first of a row and of a column say how large all of them are."""
    size = (' width="12"' if i == 0 else "") + (' height="12"' if j == 0 else "")
    return f'<td bgcolor="{_hex(MASKED if is_masked else shade(part))}"{size}></td>'


def _reduced(rows, step, choose):
    if step == 1:
        return rows
    return [
        [
            choose([x for row in rows[i : i + step] for x in row[j : j + step]])
            for j in range(0, len(rows[0]), step)
        ]
        for i in range(0, len(rows), step)
    ]


def _list(tokens, keys, rows):
    body = ""
    for token, row in zip(tokens, rows, strict=True):
        best = sorted(range(len(row)), key=lambda j: -number(row[j]))[:_STRONGEST]
        told = ", ".join(f"{_name(keys[j])} {percent(row[j])}" for j in best)
        body += f"<tr><th>{_name(token)}</th><td>{told}</td></tr>"
    return (
        f"{_TABLE}<caption>The {_STRONGEST} keys that each query attends to most.</caption>"
        f"<tbody>{body}</tbody></table>"
    )


def _strongest(tokens, keys, entries):
    body = "".join(
        f"<tr><th>{_place(tokens, i)}</th><td>{_place(keys, j)}</td><td>{percent(weight)}</td></tr>"
        for i, j, weight in entries
    )
    return (
        f"{_TABLE}<caption>The {_STRONGEST_OF_ALL} largest of {len(tokens) * len(keys):,} weights: "
        "which token asks, which answers. Numbers count tokens from 1.</caption>"
        f"<tbody>{body}</tbody></table>"
    )


def _place(tokens, i):
    return f"{i + 1} {_name(tokens[i])}"


def _name(token):
    """A token as text that no page takes for a formula or lets turn its neighbours."""
    return f"<bdi><code>{escape(shown(token, 60), quote=True)}</code></bdi>"


def _hex(color):
    return "#" + bytes(color).hex()
