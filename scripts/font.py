"""Cuts the font of the picture out of DejaVu Sans; needs fontTools.

    npm pack dejavu-fonts-ttf@2.37.3 && tar xzf dejavu-fonts-ttf-2.37.3.tgz
    python scripts/font.py package

The licence is put beside it: jupyterlab_attention/picture-font-license.txt.

Kept is what is drawn letter by letter, from left to right: Latin, Greek and Cyrillic with their
marks, the marks of tokenizers, and the signs for what is not seen. Scripts that join their letters
or run the other way need a shaper, which Pillow has not everywhere.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

RANGES = [
    (0x20, 0x24F),  # Latin
    (0x250, 0x36F),  # phonetic letters, modifiers, marks
    (0x370, 0x3FF),  # Greek
    (0x400, 0x52F),  # Cyrillic
    (0x1E00, 0x1EFF),  # more Latin
    (0x2010, 0x205E),  # punctuation
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20BF),  # currencies
    *[(code, code) for code in (0x2116, 0x2122, 0x2126, 0x2190, 0x2191, 0x2192, 0x2193, 0x2194)],
    *[(code, code) for code in (0x2205, 0x2212, 0x221A, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265)],
    (0x21E5, 0x21E5),
    (0x23CE, 0x23CE),
    (0x2423, 0x2423),
    (0x2581, 0x2588),
    (0x25A0, 0x25CF),
    (0x27E8, 0x27E9),
    (0xFB00, 0xFB06),
    (0xFFFD, 0xFFFD),
]
TARGET = Path(__file__).parent.parent / "jupyterlab_attention"


def main(package):
    package = Path(package)
    font = TTFont(package / "ttf" / "DejaVuSans.ttf", recalcTimestamp=False)
    options = subset.Options(
        layout_features=[],
        hinting=False,
        glyph_names=False,
        notdef_outline=True,
        name_IDs=[0, 1, 2, 3, 4, 5, 6],
        name_languages=[0x409],
    )
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "kern", "FFTM", "DSIG", "MATH"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    cutter.subset(font)
    subset.save_font(font, TARGET / "picture.ttf", options)
    (TARGET / "picture-font-license.txt").write_bytes((package / "LICENSE").read_bytes())


if __name__ == "__main__":
    main(*sys.argv[1:])
