#!/usr/bin/env bash
# jlpm is a Python command that starts the yarn bundled with JupyterLab's builder;
# what the project at hand says about its own modules should not matter to it.
# But the bundle is a CommonJS file named yarn.js without a package.json next to
# it, so Node looks upwards, out of the virtual environment, and takes the word
# of the first package.json it meets. With the environment inside a project that
# says "type": "module" (a usual place, and a usual setting) every jlpm command
# dies before it has read its arguments, wherever it is called from.
# Seen with jupyter_builder 1.2.3 (yarn 3.5.0) on Node 20.
set -euo pipefail
self="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

mkdir project
cd project
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check jupyter_builder==1.2.3
cd ..

cat > attempt.sh <<'EOF'
if output="$(YARN_ENABLE_TELEMETRY=0 "$1" --version 2>&1)"; then
  echo "  works: $output"
else
  echo "  fails: $(printf '%s\n' "$output" | grep -o -m 1 'Dynamic require of "[a-z]*" is not supported')"
fi
EOF

echo "on Node $(node --version)"
jlpm="$tmp/project/venv/bin/jlpm"
{
  echo "jupyter_builder $(project/venv/bin/python -c 'import importlib.metadata as m; print(m.version("jupyter_builder"))')"
  for type in commonjs module; do
    echo "{\"name\": \"project\", \"version\": \"1.0.0\", \"type\": \"$type\"}" > project/package.json
    echo "type $type, called in the project"
    (cd project && bash ../attempt.sh "$jlpm")
    echo "type $type, called outside of it"
    bash attempt.sh "$jlpm"
  done
} > seen.txt

# What was seen must be, line for line, the block of "#|" lines below.
sed -n 's/^#| \{0,1\}//p' "$self" > expected.txt
cat seen.txt
if ! diff expected.txt seen.txt; then
  echo 'CHANGED: the output is not the one below' >&2
  exit 1
fi
echo 'unchanged'

# The output seen:
#| jupyter_builder 1.2.3
#| type commonjs, called in the project
#|   works: 3.5.0
#| type commonjs, called outside of it
#|   works: 3.5.0
#| type module, called in the project
#|   fails: Dynamic require of "util" is not supported
#| type module, called outside of it
#|   fails: Dynamic require of "util" is not supported
