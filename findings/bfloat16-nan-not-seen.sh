#!/usr/bin/env bash
# np.nan_to_num and np.nanmean are there for arrays with NaN. For bfloat16 (of
# ml_dtypes) they return what one wanted rid of: nan_to_num leaves the NaN where
# it is and nanmean gives NaN, because NumPy takes only its own floats for types
# that can hold a NaN. np.isnan does see it. np.sort is worse: it promises NaN at
# the end, but leaves it in the middle with the numbers on both sides unsorted
# against each other, so order and rank of the weights are wrong.
# A row of attention with one NaN is enough. Nothing is raised, nothing warned.
# Seen with numpy 2.4.6 and ml_dtypes 0.6.0.
set -euo pipefail
self="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

python3 -m venv --without-pip venv
python3 -m pip --python venv install --quiet --no-compile --disable-pip-version-check numpy==2.4.6 ml_dtypes==0.6.0

cat > finding.py <<'EOF'
import warnings

import ml_dtypes
import numpy as np

warnings.simplefilter("error")
print("numpy", np.__version__, "ml_dtypes", ml_dtypes.__version__)
for kind in ("float16", "bfloat16"):
    row = np.array([1, np.nan, 0.5, 2, 0.5], np.float32).astype(kind)
    print(kind)
    print("  isnan", np.isnan(row).tolist())
    print("  nan_to_num", np.nan_to_num(row).tolist())
    print("  nanmean", float(np.nanmean(row)))
    print("  sort", np.sort(row).tolist())
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
#| float16
#|   isnan [False, True, False, False, False]
#|   nan_to_num [1.0, 0.0, 0.5, 2.0, 0.5]
#|   nanmean 1.0
#|   sort [0.5, 0.5, 1.0, 2.0, nan]
#| bfloat16
#|   isnan [False, True, False, False, False]
#|   nan_to_num [1.0, nan, 0.5, 2.0, 0.5]
#|   nanmean nan
#|   sort [1.0, nan, 0.5, 0.5, 2.0]
