#!/usr/bin/env bash
# np.asarray of a pandas column of type Float64 (nullable, what convert_dtypes()
# makes) is float64, with NaN for what is missing, and so is that of a frame with
# one such column. One expects the same of two columns of this one type. With the
# second column the array is one of Python objects, with pd.NA in it where a
# number is missing, and also where none is; to_numpy() does the same, and
# np.isnan then raises a TypeError. Code tried on one row of attention meets
# objects as soon as there are two; the columns need .astype(float) first.
# Seen with pandas 3.1.1 and numpy 2.4.6.
set -euo pipefail
self="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

python3 -m venv --without-pip venv
python3 -m pip --python venv install --quiet --no-compile --disable-pip-version-check pandas==3.1.1 numpy==2.4.6

cat > finding.py <<'EOF'
import numpy as np
import pandas as pd

print("pandas", pd.__version__, "numpy", np.__version__)
for name, cells in (("nothing missing", [0.25, 0.75]), ("one missing", [0.25, None])):
    print(name)
    column = pd.array(cells, dtype="Float64")
    for frame in (pd.DataFrame({"the": column}), pd.DataFrame({"the": column, "cat": column})):
        array = np.asarray(frame)
        print(f"  {frame.shape[1]} of Float64: np.asarray {array.dtype} {array.tolist()}, to_numpy() {frame.to_numpy().dtype}")
        try:
            print("    isnan:", np.isnan(array).any())
        except Exception as error:
            print("    isnan:", type(error).__name__)
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
#| pandas 3.1.1 numpy 2.4.6
#| nothing missing
#|   1 of Float64: np.asarray float64 [[0.25], [0.75]], to_numpy() float64
#|     isnan: False
#|   2 of Float64: np.asarray object [[0.25, 0.25], [0.75, 0.75]], to_numpy() object
#|     isnan: TypeError
#| one missing
#|   1 of Float64: np.asarray float64 [[0.25], [nan]], to_numpy() float64
#|     isnan: True
#|   2 of Float64: np.asarray object [[0.25, 0.25], [<NA>, <NA>]], to_numpy() object
#|     isnan: TypeError
