#!/usr/bin/env bash
# How nbgrader gives points to a cell of tests that raised nothing: by its output.
# A last line that is a number sets the points, so a test that ends in 1 gives 1 of
# 4. Any other value, False and 'wrong' among them, gives all. A warning, or any
# other text on stderr, takes all points away, although nothing failed.
# So a checker that reports in words or returns a bool passes every answer, and one
# that warns of something harmless fails every answer: it has to raise, and be silent.
# Seen with nbgrader 0.9.6, nbclient 0.10.2, nbformat 5.10.4, ipykernel 6.30.1.
set -euo pipefail
self="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  nbgrader==0.9.6 nbclient==0.10.2 nbformat==5.10.4 ipykernel==6.30.1

cat > finding.py <<'EOF'
import importlib.metadata as metadata
import sys

from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.utils import determine_grade

print("nbgrader", metadata.version("nbgrader"))
TESTS = [
    "assert 1 + 1 == 2",
    "assert 1 + 1 == 3",
    "1 + 1 == 3",
    "'wrong'",
    "['softmax: not yet']",
    "1",
    "print(1)",
    "import warnings; warnings.warn('harmless')",
    "import sys; print('done', file=sys.stderr)",
]
MARKED = {"grade": True, "solution": False, "locked": True, "task": False, "points": 4, "schema_version": 3}
cells = [
    new_code_cell(test, metadata={"nbgrader": {"grade_id": f"test{i}", **MARKED}})
    for i, test in enumerate(TESTS)
]
notebook = new_notebook(cells=cells)
kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
notebook.metadata["kernelspec"] = kernel
NotebookClient(notebook, allow_errors=True).execute()
for cell in notebook.cells:
    points, most = determine_grade(cell)
    told = "graded by hand" if points is None else f"{points:g} of {most:g}"
    print(f"{cell.source:45} {told}")
EOF

venv/bin/python -m ipykernel install --sys-prefix --name python3 > /dev/null 2>&1
echo "on $(venv/bin/python --version)"
venv/bin/python -W ignore finding.py > seen.txt 2> errors.txt || { cat errors.txt; exit 1; }

# What was seen must be, line for line, the block of "#|" lines below.
sed -n 's/^#| \{0,1\}//p' "$self" > expected.txt
cat seen.txt
if ! diff expected.txt seen.txt; then
  echo 'CHANGED: the output is not the one below' >&2
  exit 1
fi
echo 'unchanged'

# The output seen:
#| nbgrader 0.9.6
#| assert 1 + 1 == 2                             4 of 4
#| assert 1 + 1 == 3                             0 of 4
#| 1 + 1 == 3                                    4 of 4
#| 'wrong'                                       4 of 4
#| ['softmax: not yet']                          4 of 4
#| 1                                             1 of 4
#| print(1)                                      4 of 4
#| import warnings; warnings.warn('harmless')    0 of 4
#| import sys; print('done', file=sys.stderr)    0 of 4
