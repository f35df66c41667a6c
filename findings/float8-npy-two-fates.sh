#!/usr/bin/env bash
# Both 8-bit floats of ml_dtypes are NumPy dtypes, so one expects the same of
# both from an .npy file. np.save takes both and says nothing. What is read back:
# float8_e4m3fn returns as raw bytes of dtype V1 (and .view() restores them);
# float8_e5m2 cannot be read back by np.load at all, with ml_dtypes imported or
# not, since its header names a type, '<f1', that NumPy does not know itself.
# Attention kept in an .npy file in the second format has to be read by hand.
# Seen with numpy 2.4.6 and ml_dtypes 0.6.0.
set -euo pipefail
self="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6 ml_dtypes==0.6.0

cat > finding.py <<'EOF'
import io

import ml_dtypes
import numpy as np

print("numpy", np.__version__, "ml_dtypes", ml_dtypes.__version__)
for kind in ("bfloat16", "float8_e4m3fn", "float8_e5m2"):
    weights = np.array([0.5, 0.25], kind)
    file = io.BytesIO()
    np.save(file, weights)
    file.seek(0)
    print(f"{kind}: dtype.str {weights.dtype.str}")
    try:
        got = np.load(file)
        print(f"  np.load: dtype {got.dtype.str}, as a view {got.view(kind).tolist()}")
    except Exception as error:
        print(f"  np.load: {type(error).__name__}: {error}")
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
#| bfloat16: dtype.str <V2
#|   np.load: dtype |V2, as a view [0.5, 0.25]
#| float8_e4m3fn: dtype.str <V1
#|   np.load: dtype |V1, as a view [0.5, 0.25]
#| float8_e5m2: dtype.str <f1
#|   np.load: ValueError: descr is not a valid dtype descriptor: '<f1'
