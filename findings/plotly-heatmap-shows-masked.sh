#!/usr/bin/env bash
# matplotlib leaves masked cells of a heat map blank, and plotly.py takes NumPy
# arrays; so one expects go.Heatmap(z=masked) to leave gaps or to complain. It
# sends the numbers under the mask to the page as if they were data. The same
# array as .tolist() has null in these cells, and wrapped by xarray it has NaN:
# both are gaps. Upper triangles hidden by a causal mask are therefore drawn, in
# full colour, and take part in the colour scale's range.
# Seen with plotly 7.1.0, numpy 2.4.6, xarray 2026.9.0.
set -euo pipefail
self="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

python3 -m venv --without-pip venv
python3 -m pip --python venv install --quiet --no-compile --disable-pip-version-check plotly==7.1.0 numpy==2.4.6 xarray==2026.9.0

cat > finding.py <<'EOF'
import base64
import json

import numpy as np
import plotly
import plotly.graph_objects as go
import xarray as xr

print("plotly", plotly.__version__, "numpy", np.__version__, "xarray", xr.__version__)
masked = np.ma.array([[1.0, 99.0], [0.5, 0.5]], mask=[[False, True], [False, False]])


def sent(z):
    z = json.loads(go.Figure(go.Heatmap(z=z)).to_json())["data"][0]["z"]
    if isinstance(z, dict):
        z = np.frombuffer(base64.b64decode(z["bdata"]), z["dtype"]).tolist()
    return z


print("numpy's own view:", masked.tolist())
print("as it is:", sent(masked))
print("as a list:", sent(masked.tolist()))
print("through xarray:", sent(xr.DataArray(masked)))
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
#| plotly 7.1.0 numpy 2.4.6 xarray 2026.9.0
#| numpy's own view: [[1.0, None], [0.5, 0.5]]
#| as it is: [1.0, 99.0, 0.5, 0.5]
#| as a list: [[1.0, None], [0.5, 0.5]]
#| through xarray: [1.0, nan, 0.5, 0.5]
