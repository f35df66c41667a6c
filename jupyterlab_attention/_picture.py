"""The attention matrix as a picture, for hosts that show nothing else; needs Pillow."""

import io
import unicodedata
from functools import cache
from importlib.resources import files

from ._blocks import largest_of
from ._shades import INK, MASKED, PAPER, ink, percent, shade, shares
from ._signs import shown

_NAMED = 18  # pixels of a cell from which on tokens have room beside the matrix
_WRITTEN = 60  # from which on weights have room in their cells
_LONGEST = 16


def picture(trace, head=0):
    """The attention matrix of one head.

    Parameters
    ----------
    trace : dict
    head : int, optional

    Returns
    -------
    bytes
        A PNG, the same for the same numbers on every machine that has the same Pillow. Tokens that
        the font of the picture cannot draw are told by their numbers, and a line below says so.
    """
    from PIL import Image, ImageDraw

    tokens, keys = trace["tokens"], trace.get("key_tokens", trace["tokens"])
    rows, masked = largest_of(trace, head)
    cell = max(2, min(88, 1400 // max(len(rows), len(rows[0]))))
    is_named = cell >= _NAMED
    font, small = _font(max(14, min(26, cell // 2))), _font(min(24, max(10, cell // 3)))
    names = [_drawable(token, i) for i, token in enumerate(tokens)] if is_named else []
    key_names = [_drawable(key, i) for i, key in enumerate(keys)] if is_named else []
    note = _note(names + key_names)
    left = int(max((font.getlength(name) for name in names), default=0)) + 28
    top = int(max((font.getlength(name) for name in key_names), default=0)) + 28
    width = max(left + cell * len(rows[0]) + 16, int(small.getlength(note)) + 28)
    bottom = top + cell * len(rows)
    image = Image.new("RGB", (width, bottom + (44 if note else 16)), PAPER)
    draw = ImageDraw.Draw(image)
    if is_named:
        _draw_cells(draw, rows, masked, (left, top, cell), small)
    else:
        image.paste(_pixels(rows, masked, cell), (left, top))
    for i, name in enumerate(names):
        draw.text((left - 12, top + (i + 0.5) * cell), name, font=font, anchor="rm", fill=INK)
    for j, name in enumerate(key_names):
        strip = Image.new("RGB", (int(font.getlength(name)) + 4, cell), PAPER)
        ImageDraw.Draw(strip).text((2, cell / 2), name, font=font, anchor="lm", fill=INK)
        turned = strip.rotate(90, expand=True)
        image.paste(turned, (left + j * cell, top - 12 - turned.height))
    draw.text((12, bottom + 26), note, font=small, anchor="lm", fill=INK)
    buffer = io.BytesIO()
    image.quantize(96, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _draw_cells(draw, rows, masked, place, font):
    left, top, cell = place
    parts = shares(rows)
    for i, row in enumerate(rows):
        for j, weight in enumerate(row):
            x, y = left + j * cell, top + i * cell
            color = MASKED if masked[i][j] else shade(parts[i][j])
            draw.rectangle([x, y, x + cell - 3, y + cell - 3], fill=color)
            if cell >= _WRITTEN and not masked[i][j]:
                middle = (x + cell / 2, y + cell / 2)
                color = ink(parts[i][j])
                draw.text(middle, percent(weight), font=font, anchor="mm", fill=color)


def _pixels(rows, masked, cell):
    """Cells without gaps and names: one pixel each, enlarged."""
    from PIL import Image

    shades = [bytes(shade(k / 255)) for k in range(256)]
    gray = bytes(MASKED)
    data = b"".join(
        gray if hidden else shades[round(part * 255)]
        for row, hides in zip(shares(rows), masked, strict=True)
        for part, hidden in zip(row, hides, strict=True)
    )
    size = (len(rows[0]), len(rows))
    return Image.frombytes("RGB", size, data).resize(
        (size[0] * cell, size[1] * cell), Image.Resampling.NEAREST
    )


@cache
def _font(size):
    from PIL import ImageFont

    data = io.BytesIO(files(__package__).joinpath("picture.ttf").read_bytes())
    # Shaping by what a machine may or may not have would make its pictures others.
    return ImageFont.truetype(data, size, layout_engine=ImageFont.Layout.BASIC)


def _drawable(token, position):
    """The token as it is seen, or its number where the font of the picture cannot draw it."""
    text = unicodedata.normalize("NFC", shown(token, _LONGEST))
    return text if all(map(_has, text)) else _Number(f"#{position + 1}")


class _Number(str):
    """The number of a token, in place of its letters."""


@cache
def _has(char):
    """Whether the font of the picture has a character: it draws one it has not as a box."""
    font = _font(24)
    one, none = font.getmask(char), font.getmask("\uffff")
    return char == "\uffff" or (one.size, bytes(one)) != (none.size, bytes(none))


def _note(names):
    """What is said below of tokens that are told by their numbers."""
    first = next((name for name in names if isinstance(name, _Number)), None)
    if first is None:
        return ""
    return f"{first} is token {first[1:]}: this picture has no letters for it"
