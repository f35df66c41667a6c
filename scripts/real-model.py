"""Writes examples/real-model.ipynb with its outputs, in the environment of npm run test:models.

Its cells load the models by their names; here they come from the packages that the tests use.
"""

import ast
import json
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "test" / "models")]

from conftest import read_minilm, read_smollm2
from transformers import AutoModel, AutoModelForCausalLM, AutoTokenizer

SENTENCE = "Angry lions hunt zebras, while cats sleep peacefully"
CELLS = [
    """# A real model

Every layer and head of two models as they read one sentence: queries, keys and values as the models had them, and all
that follows from them. What is below opens without a kernel; to run it, `%pip install torch transformers`.""",
    f'''from transformers import AutoModel, AutoModelForCausalLM, AutoTokenizer

from jupyterlab_attention import Attention

sentence = "{SENTENCE}"''',
    """## An encoder

all-MiniLM-L6-v2, a small BERT: six layers of twelve heads. Every token may look at every other.""",
    """name = "sentence-transformers/all-MiniLM-L6-v2"
model, tokenizer = AutoModel.from_pretrained(name), AutoTokenizer.from_pretrained(name)
Attention.from_model(model.eval(), tokenizer, sentence)""",
    """## A decoder

SmolLM2-135M-Instruct, a small Llama: thirty layers of nine heads, three to each head of keys and values. Nobody looks
ahead, and many heads give much of their weight to the first token. (What is shown below is of its weights in four bits,
Q4_1; run it, and it is of those in sixteen.)""",
    """name = "HuggingFaceTB/SmolLM2-135M-Instruct"
model, tokenizer = AutoModelForCausalLM.from_pretrained(name), AutoTokenizer.from_pretrained(name)
Attention.from_model(model.eval(), tokenizer, sentence)""",
]
#: How each is read here, and what it is called in what is shown.
MODELS = {
    "sentence-transformers/all-MiniLM-L6-v2": (
        read_minilm,
        "sentence-transformers/all-MiniLM-L6-v2",
    ),
    "HuggingFaceTB/SmolLM2-135M-Instruct": (
        read_smollm2,
        "HuggingFaceTB/SmolLM2-135M-Instruct, Q4_1 made float32",
    ),
}


def lend_models():
    """Gives what is asked for by its name from its package, called as it is asked for."""
    read = {}

    def from_package(place):
        def from_pretrained(name, **_):
            if name not in read:
                read_model, called = MODELS[name]
                read[name] = read_model()
                read[name][0].config._name_or_path = called
            return read[name][place]

        return staticmethod(from_pretrained)

    AutoModel.from_pretrained = AutoModelForCausalLM.from_pretrained = from_package(0)
    AutoTokenizer.from_pretrained = from_package(1)


def shown(code, names):
    """Runs a cell; what its last line is."""
    *lines, last = ast.parse(code).body
    if not isinstance(last, ast.Expr):
        lines, last = [*lines, last], None
    exec(compile(ast.Module(lines, []), "cell", "exec"), names)  # noqa: S102
    return last and eval(compile(ast.Expression(last.value), "cell", "eval"), names)


def notebook():
    lend_models()
    names, cells, count = {}, [], 0
    for place, text in enumerate(CELLS):
        cell = {"id": f"cell-{place}", "metadata": {}, "source": text.splitlines(keepends=True)}
        if text.startswith("#"):
            cells.append({"cell_type": "markdown", **cell})
            continue
        count += 1
        value, outputs = shown(text, names), []
        if value is not None:
            result = {"output_type": "execute_result", "execution_count": count, "metadata": {}}
            outputs = [result | {"data": value._repr_mimebundle_()}]
            print(
                value,
                *(
                    f"{kind}: {len(json.dumps(data)):,}"
                    for kind, data in outputs[0]["data"].items()
                ),
            )
        cells.append({"cell_type": "code", "execution_count": count, "outputs": outputs, **cell})
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


if __name__ == "__main__":
    text = json.dumps(notebook(), indent=1, ensure_ascii=False)
    (ROOT / "examples" / "real-model.ipynb").write_text(f"{text}\n", "utf-8")
