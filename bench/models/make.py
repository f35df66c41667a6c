"""Writes the page of one view of one size, and says how many bytes its notebook would hold.

``make.py VIEW TOKENS FOLDER MOST``: the page is FOLDER/VIEW-TOKENS.html, and a line of JSON on standard output
says ``{"bytes": …, "path": …}`` of the output that a notebook saves. A page of more than MOST megabytes is not made, nor one
with ``--bytes``: then it says ``missing`` and why, and the bytes where they can be told by the weights alone.
"""

import json
import sys
from pathlib import Path

import numpy as np

LAYERS, HEADS, WIDTH = 12, 12, 64
#: Tokens up to which bytes of numbers as text are counted of what is not made: it takes minutes.
MEASURED = {"BertViz, head view": 512}


def tokens_of(count):
    return [f"w{i}" for i in range(count)]


def heads_of(count):
    """q and k of each layer [h, n, d]: the same numbers everywhere."""
    random = np.random.default_rng(count)
    for _ in range(LAYERS):
        yield random.standard_normal((2, HEADS, count, WIDTH), dtype=np.float32)


def weights_of(query, key):
    """softmax(q kᵀ / √d) of what the causal mask lets through, float32 [h, n, n]."""
    scores = query @ key.swapaxes(1, 2) / np.float32(WIDTH**0.5)
    scores[:, ~np.tri(query.shape[1], dtype=bool)] = -np.inf
    scores -= scores.max(axis=2, keepdims=True)
    weights = np.exp(scores, out=scores)
    weights /= weights.sum(axis=2, keepdims=True)
    return weights


def all_weights(count):
    return np.stack([weights_of(*heads) for heads in heads_of(count)])


def as_text(weights):
    """Bytes of numbers that are written out."""
    return len(json.dumps(weights.tolist()))


def as_text_twice(weights):
    """As BertViz does: its script names the place of its data a second time, in a comment."""
    return 2 * as_text(weights)


def as_base64(count):
    """Bytes of a head's weights as base64 of float32."""
    return (4 * count**2 + 2) // 3 * 4


def ours(count):
    """What Python keeps of recorded heads by its own choice, as the page's payload."""
    from jupyterlab_attention import Attention
    from jupyterlab_attention._heads import Layer
    from jupyterlab_attention._kept import kept

    causal = np.tri(count, dtype=bool)
    layers = [
        Layer(f"layer {i}", "tokens", query, key, None, WIDTH**-0.5, causal)
        for i, (query, key) in enumerate(heads_of(count))
    ]
    tokens = tokens_of(count)
    payload = {"format": "attention", "version": 1, "tokens": tokens, "layers": kept(layers)}
    bundle = Attention._captured(payload, [])._repr_mimebundle_()
    bundle = bundle[0] if isinstance(bundle, tuple) else bundle
    text = json.dumps(payload).replace("<", "\\u003c")
    return (
        '<!doctype html><meta charset="utf-8"><main id="view"></main>'
        f'<script type="application/vnd.attention.v1+json">{text}</script>'
        '<script type="module" src="/page.js"></script>'
    ), {
        "bytes": len(json.dumps(bundle)),
        "as": sorted({layer["kept"]["as"] for layer in payload["layers"]}),
    }


def bertviz(count, view):
    import bertviz
    import torch

    layers = [weights[None].view(torch.Tensor) for weights in all_weights(count)]
    return getattr(bertviz, view)(layers, tokens_of(count), html_action="return").data


def bertviz_head(count):
    return bertviz(count, "head_view")


def bertviz_model(count):
    return bertviz(count, "model_view")


def circuitsvis(count):
    from circuitsvis.attention import attention_heads

    # A group of heads: it knows no layers.
    weights = all_weights(count).reshape(-1, count, count)
    return attention_heads(weights, tokens_of(count), mask_upper_tri=True).local_src


def inspectus(count):
    import inspectus
    from IPython import display

    shown = []
    display.display = shown.append
    inspectus.attention(all_weights(count), tokens_of(count))
    return "".join(each.data for each in shown)


def attnview(count):
    from attnview import AttentionPattern, AttentionStudy, render_html

    tokens = tokens_of(count)
    patterns = [AttentionPattern.from_data(each, tokens=tokens) for each in all_weights(count)]
    names = [f"layer {i}" for i in range(LAYERS)]
    return render_html(AttentionStudy(tuple(patterns), tuple(names)))


def plotly(count):
    import plotly.graph_objects as go
    from plotly.subplots import make_subplots

    grid = make_subplots(LAYERS, HEADS, horizontal_spacing=0.005, vertical_spacing=0.005)
    for at, weights in enumerate(all_weights(count).reshape(-1, count, count)):
        heat = go.Heatmap(z=weights, coloraxis="coloraxis")
        grid.add_trace(heat, at // HEADS + 1, at % HEADS + 1)
    grid.update_yaxes(autorange="reversed")
    grid.update_layout(width=1200, height=1200)
    return grid.to_html(include_plotlyjs="cdn", full_html=False)


#: Of each: what makes it, bytes of a weight about, and what writes one layer's weights as it does.
VIEWS = {
    "ours": (ours, 0.5, None),
    "BertViz, head view": (bertviz_head, 27, as_text_twice),
    "BertViz, model view": (bertviz_model, 27, as_text_twice),
    "CircuitsVis": (circuitsvis, 15.5, as_text),
    "Inspectus": (inspectus, 5.4, as_base64),
    "attnview": (attnview, 13.5, as_text),
    "plotly facets": (plotly, 5.4, as_base64),
}


def main(view, count, folder, most, alone=False):
    make, each, written = VIEWS[view]
    guess = each * LAYERS * HEADS * count**2 / 1e6
    if written and (alone or guess > most):
        told = {"missing": "a smaller one failed" if alone else f"about {guess:,.0f} MB"}
        if written is as_base64:
            return told | {"bytes": LAYERS * HEADS * as_base64(count)}
        if count <= MEASURED.get(view, 0):
            told["bytes"] = sum(written(weights_of(*heads)) for heads in heads_of(count))
        return told
    made = make(count)
    page, told = made if isinstance(made, tuple) else (made, {"bytes": len(made.encode())})
    name = f"{view}-{count}.html".replace(", ", "-").replace(" ", "-")
    path = Path(folder) / name
    whole = page.lstrip().lower().startswith("<!doctype")
    path.write_text(page if whole else f'<!doctype html><meta charset="utf-8"><body>{page}')
    return told | {"path": str(path)}


if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parent / "standins")]
    name, size, into, limit, *flags = sys.argv[1:]
    print(json.dumps(main(name, int(size), into, float(limit), "--bytes" in flags)))
