#!/usr/bin/env bash
# A tokenizer.json is meant to give the same tokens wherever it is loaded. With
# lowercase on, a Greek word in capitals that ends in sigma does not: Hugging Face
# tokenizers (Rust, as used from Python) lowers letter by letter and writes a
# medial sigma, while its JavaScript sibling and Python's own str.lower (as in
# the 'slow' BERT tokenizers) write the final one. One file, one text: two ids.
# Token labels that a page makes do not fit the attention that Python computed.
# Seen with tokenizers 0.22.1 (pip) and @huggingface/tokenizers 0.2.0 (npm), with
# a four-word vocabulary made here.
set -euo pipefail
self="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check tokenizers==0.22.1
echo '{"name": "finding", "version": "1.0.0", "type": "module"}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @huggingface/tokenizers@0.2.0

cat > finding.py <<'EOF'
import json

import tokenizers

VOCAB = {"[UNK]": 0, "\u03bf\u03b4\u03bf\u03c2": 1, "\u03bf\u03b4\u03bf\u03c3": 2, "cat": 3}
TEXTS = ["\u039f\u0394\u039f\u03a3", "\u03bf\u03b4\u03bf\u03c2", "CAT"]
MODEL = {
    "version": "1.0", "truncation": None, "padding": None, "added_tokens": [],
    "normalizer": {
        "type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True,
        "strip_accents": None, "lowercase": True,
    },
    "pre_tokenizer": {"type": "BertPreTokenizer"}, "post_processor": None,
    "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
    "model": {
        "type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
        "max_input_chars_per_word": 100, "vocab": VOCAB,
    },
}
for name, content in (("tokenizer.json", MODEL), ("texts.json", TEXTS)):
    with open(name, "w") as file:
        json.dump(content, file)
tokenizer = tokenizers.Tokenizer.from_file("tokenizer.json")
print("Python, tokenizers", tokenizers.__version__)
for text in TEXTS:
    print(f"  {ascii(text)}: ids {tokenizer.encode(text).ids}, str.lower would give {[VOCAB[text.lower()]]}")
EOF

cat > finding.mjs <<'EOF'
import fs from 'node:fs';
import { Tokenizer } from '@huggingface/tokenizers';

const read = name => JSON.parse(fs.readFileSync(name, 'utf8'));
const tokenizer = new Tokenizer(read('tokenizer.json'), {});
console.log('JavaScript, @huggingface/tokenizers', read('node_modules/@huggingface/tokenizers/package.json').version);
for (const text of read('texts.json')) {
  const name = text.replace(/[^ -~]/g, char => '\\u' + char.charCodeAt(0).toString(16).padStart(4, '0'));
  console.log(`  '${name}': ids [${tokenizer.encode(text).ids}]`);
}
EOF

echo "on $(venv/bin/python --version) and Node $(node --version)"
{ venv/bin/python finding.py; node finding.mjs; } > seen.txt

# What was seen must be, line for line, the block of "#|" lines below.
sed -n 's/^#| \{0,1\}//p' "$self" > expected.txt
cat seen.txt
if ! diff expected.txt seen.txt; then
  echo 'CHANGED: the output is not the one below' >&2
  exit 1
fi
echo 'unchanged'

# The output seen:
#| Python, tokenizers 0.22.1
#|   '\u039f\u0394\u039f\u03a3': ids [2], str.lower would give [1]
#|   '\u03bf\u03b4\u03bf\u03c2': ids [1], str.lower would give [1]
#|   'CAT': ids [3], str.lower would give [3]
#| JavaScript, @huggingface/tokenizers 0.2.0
#|   '\u039f\u0394\u039f\u03a3': ids [1]
#|   '\u03bf\u03b4\u03bf\u03c2': ids [1]
#|   'CAT': ids [3]
