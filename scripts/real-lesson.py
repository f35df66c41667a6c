"""Writes the heads of the lesson on real models into its Markdown, in the environment of npm run test:models.

Of each step named below the line `start:` becomes its state: heads of MiniLM and SmolLM2 as they read a text. The
models come from the packages that the tests use.
"""

import json
import re
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "test" / "models")]

from conftest import read_minilm, read_smollm2

from jupyterlab_attention import Attention
from jupyterlab_attention._codec import SQUARES, encode, roots

LESSON = "10-real-heads.md"
SENTENCE = "Angry lions hunt zebras, while cats sleep peacefully"
TWICE = "Anna Brown met Peter Green. Anna Brown met Peter Green"
MINILM = "sentence-transformers/all-MiniLM-L6-v2"
SMOLLM2 = "HuggingFaceTB/SmolLM2-135M-Instruct, Q4_1 made float32"
#: What of a payload is said in a start, besides its layers.
SAID = ("tokens", "token_info", "model")


def starts():
    """The state of each step by its name: heads with queries, keys and values, or the weights of all."""
    smollm2, minilm = (*read_smollm2(), SMOLLM2), (*read_minilm(), MINILM)
    yield "back", one_head(*smollm2, SENTENCE, layer=16, head=0)
    yield "find", all_weights(*smollm2, TWICE)
    yield "cut", one_head(*smollm2, TWICE, layer=18, head=6)
    sink = one_head(*minilm, SENTENCE, layer=1, head=9)
    yield "silent", sink
    yield "loud", {**sink, "layers": [layer | {"mask_at": "weights"} for layer in sink["layers"]]}
    yield "layers", all_weights(*minilm, SENTENCE)


def one_head(model, tokenizer, called, text, layer, head):
    """A head as the model had it, in half precision."""
    taken = Attention.from_model(model, tokenizer, text, layers=[layer], heads=[head])
    (own,) = taken.to_dict()["layers"]
    return said(taken, called, text, [own | {"name": f"layer {layer}, head {head + 1}"}])


def all_weights(model, tokenizer, called, text):
    """The weights of all heads, by their square roots in a byte each."""
    taken = Attention.from_model(model, tokenizer, text, exact=True)
    payload = taken.to_dict()
    causal = payload["layers"][0].get("mask") == "causal"
    layers = []
    for i in range(len(payload["layers"])):
        shown = Attention.from_dict(payload | {"view": {"layer": i}})
        weights = np.array([head["weights"] for head in shown.trace()["heads"]])
        packing = {"packing": "causal"} if causal else {}
        coded = encode(weights, codec="deflate", coding="sqrt", **packing)
        error = float(abs(np.array(SQUARES)[roots(weights)] - weights).max())
        kept = {"as": "square-root weights", "error": round(error, 6)}
        mask = {"mask": "causal"} if causal else {}
        layers.append({"name": f"layer {i}", "weights": coded, **mask, "kept": kept})
    return said(taken, called, text, layers)


def said(taken, called, text, layers):
    payload = taken.to_dict()
    model = payload["model"] | {"name": called, "text": text}
    return {**{name: payload[name] for name in SAID}, "model": model, "layers": layers}


def written(markdown, name, state):
    """The Markdown with the start of a step in its place."""
    line = json.dumps(state, ensure_ascii=False, separators=(",", ":"))
    block = re.compile(rf"(^step: {name}$.*?^start: )[^\n]*$", re.MULTILINE | re.DOTALL)
    found, count = block.subn(lambda match: match[1] + line, markdown, count=1)
    if count != 1:
        raise SystemExit(f"The lesson has no step {name} with a start.")
    return found


if __name__ == "__main__":
    files = sorted((ROOT / "lessons").glob(f"*/{LESSON}"))
    for name, state in starts():
        print(f"{name}: {len(json.dumps(state)):,}")
        for file in files:
            file.write_text(written(file.read_text("utf-8"), name, state), "utf-8")
