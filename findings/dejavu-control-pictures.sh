#!/usr/bin/env bash
# Visible stand-ins for white space in token labels are often taken from the
# block Control Pictures (a newline as U+240A, a tab as U+2409). DejaVu Sans,
# the font that comes with matplotlib, is known for its wide coverage, and its
# open box for a space, U+2423, is there; one expects its neighbours, too. Of the
# whole block U+2400 to U+2426 it has two, none of them for a control character.
# Axis labels with a newline's picture are drawn as an empty frame.
# Seen with matplotlib 3.10.3 (its own font) and dejavu-fonts-ttf 2.37.3 (npm).
set -euo pipefail
self="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

python3 -m venv --without-pip venv
python3 -m pip --python venv install --quiet --no-compile --disable-pip-version-check matplotlib==3.10.3 fonttools==4.58.4
npm pack --silent dejavu-fonts-ttf@2.37.3 > packed.txt
tar -xzf "$(cat packed.txt)"

cat > finding.py <<'EOF'
import os

import fontTools
import matplotlib
from fontTools.ttLib import TTFont

print("fonttools", fontTools.version, "matplotlib", matplotlib.__version__)
own = os.path.join(matplotlib.get_data_path(), "fonts", "ttf")
for where, folder in (("matplotlib", own), ("dejavu-fonts-ttf 2.37.3", os.path.join("package", "ttf"))):
    for name in ("DejaVuSans.ttf", "DejaVuSansMono.ttf"):
        font = TTFont(os.path.join(folder, name))
        has = [f"U+{code:04X}" for code in range(0x2400, 0x2427) if code in font.getBestCmap()]
        print(f"{where}: {name}, {font['name'].getDebugName(5)}, has {' '.join(has)}")
EOF

echo "on $(venv/bin/python --version)"
venv/bin/python finding.py > seen.txt

# What was seen must be, line for line, the block of "#|" lines below.
sed -n 's/^#| \{0,1\}//p' "$self" > expected.txt
cat seen.txt
if ! diff expected.txt seen.txt; then
  echo 'CHANGED: the output is not the one below' >&2
  exit 1
fi
echo 'unchanged'

# The output seen:
#| fonttools 4.58.4 matplotlib 3.10.3
#| matplotlib: DejaVuSans.ttf, Version 2.35, has U+2422 U+2423
#| matplotlib: DejaVuSansMono.ttf, Version 2.35, has U+2423
#| dejavu-fonts-ttf 2.37.3: DejaVuSans.ttf, Version 2.37, has U+2422 U+2423
#| dejavu-fonts-ttf 2.37.3: DejaVuSansMono.ttf, Version 2.37, has U+2423
