#!/usr/bin/env bash
# np.mean of float16 adds up in float32; one expects the same of bfloat16, which
# has even fewer digits. But NumPy does not know that ml_dtypes' bfloat16 is a
# half-width float (it is no np.floating to it), adds in bfloat16 itself, and the
# sum stops growing once one more weight is below half a step. A row of 1024
# equal weights 'adds up' to a quarter and the mean of 4096 ones is 1/16.
# A check that rows sum to 1, or the mean of a map, is wrong by that much; along
# the first axis of a table too. Give dtype=np.float32 to get it right.
# Seen with numpy 2.4.6 and ml_dtypes 0.6.0.
set -euo pipefail
self="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

python3 -m venv --without-pip venv
python3 -m pip --python venv install --quiet --no-compile --disable-pip-version-check numpy==2.4.6 ml_dtypes==0.6.0

cat > finding.py <<'EOF'
import ml_dtypes
import numpy as np

print("numpy", np.__version__, "ml_dtypes", ml_dtypes.__version__)
print("a np.floating to NumPy:", np.issubdtype(np.float16, np.floating), np.issubdtype(ml_dtypes.bfloat16, np.floating))
for count in (256, 512, 1024, 4096):
    for kind in ("float16", "bfloat16"):
        row = np.full(count, 1 / count, kind)
        ones = np.ones(count, kind)
        print(
            f"{count} {kind}: equal weights sum to {float(row.sum())},"
            f" the mean of ones is {float(ones.mean())}, with dtype=float32 {float(ones.mean(dtype=np.float32))}"
        )
table = np.ones((1024, 2), ml_dtypes.bfloat16)
print("along the first axis:", table.mean(axis=0).tolist())
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
#| a np.floating to NumPy: True False
#| 256 float16: equal weights sum to 1.0, the mean of ones is 1.0, with dtype=float32 1.0
#| 256 bfloat16: equal weights sum to 1.0, the mean of ones is 1.0, with dtype=float32 1.0
#| 512 float16: equal weights sum to 1.0, the mean of ones is 1.0, with dtype=float32 1.0
#| 512 bfloat16: equal weights sum to 0.5, the mean of ones is 0.5, with dtype=float32 1.0
#| 1024 float16: equal weights sum to 1.0, the mean of ones is 1.0, with dtype=float32 1.0
#| 1024 bfloat16: equal weights sum to 0.25, the mean of ones is 0.25, with dtype=float32 1.0
#| 4096 float16: equal weights sum to 1.0, the mean of ones is 1.0, with dtype=float32 1.0
#| 4096 bfloat16: equal weights sum to 0.0625, the mean of ones is 0.0625, with dtype=float32 1.0
#| along the first axis: [0.25, 0.25]
