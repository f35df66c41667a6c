#!/usr/bin/env bash
# np.stack of masked arrays gives a MaskedArray, so one takes its mask for kept.
# The class is kept and the mask is not: nothing is masked any more, and the
# numbers that lay under the masks are data again, without a warning.
# np.concatenate does the same and np.save writes them out as data; np.ma.stack
# does what one expects. Masked weights, one array for each head, stacked into a
# layer with np.stack show what the causal mask was meant to hide, and a check
# with isinstance(..., MaskedArray) does not notice.
# Seen with numpy 2.4.6.
set -euo pipefail
self="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6

cat > finding.py <<'EOF'
import io

import numpy as np

print("numpy", np.__version__)
head = np.ma.array([[1.0, 9.0], [0.5, 0.5]], mask=[[False, True], [False, False]])
for name, call in (("np.ma.stack", np.ma.stack), ("np.stack", np.stack), ("np.concatenate", np.concatenate)):
    got = call([head, head])
    print(f"{name}: {type(got).__name__}, masked: {np.ma.count_masked(got)}, largest: {got.max()}")
file = io.BytesIO()
np.save(file, head)
file.seek(0)
got = np.load(file)
print(f"np.save, np.load: {type(got).__name__}, largest: {got.max()}")
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
#| numpy 2.4.6
#| np.ma.stack: MaskedArray, masked: 2, largest: 1.0
#| np.stack: MaskedArray, masked: 0, largest: 9.0
#| np.concatenate: MaskedArray, masked: 0, largest: 9.0
#| np.save, np.load: ndarray, largest: 9.0
