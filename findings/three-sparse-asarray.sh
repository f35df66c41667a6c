#!/usr/bin/env bash
# np.asarray of a sparse matrix: one expects an error or the dense numbers. Of
# three libraries only one behaves so. pydata/sparse refuses; scipy.sparse gives
# an array with no axes that holds the matrix as an object; JAX's BCOO gives an
# array of the right shape whose every entry is again a (one-number) BCOO.
# The last one passes a shape check, and a heat map of attention fails (or shows
# nothing) only much later. The dtype, object, is the one sign of it.
# Seen with jax 0.10.2, scipy 1.17.1, sparse 0.19.3, numpy 2.4.6.
set -euo pipefail
self="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

python3 -m venv --without-pip venv
python3 -m pip --python venv install --quiet --no-compile --disable-pip-version-check jax==0.10.2 jaxlib==0.10.2 scipy==1.17.1 sparse==0.19.3 ml_dtypes==0.6.0 numpy==2.4.6

cat > finding.py <<'EOF'
import jax
import jax.numpy as jnp
import numpy as np
import scipy
import sparse
from jax.experimental.sparse import BCOO

print("jax", jax.__version__, "scipy", scipy.__version__, "sparse", sparse.__version__, "numpy", np.__version__)
eye = np.eye(2, dtype=np.float32)
for name, matrix in (
    ("jax BCOO", BCOO.fromdense(jnp.asarray(eye))),
    ("scipy.sparse", scipy.sparse.coo_array(eye)),
    ("sparse.COO", sparse.COO.from_numpy(eye)),
):
    try:
        got = np.asarray(matrix)
    except Exception as error:
        print(f"{name}: {type(error).__name__}")
        continue
    entry = got[(0,) * got.ndim]
    print(f"{name}: shape {got.shape}, dtype {got.dtype}, an entry is a {type(entry).__name__} of shape {entry.shape}")
EOF

echo "on $(venv/bin/python --version)"
JAX_PLATFORMS=cpu venv/bin/python finding.py > seen.txt

# What was seen must be, line for line, the block of "#|" lines below.
sed -n 's/^#| \{0,1\}//p' "$self" > expected.txt
cat seen.txt
if ! diff expected.txt seen.txt; then
  echo 'CHANGED: the output is not the one below' >&2
  exit 1
fi
echo 'unchanged'

# The output seen:
#| jax 0.10.2 scipy 1.17.1 sparse 0.19.3 numpy 2.4.6
#| jax BCOO: shape (2, 2), dtype object, an entry is a BCOO of shape ()
#| scipy.sparse: shape (), dtype object, an entry is a coo_array of shape (2, 2)
#| sparse.COO: RuntimeError
