"""A model of Hugging Face that reads a text: what `Attention.from_model` gives."""

from . import _capture
from ._calls import Names, layer_of, numpy_of
from ._heads import Layer
from ._inputs import inputs_of
from ._payload import Notes, finished, note_training, refuse_no_model

#: What outputs call their weights, and which sequence each is of in an encoder–decoder.
_ATTENTIONS = {
    "encoder_attentions": "key_tokens",
    "decoder_attentions": "tokens",
    "cross_attentions": "cross",
    "attentions": "tokens",
}
WEIGHTS_ALONE = (
    "{family} does not compute its attention by the interface of transformers: these are its weights "
    "alone, as output_attentions gives them, without queries, keys and values."
)


def payload_of_model(
    model,
    tokenizer=None,
    text=None,
    target_text=None,
    *,
    layers=None,
    heads=None,
    values=True,
    exact=False,
    batch=0,
):
    """The payload of a model that reads a text, and what is to be warned of.

    Parameters are those of `Attention.from_model`.

    Returns
    -------
    payload : dict
    warnings : list of str

    Raises
    ------
    ValueError
        All that is wrong with what was given, or what was not found in the model.
    """
    refuse_no_model(model)
    inputs = inputs_of(model, tokenizer, text, target_text, batch)
    if inputs.problems:
        raise ValueError("\n".join(inputs.problems))
    notes = Notes()
    note_training(model, notes)
    way = implementation_of(model)
    found = recorded(model, inputs, values, notes)
    if not found:
        found, way = weights_alone(model, inputs, notes), "eager, by output_attentions"
    return finished(model, inputs, found, way, only=layers, heads=heads, exact=exact, notes=notes)


def implementation_of(model):
    """The implementations of a model's attention, as it is used."""
    names = [part.config._attn_implementation for part in _capture.models_in(model)]
    return ", ".join(dict.fromkeys(name for name in names if name)) or "eager"


def recorded(model, inputs, values, notes):
    """Every layer whose attention follows the interface; none where none does."""
    import torch

    names, found, rows = Names(model), [], _rows(inputs)

    def take(call):
        name, sequence = names.of(call.module), names.sequence_of(call.module)
        if rows is not None and len(call.query) != rows:
            other.append(name)
            return
        found.append((call, name, sequence))

    other = []
    try:
        with torch.no_grad(), _capture.recording(model, take):
            model(**inputs.arguments)
    except _capture.Unknown as error:
        notes.texts.append(f"Its attention asks for what is not known here: {error}.")
        return []
    if other:
        notes.warnings.append(
            f"{len(other)} of {len(other) + len(found)} layers attend in {'windows of ' * 1}their own beside "
            f"one another, such as {other[0]}, and are left out."
        )
    return [_layer(inputs, *each, values) for each in found]


def _layer(inputs, call, name, sequence, values):
    asking, answering = places_of(inputs, sequence, call.query.shape[2], call.key.shape[2])
    return layer_of(call, name, sequence, inputs.row, asking, answering, values)


def places_of(inputs, sequence, n, m):
    """Which of n places that ask and m that answer are real, where that is known."""
    asks = inputs.key_tokens if sequence == "key_tokens" else inputs.tokens
    answers = inputs.tokens if sequence == "tokens" else inputs.key_tokens

    def real(of, count):
        return of.real if of is not None and of.real is not None and len(of.real) == count else None

    return real(asks, n), real(answers, m)


def weights_alone(model, inputs, notes):
    """Weights as the model returns them, where its queries and keys cannot be had."""
    import torch

    with torch.no_grad():
        usual = model(**inputs.arguments)
        with _capture.implemented(model, "eager"):
            outputs = model(**inputs.arguments, output_attentions=True)
    note_other(usual, outputs, notes)
    two = bool(getattr(model.config, "is_encoder_decoder", False))
    found = []
    for field, sequence in _ATTENTIONS.items():
        for i, weights in enumerate(getattr(outputs, field, None) or ()):
            if weights is None:
                continue
            weights = weights[0] if isinstance(weights, tuple) else weights
            if weights.ndim != 4:
                raise _none(
                    model, f"weights {list(weights.shape)}, which are not [batch, heads, n, m]"
                )
            sequence = sequence if two else "tokens"
            asking, answering = places_of(inputs, sequence, *weights.shape[2:])
            array = numpy_of(weights[inputs.row])
            array = array if asking is None else array[:, asking]
            array = array if answering is None else array[:, :, answering]
            found.append(Layer(f"{field}[{i}]", sequence, weights=array))
    if not found:
        raise _none(
            model,
            "no attention that can be recorded: no call of the interface, and empty output_attentions",
        )
    notes.texts.insert(0, WEIGHTS_ALONE.format(family=model.config.model_type))
    note_rows(found, notes)
    return found


def note_rows(layers, notes):
    """Says where rows of weights sum to something else than 1."""
    for layer in layers:
        sums = layer.weights.sum(axis=-1)
        least, most = float(sums.min()), float(sums.max())
        if abs(least - 1) > 0.01 or abs(most - 1) > 0.01:
            notes.warnings.append(
                f"Rows of {layer.name} sum to {least:.3g} up to {most:.3g}, not to 1."
            )
            return


def note_other(usual, outputs, notes):
    """Says where a model that is asked for its weights computes something else than otherwise."""
    usual, outputs = usual[0], outputs[0]
    if usual.shape != outputs.shape:
        return
    apart, size = float((usual - outputs).abs().max()), float(usual.abs().max())
    if apart > 0.05 * size:
        notes.warnings.append(
            f"The model computes something else when it is asked for its weights: outputs differ by {apart:.2g}, and "
            f"are at most {size:.2g}. These weights are not those by which it answers otherwise."
        )


def _none(model, found):
    return ValueError(
        f"model: Found {found} in {type(model).__name__}; wanted attention of its tokens: "
        "Attention.from_weights and from_heads take what you record yourself."
    )


def _rows(inputs):
    for name in ("input_ids", "pixel_values", "input_features", "inputs_embeds"):
        if name in inputs.arguments:
            return len(inputs.arguments[name])
    return None
