"""The class that a notebook shows."""

import base64
import json
import re
import warnings

from . import _arrays, _attend, _files
from ._blocks import block_of
from ._description import DESCRIPTION
from ._format import MIME_TYPE, Problem, heads_of, resolve, tokens_of
from ._intake import copied, read, taken
from ._layers import shown_layer
from ._lesson import start_view
from ._messages import tell
from ._way import way_of

# Up to this many weights a head everything is computed when it is given, so that numbers which
# overflow are told at once; larger ones wait until they are asked for.
_COMPUTED_AT_ONCE = 4096
# A head of more weights is shown in bands of queries, so that the fallbacks take little memory.
_BAND = 2**22

_HALF = re.compile("[\ud800-\udfff]")
_NO_PICTURE = "For a picture, which exports show, install Pillow: %pip install pillow"
_WITHOUT_PICTURE = {"text/html": "{}<p>{}</p>", "text/plain": "{}\n{}"}

# What fields are called by who gives them as keywords, by their JSON paths.
_WEIGHTS = {"query": "w_q", "key": "w_k", "value": "w_v", "output": "w_o"}
_ARGUMENTS = {
    **{f"$.{name}": name for name in DESCRIPTION["properties"]},
    "$.projections": "w_q, w_k, w_v",
    **{f"$.projections.{name}": argument for name, argument in _WEIGHTS.items()},
    "$": "sentence, tokens",
}


class Attention:
    """Attention computed from a sentence, or from embeddings and projections of your own.

    As the last line of a cell it shows the interactive view. Rows are queries, columns are keys.

    Parameters
    ----------
    sentence : str, optional
        Its words become the tokens. Give this or `tokens`.
    tokens : sequence of str, optional
        The n tokens that ask, shown literally.
    embeddings : array_like, optional
        [n, d_model]; the words' own vectors unless given.
    w_q, w_k : array_like, optional
        W_Q and W_K, [d_model, n_heads·d_k]; row vectors, ``q = x W_Q``. Heads are equal runs of
        columns. The worked example's rotations unless given.
    w_v : array_like, optional
        W_V, [d_model, n_heads·d_v].
    w_o : array_like, optional
        W_O, [n_heads·d_v, d_model]; without it the heads' outputs stay side by side.
    n_heads : int
        Number of heads.
    mask : None, "causal", array_like of bool or dict
        [n, m], true = may attend; or ``{"causal": bool, "window": w, "padding": [bool, …]}``,
        parts that must all allow.
    scale : float, optional
        What scores are multiplied by; 1/√d_k unless given.
    key_tokens : sequence of str, optional
        The m tokens that answer: cross-attention.
    key_embeddings : array_like, optional
        [m, d_model]; the words' own vectors unless given.
    n_kv_heads : int, optional
        Heads of keys and values, a divisor of `n_heads`; `w_k` and `w_v` are then
        [d_model, n_kv_heads·d_k].
    mask_at : {"scores", "weights"}, optional
        Where the mask acts: before the softmax, or after it, with nothing shared out anew.
    temperature : float, optional
        The softmax is that of (scores × scale + bias), below the softcap, / temperature.
    softmax : {"stable", "naive"}, optional
        The naive one overflows as it really does; what is no number then is None.
    positions : {"sinusoidal", "rope", "alibi"}, array_like or dict, optional
        A scheme, or a learned vector for each position, [max(n, m), d_model]; or rotary positions of
        another kind than Llama's, ``{"rope": {"base", "dims", "pairs", "frequencies", "factor"}}``.
    position_offset : int, optional
        The first position, of queries and keys alike.
    residual : bool, optional
        The output is added to the embeddings.
    overrides : dict, optional
        ``{"scores": [{"head": h, "query": i, "key": j, "value": s}, …]}``: scores set by hand.
    lesson : dict, optional
        ``{"name": …, "steps": [{"name": …, "text": …, "start": {…}, "goal": […]}, …]}``: steps
        that are played beside the figures, see docs/format.md. Arrays may stand in a start.
    biases : dict, optional
        ``{"query", "key", "value", "output"}``, vectors as wide as the projections: q = x W_Q + b_Q.
    norms : dict, optional
        ``{"query": {"weight", "eps", "over": "head" or "all"}, "key": …}``: an RMS norm of queries and
        keys before they are turned, over each head's [d_k] or over the whole width.
    bias : array_like, optional
        [n_heads or 1, n, m], added to the scaled scores.
    softcap : float, optional
        Above 0; the scaled scores with their bias become softcap·tanh(scores / softcap).
    sinks : array_like, optional
        [n_heads], a logit of each head that joins its softmax and takes weight no key gets.

    Raises
    ------
    ValueError
        Whatever cannot be used: names every argument, what was found, what was wanted and what
        to do.

    Notes
    -----
    Arrays are lists, other containers that have an order, and arrays or tables of any library, such
    as NumPy, PyTorch, JAX, pandas, polars, xarray and SciPy, read by their positions. What is missing
    or hidden in them, or has no order, is refused and not guessed. Arrays of more than 4,096 numbers
    go into the payload as bytes: float64, float32 and float16 as they are, whole numbers as float64,
    bfloat16 and float8 as float32. Lists stay lists.
    Source: Vaswani et al., Attention Is All You Need (2017), section 3.2.

    Examples
    --------
    >>> Attention("Angry lions hunt zebras, while cats sleep peacefully")
    Attention(8 tokens, 1 head)
    """

    def __init__(
        self,
        sentence=None,
        *,
        tokens=None,
        embeddings=None,
        w_q=None,
        w_k=None,
        w_v=None,
        w_o=None,
        n_heads=1,
        mask=None,
        scale=None,
        key_tokens=None,
        key_embeddings=None,
        n_kv_heads=None,
        mask_at=None,
        temperature=None,
        softmax=None,
        positions=None,
        position_offset=None,
        residual=None,
        overrides=None,
        lesson=None,
        biases=None,
        norms=None,
        bias=None,
        softcap=None,
        sinks=None,
    ):
        projections = {"query": w_q, "key": w_k, "value": w_v, "output": w_o}
        given = {
            "sentence": sentence,
            "tokens": tokens,
            "embeddings": embeddings,
            "projections": {k: w for k, w in projections.items() if w is not None} or None,
            "n_heads": n_heads,
            "n_kv_heads": n_kv_heads,
            "mask": mask,
            "mask_at": mask_at,
            "scale": scale,
            "temperature": temperature,
            "softmax": softmax,
            "positions": positions,
            "position_offset": position_offset,
            "residual": residual,
            "overrides": overrides,
            "key_tokens": key_tokens,
            "key_embeddings": key_embeddings,
            "lesson": lesson,
            "biases": biases,
            "norms": norms,
            "bias": bias,
            "softcap": softcap,
            "sinks": sinks,
        }
        payload = {"format": "attention", "version": 1}
        payload |= {name: value for name, value in given.items() if value is not None}
        payload, problems = taken(payload, _ARGUMENTS)
        if payload.get("n_heads") == 1:
            del payload["n_heads"]  # what is left out is 1
        if lesson is not None and not problems:
            payload |= start_view(payload["lesson"])
        self._use(payload, problems, _as_argument)

    @classmethod
    def load(cls, path):
        """Reads a payload, such as one that `save` wrote.

        Raises
        ------
        ValueError
            If the file is no text or not JSON, or lists every problem with its JSON path.
        """
        payload = _files.read_json(path)
        if isinstance(payload, dict) and "nbformat" in payload:
            raise ValueError(f"{path}: This is a notebook; wanted a payload, as `save` writes it.")
        payload, problems = read(payload)
        self = cls.__new__(cls)
        self._use(payload, problems, lambda problem: f"{path}: {problem.path}: {problem.message}")
        return self

    @classmethod
    def from_dict(cls, payload):
        """Reads a payload, such as one of `to_dict`, also with what is selected and shown (``view``).

        Raises
        ------
        ValueError
            Lists every problem with its JSON path.
        """
        payload, problems = taken(payload)
        self = cls.__new__(cls)
        self._use(payload, problems, lambda problem: f"{problem.path}: {problem.message}")
        return self

    @classmethod
    def from_model(
        cls,
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
        """Every head of a model of Hugging Face as it reads a text.

        Queries, keys and values are recorded as they meet, after biases, norms and rotation, while
        the model computes as it does otherwise; it is afterwards what it was. Where a family does
        not compute its attention by the interface of transformers (5.18 or newer), its weights
        alone are taken, and the payload says so.

        Parameters
        ----------
        model : PreTrainedModel
            An encoder, a decoder, an encoder–decoder or a vision transformer, in any float dtype
            and with any ``attn_implementation``.
        tokenizer : tokenizer or image processor, optional
            The model's own; not needed where `text` is a mapping or a tensor of pixels.
        text : str, list of str, mapping or image
            What the model reads; a mapping holds the arguments of its call, such as ``input_ids``.
        target_text : str or list of str, optional
            What the decoder of an encoder–decoder reads, after its start token.
        layers : int, str or list of them, optional
            Numbers or names of the layers that are wanted; all unless given.
        heads : int or list of int, optional
            The heads that are wanted, of each layer; all unless given.
        values : bool, optional
            Whether values are kept, so that there are outputs.
        exact : bool, optional
            Keep float32. Otherwise queries, keys and values are float16 while all of it stays
            below 1 MB, and beyond that each layer is the smaller of these and of weights coded by
            their square roots; ``kept`` of each layer says which, and with what largest error.
        batch : int, optional
            Which of several texts; padding is dropped.

        Returns
        -------
        Attention

        Raises
        ------
        ValueError
            All that is wrong with the arguments, or what was not found in the model.

        Warns
        -----
        UserWarning
            Dropout that is on, what is no number, layers that are left out, and weights that are
            computed anew of half-width queries and keys.
        """
        from ._from_model import payload_of_model

        asked = {"layers": layers, "heads": heads, "values": values, "exact": exact, "batch": batch}
        return cls._captured(*payload_of_model(model, tokenizer, text, target_text, **asked))

    @classmethod
    def from_generate(
        cls,
        model,
        tokenizer,
        text,
        max_new_tokens=20,
        *,
        layers=None,
        heads=None,
        values=True,
        exact=False,
        **options,
    ):
        """Every head of a model of Hugging Face as it goes on writing: prompt and new tokens in one picture.

        Each row is what its token asked at its own step. The last token that was written asks for
        nothing, since it was not read again.

        Parameters
        ----------
        model : PreTrainedModel
            A decoder or an encoder–decoder that generates.
        tokenizer : tokenizer
        text : str or mapping
            The prompt.
        max_new_tokens : int, optional
            How many tokens it writes at most.
        layers, heads, values, exact
            As in `from_model`.
        **options
            Of ``model.generate``; without one it takes the most probable token each time.

        Returns
        -------
        Attention

        Raises
        ------
        ValueError
            As `from_model`; also for beams, and more than one text.
        """
        from ._generated import payload_of_generation

        asked = {"layers": layers, "heads": heads, "values": values, "exact": exact, **options}
        return cls._captured(
            *payload_of_generation(model, tokenizer, text, max_new_tokens, **asked)
        )

    @classmethod
    def from_heads(
        cls,
        query,
        key,
        value=None,
        *,
        tokens,
        key_tokens=None,
        scale=None,
        mask=None,
        bias=None,
        softcap=None,
        sinks=None,
    ):
        """One layer of recorded queries and keys, as they meet: after biases, norms and rotation.

        Parameters
        ----------
        query : array_like
            [h, n, d_k]; also [n, d_k] of one head, or a batch of one.
        key : array_like
            [g, m, d_k], h a multiple of g: query head i reads key head ⌊i / (h / g)⌋.
        value : array_like, optional
            [g, m, d_v]; without them there are no outputs.
        tokens : sequence of str
            The n that ask.
        key_tokens : sequence of str, optional
            The m that answer, where they are others.
        scale : float, optional
            What q · k is multiplied by; 1/√d_k unless given.
        mask : None, "causal", array_like or dict, optional
            As everywhere; also numbers that are added to the scores, such as −∞.
        bias : array_like, optional
            [h or 1, n, m], added to the scaled scores.
        softcap : float, optional
            Scores become softcap·tanh(scores / softcap).
        sinks : array_like, optional
            [h], a logit of each head that joins its softmax.

        Returns
        -------
        Attention

        Raises
        ------
        ValueError
            Names every argument that cannot be used, what was found, what was wanted and what to do.
        """
        from ._recorded import fields_of_heads

        told = {"scale": scale, "softcap": softcap}
        given = {"query": query, "key": key, "value": value, "bias": bias, "sinks": sinks}
        fields = fields_of_heads(mask, **given)
        fields |= {name: number for name, number in told.items() if number is not None}
        fields["tokens"] = tokens
        if key_tokens is not None:
            fields["key_tokens"] = key_tokens
        return cls._of_arguments({"format": "attention", "version": 1, **fields})

    @classmethod
    def from_weights(cls, weights, tokens, key_tokens=None, *, batch=0, exact=False):
        """Finished weights, of one head up to a whole model; how they were read stands in the payload.

        Parameters
        ----------
        weights : array_like, or a list or tuple of them
            [n, m]; [h, n, m]; [1, h, n, m] of a batch of one, or [l, h, n, m] of layers;
            [l, batch, h, n, m]; or a layer each, as ``outputs.attentions`` of Hugging Face.
        tokens : sequence of str
            The n that ask.
        key_tokens : sequence of str, optional
            The m that answer, where they are others.
        batch : int, optional
            Which of a batch.
        exact : bool, optional
            Keep float32; otherwise weights are coded by their square roots beyond 1 MB.

        Returns
        -------
        Attention

        Raises
        ------
        ValueError
            Names what was found, where, and what to do: an empty tuple, NaN, other shapes.

        Warns
        -----
        UserWarning
            Rows that do not sum to 1, axes that could be read in two ways, others of a batch.
        """
        from ._recorded import payload_of_weights

        asked = {"batch": batch, "exact": exact}
        return cls._captured(*payload_of_weights(weights, tokens, key_tokens, **asked))

    @classmethod
    def from_transformer_lens(cls, cache, tokens, *, values=True, exact=False):
        """Every head in a cache of TransformerLens.

        Parameters
        ----------
        cache : ActivationCache
            As ``run_with_cache`` gives it, of one text.
        tokens : sequence of str
            As ``model.to_str_tokens`` has them.
        values, exact
            As in `from_model`.

        Returns
        -------
        Attention

        Raises
        ------
        ValueError
            Names what is missing in the cache, or does not fit.

        Notes
        -----
        Queries and keys are kept where the cache's own weights follow from them; where they do
        not, those weights are, and the payload says so.
        """
        from ._recorded import payload_of_cache

        return cls._captured(*payload_of_cache(cache, tokens, values=values, exact=exact))

    @classmethod
    def _captured(cls, payload, told):
        """Takes a payload that was made here, and warns of what is to be told of it."""
        for message in told:
            warnings.warn(message, stacklevel=3)
        return cls.from_dict(payload)

    @classmethod
    def _of_arguments(cls, payload):
        """Takes fields that were given as arguments."""
        payload, problems = taken(payload, _ARGUMENTS)
        self = cls.__new__(cls)
        self._use(payload, problems, _as_argument)
        return self

    def save(self, path):
        """Writes the payload as JSON; the custom is a name that ends in ``.attention.json``.

        Whatever fails, a file that was there is as it was.
        """
        text = json.dumps(self._payload, ensure_ascii=False, allow_nan=False)
        # half a character, which UTF-8 has not, is written as JSON writes it
        _files.write(path, f"{text}\n".encode("utf-8", "backslashreplace"))

    def to_dict(self):
        """The payload: only what was given, see docs/format.md."""
        return copied(self._payload)

    def trace(self):
        """Every intermediate, as ``attention-trace`` of docs/format.md.

        At model size its matrices are arrays of NumPy, where that is installed, in place of lists;
        ``masked_scores`` is then a masked array, and a head is computed when it is looked at.

        Raises
        ------
        ValueError
            If numbers are so large that a score or an output overflows.
        """
        if self._trace is None:
            way = way_of(self._payload)
            trace = way.attend(self._inputs(way))
            self._refuse_overflow(way, trace)
            naive = way is _attend and self._layer.get("softmax") == "naive"
            self._trace = _attend.numbers_or_none(trace) if naive else trace
        return self._trace

    @property
    def tokens(self):
        """The n tokens that ask."""
        return list(tokens_of(self._payload))

    @property
    def weights(self):
        """Attention weights, n_heads × [n, m]; rows sum to 1, or to 0 where all is masked.

        Of a model those of the layer that is looked at (``view.layer``, the first unless said).

        Lists, or at model size arrays of NumPy.
        """
        return [head["weights"] for head in self.trace()["heads"]]

    @property
    def output(self):
        """The outputs, [n, d_model] where there is a W_O, else [n, n_heads·d_v].

        None of a layer that was recorded without values.
        """
        return self.trace().get("output")

    def _use(self, payload, problems, tell):
        """Takes a payload; ``tell`` words a problem for whoever gave it."""
        if problems:
            raise ValueError("\n".join(tell(problem) for problem in problems))
        self._payload = payload
        self._tell = tell
        self._trace = None
        layer = self._layer
        n = len(tokens_of(layer))
        if n * len(layer.get("key_tokens") or range(n)) <= _COMPUTED_AT_ONCE:
            self.trace()

    @property
    def _layer(self):
        """The payload, or of a model the layer that is looked at."""
        return shown_layer(self._payload)

    def _inputs(self, way):
        return resolve(self._payload, None if way is _attend else _arrays.numpy_of)

    def _refuse_overflow(self, way, trace):
        layer = self._layer
        naive = layer.get("softmax") == "naive"
        overflow = way.find_overflow(trace, naive, layer.get("temperature", 1.0))
        if overflow:
            at = "$.query" if "query" in layer else "$.embeddings"
            problem = Problem(at, tell("overflow", path=overflow))
            raise ValueError(self._tell(problem))

    @property
    def _head(self):
        """The head that is looked at."""
        head = int(self._payload.get("view", {}).get("head", 0))
        return head if head < heads_of(self._layer) else 0

    def _shown(self):
        """What the fallbacks show; of recorded weights also what their mask hides."""
        shown, layer = self._shown_trace(), self._layer
        if "weights" not in layer or layer.get("mask") is None:
            return shown
        inputs = resolve(layer)
        keys = inputs["key_tokens"] or inputs["tokens"]
        return shown | {
            "may": _attend.resolve_mask(inputs["mask"], len(inputs["tokens"]), len(keys))
        }

    def _shown_trace(self):
        """The trace: at model size nothing but the head that is looked at."""
        way = way_of(self._payload)
        if self._trace is not None or way is _attend:
            return self.trace()
        inputs = self._inputs(way)
        heads, keys = way.heads_of(inputs), inputs["key_tokens"] or inputs["tokens"]
        shown = {"tokens": inputs["tokens"], "key_tokens": keys, "heads": heads}
        n, m = len(inputs["tokens"]), len(keys)
        if n * m <= _BAND:
            self._refuse_overflow(way, {"heads": heads[self._head : self._head + 1]})
            return shown
        block = block_of(n, m)  # bands are of whole blocks
        rows = max(1, _BAND // m // block) * block
        return shown | {"bands": lambda head: way.bands_of(inputs, head, rows)}

    def _repr_mimebundle_(self, include=None, exclude=None):
        from . import _static

        trace, head = self._shown(), self._head
        covered = _static.hides_weights(self._payload.get("view", {}).get("covered", ()))
        makers = {
            MIME_TYPE: self.to_dict,
            "image/png": lambda: None if covered else _picture_or_none(trace, head),
            "text/html": lambda: _static.html(trace, head, covered),
            "text/plain": lambda: _static.plain(trace, head, covered),
        }
        bundle = {
            name: make()
            for name, make in makers.items()
            if (not include or name in include) and name not in (exclude or ())
        }
        if not (covered or bundle.get("image/png", True)):  # wanted, and it could not be drawn
            bundle |= {
                name: told.format(bundle[name], _NO_PICTURE)
                for name, told in _WITHOUT_PICTURE.items()
                if name in bundle
            }
        return {name: _sendable(value) for name, value in bundle.items() if value}

    def __repr__(self):
        heads, layers = heads_of(self._layer), len(self._payload.get("layers", ()))
        of = f", {layers} layer{'s' * (layers > 1)}" if layers else ""
        return f"Attention({len(self.tokens)} tokens{of}, {heads} head{'s' * (heads > 1)})"

    def __eq__(self, other):
        return isinstance(other, Attention) and self._payload == other._payload

    __hash__ = None


def _picture_or_none(trace, head):
    """The picture in base64, or None where Pillow, or what it draws letters with, is missing."""
    from . import _static

    try:
        return base64.b64encode(_static.picture(trace, head)).decode("ascii")
    except ImportError:
        return None


def _sendable(value):
    """Without halves of characters: no message and no notebook can hold them."""
    if isinstance(value, str):
        return value if value.isascii() else _HALF.sub("\ufffd", value)
    if isinstance(value, list):
        fine = {str, list, dict}.isdisjoint(map(type, value))
        return value if fine else [_sendable(entry) for entry in value]
    if isinstance(value, dict):
        return {_sendable(name): _sendable(entry) for name, entry in value.items()}
    return value


def _as_argument(problem):
    path = max((p for p in _ARGUMENTS if problem.path.startswith(p)), key=len)
    return f"{_ARGUMENTS[path]}{problem.path[len(path) :]}: {problem.message}"
