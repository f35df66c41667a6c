#!/usr/bin/env bash
# output_attentions=True asks a model of transformers for its attention weights as
# well; one expects the same answer and the weights it came from. Falcon, as it is
# loaded by default (sdpa), then gives another answer: for sdpa its mask is left
# out, since that function masks the future by itself, but weights are computed
# by the eager lines, which have no mask then. Every token attends to those that
# come after it, rows still sum to 1, logits change, and nothing is said. With
# attn_implementation="eager" both agree. Other decoders give no weights at all
# by sdpa, and a line in the log (Llama: an empty tuple); of Falcon's nothing is
# to be seen but a picture that is not causal.
# Seen with transformers 5.24.0 and torch 2.15.0.
set -euo pipefail
self="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

python3 -m venv --without-pip venv
python3 -m pip --python venv install --quiet --no-compile --disable-pip-version-check transformers==5.24.0 torch==2.15.0 numpy==2.4.6

cat > finding.py <<'EOF'
import torch
import transformers
from transformers import FalconConfig, FalconForCausalLM, LlamaConfig, LlamaForCausalLM

print("transformers", transformers.__version__, "torch", torch.__version__.partition("+")[0])
small = {"vocab_size": 99, "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4}
ids = torch.tensor([[5, 17, 3, 42, 8, 64]])


def model_of(kind, config, way):
    torch.manual_seed(7)
    model = kind(config(**small, attn_implementation=way)).eval()
    with torch.no_grad():
        for weight in model.parameters():
            weight.add_(torch.randn_like(weight) * 0.15)
    return model


for way in ("sdpa", "eager"):
    model = model_of(FalconForCausalLM, FalconConfig, way)
    with torch.no_grad():
        usual, asked = model(ids), model(ids, output_attentions=True)
    weights = asked.attentions[0]
    later = weights.triu(1).sum(dim=-1)
    print(way)
    print("  weights on what comes later:", "none" if float(later.max()) == 0 else f"up to {float(later.max()):.1f} of a row")
    print("  rows sum to 1:", bool(torch.allclose(weights.sum(dim=-1), torch.ones(1))))
    print("  logits are those of the usual call:", bool(torch.allclose(usual.logits, asked.logits, atol=1e-4)))
llama = model_of(LlamaForCausalLM, LlamaConfig, "sdpa")
with torch.no_grad():
    print("Llama by sdpa gives", llama(ids, output_attentions=True).attentions)
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
#| transformers 5.24.0 torch 2.15.0
#| sdpa
#|   weights on what comes later: up to 0.8 of a row
#|   rows sum to 1: True
#|   logits are those of the usual call: False
#| eager
#|   weights on what comes later: none
#|   rows sum to 1: True
#|   logits are those of the usual call: True
#| Llama by sdpa gives ()
