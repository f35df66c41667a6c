#!/usr/bin/env bash
# BertViz puts all weights into the page as text of its script, in the place of
# a marker there. One expects them once. In the script of the head view and of
# the model view the marker is named a second time, in the comment behind it,
# and the replacement does not stop at the first: half of the page's bytes are
# a comment that holds every weight again. Sizes of saved notebooks that are
# measured with it are twice what its text of numbers costs.
# Seen with bertviz 1.4.1, torch 2.15.0.
set -euo pipefail
self="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

python3 -m venv --without-pip venv
python3 -m pip --python venv install --quiet --no-compile --disable-pip-version-check bertviz==1.4.1 torch==2.15.0 transformers==5.24.0 numpy==2.4.6 ipython==9.8.0 setuptools==80.9.0

cat > finding.py <<'EOF'
import json
from importlib.metadata import version

import torch
from bertviz import head_view, model_view

print("bertviz", version("bertviz"))
torch.manual_seed(7)
layers, heads, count = 4, 6, 24
attention = tuple(torch.softmax(torch.randn(1, heads, count, count), -1) for _ in range(layers))
tokens = [f"t{i}" for i in range(count)]
for view in (head_view, model_view):
    page = view(attention, tokens, html_action="return").data
    weights = json.dumps(attention[0][0].tolist())
    lines = [line for line in page.splitlines() if weights in line]
    code, comment = lines[0].split("; //")
    print(view.__name__)
    print("  the weights of the first layer stand in the page", page.count(weights), "times")
    print("  in lines:", len(lines), "- as code:", code.count(weights), "- in the comment behind it:", comment.count(weights))
    print("  bytes of the comment, part of the page:", round(len(comment) / len(page), 2))
EOF

echo "on $(venv/bin/python --version)"
venv/bin/python finding.py 2> said.txt > seen.txt || { cat said.txt; exit 1; }

# What was seen must be, line for line, the block of "#|" lines below.
sed -n 's/^#| \{0,1\}//p' "$self" > expected.txt
cat seen.txt
if ! diff expected.txt seen.txt; then
  echo 'CHANGED: the output is not the one below' >&2
  exit 1
fi
echo 'unchanged'

# The output seen:
#| bertviz 1.4.1
#| head_view
#|   the weights of the first layer stand in the page 2 times
#|   in lines: 1 - as code: 1 - in the comment behind it: 1
#|   bytes of the comment, part of the page: 0.49
#| model_view
#|   the weights of the first layer stand in the page 2 times
#|   in lines: 1 - as code: 1 - in the comment behind it: 1
#|   bytes of the comment, part of the page: 0.49
