#!/usr/bin/env bash
# safetensors writes an array of NumPy and reads it back; one expects the numbers
# that went in, as of np.save. An array whose numbers do not lie row by row (a
# transpose, every other column, Fortran's order, one turned round) comes back in
# the right shape with other numbers, without an error or a warning: its memory
# is written from where it begins, as if it were in C order. Of an array that is
# turned round the file even holds memory behind it that is not its own.
# Weights kept as [out, in] and saved as .T are silently shuffled so. Make
# it contiguous first: np.ascontiguousarray.
# Seen with safetensors 0.8.0 and numpy 2.4.6.
set -euo pipefail
self="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

python3 -m venv --without-pip venv
python3 -m pip --python venv install --quiet --no-compile --disable-pip-version-check safetensors==0.8.0 numpy==2.4.6

cat > finding.py <<'EOF'
import numpy as np
import safetensors
from safetensors.numpy import load, save

print("safetensors", safetensors.__version__, "numpy", np.__version__)
rows = np.arange(6, dtype=np.float32).reshape(2, 3)
for name, array in (
    ("as it is", rows),
    ("transposed", rows.T),
    ("every other column", rows[:, ::2]),
    ("in Fortran's order", np.asfortranarray(rows)),
    ("turned round", rows[::-1]),
    ("transposed and made contiguous", np.ascontiguousarray(rows.T)),
):
    back = load(save({"x": array}))["x"]
    shown = back.tolist() if name != "turned round" else f"its first row is {back[0].tolist()}"
    print(f"{name}: same shape {back.shape == array.shape}, same numbers {np.array_equal(back, array)}: {shown}")
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
#| safetensors 0.8.0 numpy 2.4.6
#| as it is: same shape True, same numbers True: [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]
#| transposed: same shape True, same numbers False: [[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]]
#| every other column: same shape True, same numbers False: [[0.0, 1.0], [2.0, 3.0]]
#| in Fortran's order: same shape True, same numbers False: [[0.0, 3.0, 1.0], [4.0, 2.0, 5.0]]
#| turned round: same shape True, same numbers False: its first row is [3.0, 4.0, 5.0]
#| transposed and made contiguous: same shape True, same numbers True: [[0.0, 3.0], [1.0, 4.0], [2.0, 5.0]]
