#!/usr/bin/env bash
# An additive attention mask is 0 where one may look and -inf where not. Cast to
# float8_e4m3fn the -inf becomes NaN: the format has no infinities, and the cast
# does not stop at the largest number either, except for a small margin past it
# (464 still becomes 448, 465 is NaN). float8_e5m2, of the same size, keeps -inf.
# No warning is given. After the softmax every row with a masked place is NaN
# and shows as an empty row, though each of its scores was fine.
# Seen with ml_dtypes 0.6.0 and numpy 2.4.6.
set -euo pipefail
self="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6 ml_dtypes==0.6.0

cat > finding.py <<'EOF'
import warnings

import ml_dtypes
import numpy as np

warnings.simplefilter("error")
print("numpy", np.__version__, "ml_dtypes", ml_dtypes.__version__)
scores = np.array([1.0, 1.0, -np.inf], np.float32)
for kind in ("float16", "float8_e5m2", "float8_e4m3fn"):
    cast = scores.astype(kind).astype(np.float32)
    weights = np.exp(cast - cast.max())
    print(f"{kind}: the mask {cast.tolist()}, the weights {(weights / weights.sum()).tolist()}")
print("largest e4m3fn:", float(ml_dtypes.finfo("float8_e4m3fn").max))
for number in (448, 464, 465, 1000):
    print(f"  {number} ->", float(np.float32(number).astype("float8_e4m3fn")))
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
#| numpy 2.4.6 ml_dtypes 0.6.0
#| float16: the mask [1.0, 1.0, -inf], the weights [0.5, 0.5, 0.0]
#| float8_e5m2: the mask [1.0, 1.0, -inf], the weights [0.5, 0.5, 0.0]
#| float8_e4m3fn: the mask [1.0, 1.0, nan], the weights [nan, nan, nan]
#| largest e4m3fn: 448.0
#|   448 -> 448.0
#|   464 -> 448.0
#|   465 -> nan
#|   1000 -> nan
