#!/usr/bin/env bash
# With sanitize_html nbconvert promises to take out what may be harmful; a plain
# HTML table has nothing of the kind. But its list of tags has table, tr and td
# and lacks th, thead and tbody: these are turned into visible text, and since a
# table may hold no text between its rows, the header cells with their labels
# are pulled out in front of it. Every pandas table has such cells.
# A PNG beside the table is not shown instead: HTML goes first all the same.
# Attention sent as an HTML table loses its token labels in a sanitized report.
# Seen with nbconvert 7.17.2, bleach 6.4.0, nbformat 5.11.1.
set -euo pipefail
self="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check nbconvert==7.17.2 bleach==6.4.0 nbformat==5.11.1

cat > finding.py <<'EOF'
import re

import bleach
import nbconvert
import nbformat
from nbformat.v4 import new_code_cell, new_notebook, new_output

print("nbconvert", nbconvert.__version__, "bleach", bleach.__version__, "nbformat", nbformat.__version__)
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
ROWS = "<tr><th>the</th><th>cat</th></tr>", "<tr><td>0.2</td><td>0.8</td></tr>"
TABLES = {
    "with thead and tbody": f"<table><thead>{ROWS[0]}</thead><tbody>{ROWS[1]}</tbody></table>",
    "rows alone": f"<table>{ROWS[0]}{ROWS[1]}</table>",
}
for name, table in TABLES.items():
    data = {"text/html": table, "image/png": PNG, "text/plain": "a table"}
    notebook = new_notebook(cells=[new_code_cell("show()", outputs=[new_output("display_data", data)])])
    for sanitize in (False, True):
        page, _ = nbconvert.HTMLExporter(sanitize_html=sanitize).from_notebook_node(notebook)
        shown = re.search(r'data-mime-type="text/html"[^>]*>(.*?)</div>', page, re.S).group(1)
        print(f"{name}, sanitize_html={sanitize}, image shown: {PNG in page}")
        print("  " + " ".join(shown.split()))
EOF

echo "on $(venv/bin/python --version)"
venv/bin/python -W ignore finding.py > seen.txt

# What was seen must be, line for line, the block of "#|" lines below.
sed -n 's/^#| \{0,1\}//p' "$self" > expected.txt
cat seen.txt
if ! diff expected.txt seen.txt; then
  echo 'CHANGED: the output is not the one below' >&2
  exit 1
fi
echo 'unchanged'

# The output seen:
#| nbconvert 7.17.2 bleach 6.4.0 nbformat 5.11.1
#| with thead and tbody, sanitize_html=False, image shown: False
#|   <table><thead><tr><th>the</th><th>cat</th></tr></thead><tbody><tr><td>0.2</td><td>0.8</td></tr></tbody></table>
#| with thead and tbody, sanitize_html=True, image shown: False
#|   &lt;thead&gt;&lt;th&gt;the&lt;/th&gt;&lt;th&gt;cat&lt;/th&gt;&lt;/thead&gt;&lt;tbody&gt;&lt;/tbody&gt;<table>&lt;tbody&gt;<tr></tr><tr><td>0.2</td><td>0.8</td></tr>&lt;/tbody&gt;</table>
#| rows alone, sanitize_html=False, image shown: False
#|   <table><tr><th>the</th><th>cat</th></tr><tr><td>0.2</td><td>0.8</td></tr></table>
#| rows alone, sanitize_html=True, image shown: False
#|   &lt;th&gt;the&lt;/th&gt;&lt;th&gt;cat&lt;/th&gt;<table>&lt;tbody&gt;<tr></tr><tr><td>0.2</td><td>0.8</td></tr>&lt;/tbody&gt;</table>
