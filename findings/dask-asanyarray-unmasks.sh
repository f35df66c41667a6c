#!/usr/bin/env bash
# np.asanyarray is the call that keeps subclasses, so one expects a lazy dask
# array of masked chunks to come out of it as a masked array, as .compute()
# gives it. It comes out as a plain array, and the masked numbers are back as
# if they were data. A causal mask kept as a NumPy mask is therefore lost in any
# drawing function that starts with np.asanyarray (or np.asarray).
# Seen with dask 2026.3.0 and numpy 2.4.6.
set -euo pipefail
self="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

python3 -m venv --without-pip venv
python3 -m pip --python venv install --quiet --no-compile --disable-pip-version-check dask==2026.3.0 numpy==2.4.6

cat > finding.py <<'EOF'
import dask
import dask.array as da
import numpy as np

print("dask", dask.__version__, "numpy", np.__version__)
masked = np.ma.array([0.25, 0.75], mask=[False, True])
lazy = da.from_array(masked)
print("numpy alone:", type(np.asanyarray(masked)).__name__, np.asanyarray(masked))
print("compute():", type(lazy.compute()).__name__, lazy.compute())
print("asanyarray(lazy):", type(np.asanyarray(lazy)).__name__, np.asanyarray(lazy))
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
#| dask 2026.3.0 numpy 2.4.6
#| numpy alone: MaskedArray [0.25 --]
#| compute(): MaskedArray [0.25 --]
#| asanyarray(lazy): ndarray [0.25 0.75]
