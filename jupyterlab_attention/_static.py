"""What is shown where the interactive view is not: a picture, a table, plain text."""

import base64
import io
import math
from html import escape

from ._blocks import bands_of, block_of, largest_of, strongest

_FEW = 24
_STRONGEST = 3
_STRONGEST_OF_ALL = 50
_PAPER, _INK, _MASKED = (255, 255, 255), (34, 34, 34), (225, 225, 225)
_FULL = (0, 78, 146)


def html(trace, png, head=0):
    """An ``<img>`` of the matrix and a table of the weights; no script, no style, no address."""
    tokens, keys = trace["tokens"], trace.get("key_tokens", trace["tokens"])
    src = base64.b64encode(png).decode("ascii")
    block = block_of(len(tokens), len(keys))
    told = f"; each cell is the largest of {block} × {block} weights" if block > 1 else ""
    alt = escape(_summary(trace, head) + told, quote=True)
    if block > 1:
        table = _strongest(tokens, keys, strongest(trace, head, _STRONGEST_OF_ALL))
    else:
        shown = _table if max(len(tokens), len(keys)) <= _FEW else _list
        table = shown(tokens, keys, trace["heads"][head]["weights"])
    return f'<img src="data:image/png;base64,{src}" alt="{alt}">\n{table}'


def plain(trace, head=0):
    """A small table of the weights in percent."""
    tokens, keys = trace["tokens"], trace.get("key_tokens", trace["tokens"])
    names = [_short(key, 8) for key in keys[:12]]
    lines = [_summary(trace, head), " " * 12 + "".join(f"{name:>9}" for name in names)]
    rows = next(iter(bands_of(trace, head)))["weights"]
    for token, row in zip(tokens[:12], rows[:12], strict=True):
        lines.append(f"{_short(token, 11):<12}" + "".join(f"{_percent(w):>9}" for w in row[:12]))
    if max(len(tokens), len(keys)) > 12:
        lines.append(f"… the first 12 of {len(tokens)} queries and {len(keys)} keys")
    return "\n".join(lines)


def picture(trace, head=0):
    """The attention matrix of one head as the bytes of a PNG."""
    from PIL import Image, ImageDraw, ImageFont

    tokens, keys = trace["tokens"], trace.get("key_tokens", trace["tokens"])
    rows, masked = largest_of(trace, head)
    block = block_of(len(tokens), len(keys))
    tokens, keys = tokens[::block], keys[::block]  # for their number; names are not drawn then
    cell = max(2, min(88, 1400 // max(len(tokens), len(keys))))
    labels = cell >= 18
    font = ImageFont.load_default(max(14, min(26, cell // 2)))
    small = ImageFont.load_default(min(24, max(10, cell // 3)))
    names = [_drawable(font, token, i) for i, token in enumerate(tokens)] if labels else []
    key_names = [_drawable(font, key, i) for i, key in enumerate(keys)] if labels else []
    left = int(max((font.getlength(name) for name in names), default=0)) + 28
    top = int(max((font.getlength(name) for name in key_names), default=0)) + 28
    image = Image.new("RGB", (left + cell * len(keys) + 16, top + cell * len(tokens) + 16), _PAPER)
    draw = ImageDraw.Draw(image)
    largest = max((w or 0 for row in rows for w in row), default=0) or 1
    if labels:
        _draw_cells(draw, rows, masked, (left, top, cell, largest), small)
    else:
        image.paste(_pixels(rows, masked, largest, cell), (left, top))
    for i, name in enumerate(names):
        draw.text((left - 12, top + (i + 0.5) * cell), name, font=font, anchor="rm", fill=_INK)
    for j, name in enumerate(key_names):
        strip = Image.new("RGB", (int(font.getlength(name)) + 4, cell), _PAPER)
        ImageDraw.Draw(strip).text((2, cell / 2), name, font=font, anchor="lm", fill=_INK)
        turned = strip.rotate(90, expand=True)
        image.paste(turned, (left + j * cell, top - 12 - turned.height))
    buffer = io.BytesIO()
    image.quantize(96, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _draw_cells(draw, rows, masked, place, font):
    left, top, cell, largest = place
    for i, row in enumerate(rows):
        for j, weight in enumerate(row):
            x, y = left + j * cell, top + i * cell
            color = _MASKED if masked[i][j] else _shade((weight or 0) / largest)
            draw.rectangle([x, y, x + cell - 3, y + cell - 3], fill=color)
            if cell >= 60 and not masked[i][j]:
                draw.text(
                    (x + cell / 2, y + cell / 2),
                    _percent(weight),
                    font=font,
                    anchor="mm",
                    fill=_PAPER if (weight or 0) / largest > 0.5 else _INK,
                )


def _pixels(rows, masked, largest, cell):
    """Cells without gaps and names: one pixel each, enlarged."""
    from PIL import Image

    shades = [bytes(_shade(k / 255)) for k in range(256)]
    gray = bytes(_MASKED)
    data = b"".join(
        gray if hidden else shades[round((weight or 0) / largest * 255)]
        for row, hides in zip(rows, masked, strict=True)
        for weight, hidden in zip(row, hides, strict=True)
    )
    size = (len(rows[0]), len(rows))
    return Image.frombytes("RGB", size, data).resize(
        (size[0] * cell, size[1] * cell), Image.Resampling.NEAREST
    )


def _shade(share):
    return tuple(round(p + (f - p) * share) for p, f in zip(_PAPER, _FULL, strict=True))


def _summary(trace, head):
    n, m = len(trace["tokens"]), len(trace.get("key_tokens", trace["tokens"]))
    heads = len(trace["heads"])
    of = f", head {head + 1} of {heads}" if heads > 1 else ""
    return f"Attention weights of {n} queries and {m} keys{of}: rows ask, columns answer"


def _table(tokens, keys, rows):
    head = "".join(f"<th>{_bdi(key)}</th>" for key in keys)
    body = "".join(
        f"<tr><th>{_bdi(token)}</th>{''.join(f'<td>{_percent(weight)}</td>' for weight in row)}</tr>"
        for token, row in zip(tokens, rows, strict=True)
    )
    return (
        "<table><caption>Rows ask, columns answer. Rounded, a row need not add up to 100 %."
        f"</caption><thead><tr><th></th>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _list(tokens, keys, rows):
    body = ""
    for token, row in zip(tokens, rows, strict=True):
        best = sorted(range(len(row)), key=lambda j: -(row[j] or 0))[:_STRONGEST]
        told = ", ".join(f"{_bdi(keys[j])} {_percent(row[j])}" for j in best)
        body += f"<tr><th>{_bdi(token)}</th><td>{told}</td></tr>"
    return (
        f"<table><caption>The {_STRONGEST} keys that each query attends to most.</caption>"
        f"<tbody>{body}</tbody></table>"
    )


def _strongest(tokens, keys, entries):
    body = "".join(
        f"<tr><th>{_place(tokens, i)}</th><td>{_place(keys, j)}</td><td>{_percent(weight)}</td></tr>"
        for i, j, weight in entries
    )
    return (
        f"<table><caption>The {_STRONGEST_OF_ALL} largest of {len(tokens) * len(keys):,} weights: "
        "which token asks, which answers. Numbers count tokens from 1.</caption>"
        f"<tbody>{body}</tbody></table>"
    )


def _place(tokens, i):
    return f"{i + 1} {_bdi(tokens[i])}"


def _percent(weight):
    """A weight in percent; after a naive softmax it may be no number."""
    return "NaN" if weight is None or math.isnan(weight) else f"{weight:.0%}"


def _bdi(text):
    return f"<bdi>{escape(_short(text, 60), quote=True)}</bdi>"


def _short(text, length):
    seen = "".join(char if char.isprintable() else "�" for char in text)
    return seen if len(seen) <= length else seen[: length - 1] + "…"


def _drawable(font, text, position):
    """The token, or its number where the font of the picture cannot draw it."""
    plain = _short(text, 16)
    latin = all(" " <= char <= "~" or "\u00a0" <= char <= "\u017f" or char == "…" for char in plain)
    return plain if latin and plain else f"#{position + 1}"
