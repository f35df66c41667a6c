#!/usr/bin/env bash
# safetensors.numpy takes an array of bfloat16 or float8 (ml_dtypes) and writes a
# correct file with 'BF16' or 'F8_E4M3' in its header. One expects its own load()
# to read that file; it ends in a bare KeyError, also with ml_dtypes imported:
# only the way out knows these types. A file of bfloat16 weights needs another
# reader (the torch one, or the bytes and .view) to be drawn.
# Seen with safetensors 0.8.0, numpy 2.4.6, ml_dtypes 0.6.0.
set -euo pipefail
self="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

python3 -m venv --without-pip venv
python3 -m pip --python venv install --quiet --no-compile --disable-pip-version-check safetensors==0.8.0 numpy==2.4.6 ml_dtypes==0.6.0

cat > finding.py <<'EOF'
import json

import ml_dtypes
import numpy as np
import safetensors
from safetensors.numpy import load, save

print("safetensors", safetensors.__version__, "numpy", np.__version__, "ml_dtypes", ml_dtypes.__version__)
for kind in ("float16", "bfloat16", "float8_e4m3fn"):
    weights = np.array([0.5, 0.25], np.float32).astype(kind)
    data = save({"weights": weights})
    size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + size])
    print(f"{kind}: saved as {header['weights']['dtype']}, the bytes are right: {data[8 + size:] == weights.tobytes()}")
    try:
        print("  load:", load(data)["weights"].tolist())
    except Exception as error:
        print(f"  load: {type(error).__name__}: {error}")
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
#| safetensors 0.8.0 numpy 2.4.6 ml_dtypes 0.6.0
#| float16: saved as F16, the bytes are right: True
#|   load: [0.5, 0.25]
#| bfloat16: saved as BF16, the bytes are right: True
#|   load: KeyError: 'BF16'
#| float8_e4m3fn: saved as F8_E4M3, the bytes are right: True
#|   load: KeyError: 'F8_E4M3'
