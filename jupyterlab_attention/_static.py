"""What is shown where the interactive view is not: a picture, a table, plain text."""

import base64
import io
from html import escape

_FEW = 24
_STRONGEST = 3
_PAPER, _INK, _MASKED = (255, 255, 255), (34, 34, 34), (225, 225, 225)
_FULL = (0, 78, 146)


def html(trace, png, head=0):
    """An ``<img>`` of the matrix and a table of the weights; no script, no style, no address."""
    tokens, keys = trace["tokens"], trace.get("key_tokens", trace["tokens"])
    src = base64.b64encode(png).decode("ascii")
    alt = escape(_summary(trace, head), quote=True)
    rows = trace["heads"][head]["weights"]
    table = (
        _table(tokens, keys, rows)
        if max(len(tokens), len(keys)) <= _FEW
        else _list(tokens, keys, rows)
    )
    return f'<img src="data:image/png;base64,{src}" alt="{alt}">\n{table}'


def plain(trace, head=0):
    """A small table of the weights in percent."""
    tokens, keys = trace["tokens"], trace.get("key_tokens", trace["tokens"])
    names = [_short(key, 8) for key in keys[:12]]
    lines = [_summary(trace, head), " " * 12 + "".join(f"{name:>9}" for name in names)]
    for token, row in list(zip(tokens, trace["heads"][head]["weights"], strict=True))[:12]:
        lines.append(f"{_short(token, 11):<12}" + "".join(f"{_percent(w):>9}" for w in row[:12]))
    if max(len(tokens), len(keys)) > 12:
        lines.append(f"… the first 12 of {len(tokens)} queries and {len(keys)} keys")
    return "\n".join(lines)


def picture(trace, head=0):
    """The attention matrix of one head as the bytes of a PNG."""
    from PIL import Image, ImageDraw, ImageFont

    tokens, keys = trace["tokens"], trace.get("key_tokens", trace["tokens"])
    masked, rows = trace["heads"][head]["masked_scores"], trace["heads"][head]["weights"]
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
    for i, row in enumerate(rows):
        for j, weight in enumerate(row):
            share = (weight or 0) / largest
            hidden = masked[i][j] is None
            color = (
                _MASKED
                if hidden
                else tuple(round(p + (f - p) * share) for p, f in zip(_PAPER, _FULL, strict=True))
            )
            x, y = left + j * cell, top + i * cell
            gap = 2 if cell >= 18 else 0
            draw.rectangle([x, y, x + cell - 1 - gap, y + cell - 1 - gap], fill=color)
            if cell >= 60 and not hidden:
                draw.text(
                    (x + cell / 2, y + cell / 2),
                    _percent(weight),
                    font=small,
                    anchor="mm",
                    fill=_PAPER if share > 0.5 else _INK,
                )
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


def _percent(weight):
    """A weight in percent; after a naive softmax it may be no number."""
    return "NaN" if weight is None else f"{weight:.0%}"


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
