#!/usr/bin/env bash
# .tolist() and .item() are known as the way from NumPy to plain Python numbers.
# For np.longdouble they are not: both give np.longdouble back, since no Python
# float holds one. json.dumps then refuses the list, and plotly, which calls
# .tolist() until a plain number comes out, ends in a RecursionError.
# Weights that came from a C library or from np.fromfile with 'g' cannot be sent
# to a page before .astype(float).
# Seen with numpy 2.4.6 and plotly 7.1.0, where a long double is wider than a double.
set -euo pipefail
self="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

python3 -m venv --without-pip venv
python3 -m pip --python venv install --quiet --no-compile --disable-pip-version-check numpy==2.4.6 plotly==7.1.0

cat > finding.py <<'EOF'
import json

import numpy as np
import plotly
import plotly.graph_objects as go

print("numpy", np.__version__, "plotly", plotly.__version__)


def attempt(name, call):
    try:
        print(f"{name}: {call()}")
    except Exception as error:
        print(f"{name}: {type(error).__name__}")


for kind in ("float16", "float64", "longdouble"):
    weights = np.array([[0.5, 0.5]], kind)
    print(kind)
    attempt("  tolist()", lambda: type(weights.tolist()[0][0]))
    attempt("  item()", lambda: type(weights[0, 0].item()))
    attempt("  json.dumps", lambda: json.dumps(weights.tolist()))
    attempt("  plotly to_json", lambda: len(go.Figure(go.Heatmap(z=weights)).to_json()) > 0)
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
#| numpy 2.4.6 plotly 7.1.0
#| float16
#|   tolist(): <class 'float'>
#|   item(): <class 'float'>
#|   json.dumps: [[0.5, 0.5]]
#|   plotly to_json: True
#| float64
#|   tolist(): <class 'float'>
#|   item(): <class 'float'>
#|   json.dumps: [[0.5, 0.5]]
#|   plotly to_json: True
#| longdouble
#|   tolist(): <class 'numpy.longdouble'>
#|   item(): <class 'numpy.longdouble'>
#|   json.dumps: TypeError
#|   plotly to_json: RecursionError
