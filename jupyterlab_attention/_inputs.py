"""What a model is given, and what the places of its sequences are called."""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ._patches import patches_of
from ._tokens import by_decoding, by_slices, token_info

# What tokenizers return that is of the text and nothing for a model.
_OF_THE_TEXT = ("offset_mapping", "special_tokens_mask", "length", "overflow_to_sample_mapping")


@dataclass
class Sequence:
    """Places that ask or answer: their tokens, and which of the model's own places they are."""

    tokens: list
    info: dict | None
    real: Any  # numpy bool, one entry a place of the model: no padding


@dataclass
class Inputs:
    """The arguments of a model's call, and what is known of its sequences before it is called."""

    arguments: dict
    row: int = 0  # which of the batch is wanted
    tokens: Sequence | None = None  # those that ask; None until their number is seen
    key_tokens: Sequence | None = None
    processor: Any = None  # of the picture that is read in place of a text
    problems: list = field(default_factory=list)


def inputs_of(model, tokenizer, text, target_text=None, row=0, writes=False):
    """What a model is to be called with.

    Parameters
    ----------
    model : PreTrainedModel
    tokenizer
        A tokenizer, an image processor, or a processor that holds either; None where the inputs
        are numbers already.
    text : str, list of str, mapping of tensors, image
    target_text : str or list of str, optional
        What the decoder of an encoder–decoder reads.
    row : int
        Which of a batch is wanted.
    writes : bool
        Whether the model itself goes on: then nothing is read by a decoder.

    Returns
    -------
    Inputs
        With ``problems``, in words, where it cannot be called.
    """
    two = bool(getattr(model.config, "is_encoder_decoder", False))
    found = Inputs({}, row)
    read = _given if isinstance(text, Mapping) else _texts if _is_text(text) else _image
    sequence = read(found, tokenizer, text)
    if two:
        found.key_tokens = sequence
        if not (found.problems or writes):
            _add_target(found, model, tokenizer, target_text)
    else:
        found.tokens = sequence
        if target_text is not None:
            found.problems.append(
                f"target_text: Found a text for a decoder, and {type(model).__name__} is no "
                "encoder–decoder; wanted none: leave it out."
            )
    batch = _batch_of(found.arguments)
    if batch is not None and not -batch <= row < batch:
        found.problems.append(f"batch: Found {row} of a batch of {batch}; wanted 0 to {batch - 1}.")
    if not found.problems:
        _fit(found, model, two)
    return found


def named_places(model, arguments, count):
    """The places of a sequence without tokens: patches of a picture by row and column, else by number."""
    import numpy as np

    patches = patches_of(model, arguments, count)
    if patches:
        rows, columns, before = patches
        first = ["[CLS]"] if before else []
        names = first + [f"[REG{i}]" for i in range(1, before)]
        names += [f"r{r}c{c}" for r in range(rows) for c in range(columns)]
        of_grid = [
            f"patch {r}, {c} of {rows} × {columns}" for r in range(rows) for c in range(columns)
        ]
        texts = names[:before] + of_grid
        special = [i < before for i in range(count)]
    else:
        names = texts = [str(i) for i in range(count)]
        special = [False] * count
    info = token_info(range(count), texts, special, [None] * count)
    return Sequence(names, info, np.ones(count, bool))


def of_ids(tokenizer, ids, real=None):
    """A sequence of ids whose text is not known: they are decoded."""
    import numpy as np

    real = np.ones(len(ids), bool) if real is None else real
    ids = [int(i) for i, there in zip(ids, real) if there]
    tokenizer = getattr(tokenizer, "tokenizer", tokenizer)
    if tokenizer is None:
        return Sequence([str(i) for i in ids], None, real)
    raws = [str(raw) for raw in tokenizer.convert_ids_to_tokens(ids)]
    specials = _specials(tokenizer)
    special = [i in specials for i in ids]

    def decode(some):
        return tokenizer.decode(some, clean_up_tokenization_spaces=False)

    shown = by_decoding(ids, raws, special, decode)
    return Sequence(shown, token_info(ids, raws, special, [None] * len(ids)), real)


def of_writing(tokenizer, ids, prompt):
    """A prompt, and what a model wrote behind it.

    Read again as one text, what was written has its slices and words too; where that gives other ids, and
    nobody knows them, it is decoded.

    Parameters
    ----------
    ids : list of int
        Those of the prompt, and those behind it.
    prompt : Sequence
    """
    import numpy as np

    count = len(prompt.tokens)
    again = _read_again(getattr(tokenizer, "tokenizer", tokenizer), ids)
    new = of_ids(tokenizer, ids[count:])
    tokens, info = new.tokens, prompt.info and new.info
    if again is not None:
        tokens, info = again.tokens[count:], {n: each[count:] for n, each in again.info.items()}
    if prompt.info is not None and info is not None:
        info = {name: prompt.info[name] + info[name] for name in prompt.info}
        if again is not None:
            info["words"] = again.info[
                "words"
            ]  # what was written may go on the last word of the prompt
    else:
        info = None
    return Sequence(prompt.tokens + tokens, info, np.ones(len(ids), bool))


def _read_again(tokenizer, ids):
    """The text of ids as their tokenizer reads it; None where that gives other ids."""
    if not getattr(tokenizer, "is_fast", False):
        return None
    text = tokenizer.decode(ids, clean_up_tokenization_spaces=False)
    told = tokenizer(
        [text],
        add_special_tokens=False,
        return_tensors="pt",
        return_special_tokens_mask=True,
        return_offsets_mapping=True,
    )
    same = told["input_ids"][0].tolist() == list(ids)
    return _as_shown(tokenizer, told, [text], 0, True) if same else None


def _is_text(text):
    return (
        isinstance(text, str)
        or isinstance(text, (list, tuple))
        and all(isinstance(each, str) for each in text)
    )


def _texts(found, tokenizer, text, is_target=False):
    """The tokens of a text, or of one of several that are padded to one length."""
    name = "target_text" if is_target else "text"
    tokenizer = getattr(tokenizer, "tokenizer", tokenizer)
    if not hasattr(tokenizer, "convert_ids_to_tokens"):
        told = "nothing" if tokenizer is None else f"a {type(tokenizer).__name__}"
        found.problems.append(
            f"tokenizer: Found {told}; wanted the model's tokenizer, as by AutoTokenizer.from_pretrained."
        )
        return None
    texts = [text] if isinstance(text, str) else list(text)
    if not texts or not all(texts):
        found.problems.append(f"{name}: Found an empty text; wanted at least one token.")
        return None
    if len(texts) > 1 and tokenizer.pad_token_id is None:
        found.problems.append(
            f"{name}: Found {len(texts)} texts and a tokenizer without a token for padding; wanted "
            "one text: or set tokenizer.pad_token = tokenizer.eos_token."
        )
        return None
    if not -len(texts) <= found.row < len(texts):
        return None  # it is told of the batch
    fast = bool(getattr(tokenizer, "is_fast", False))
    told = tokenizer(
        **{"text_target" if is_target else "text": texts},
        return_tensors="pt",
        padding=len(texts) > 1,
        return_special_tokens_mask=True,
        return_offsets_mapping=fast,
    )
    if not told["input_ids"].shape[-1]:
        found.problems.append(f"{name}: Found a text without tokens; wanted at least one.")
        return None
    sequence = _as_shown(tokenizer, told, texts, found.row, fast)
    given = {n: tensor for n, tensor in told.items() if n not in _OF_THE_TEXT}
    if is_target:
        given = {"labels": given["input_ids"], "mask": given.get("attention_mask")}
    found.arguments.update(given)
    return sequence


def _as_shown(tokenizer, told, texts, row, fast):
    import numpy as np

    ids = told["input_ids"][row].tolist()
    mask = told.get("attention_mask")
    real = np.ones(len(ids), bool) if mask is None else mask[row].numpy().astype(bool)
    if not fast:
        return of_ids(tokenizer, ids, real)
    specials = _specials(tokenizer)
    marked = told["special_tokens_mask"][row].tolist()
    flags = [bool(mark) or i in specials for mark, i in zip(marked, ids)]
    raws = [str(raw) for raw in tokenizer.convert_ids_to_tokens(ids)]
    slices = [tuple(map(int, at)) for at in told["offset_mapping"][row].tolist()]
    try:
        words = told.word_ids(row)
    except ValueError:
        words = [None] * len(ids)

    def there(entries):
        return [entry for entry, is_real in zip(entries, real) if is_real]

    ids, raws, flags, slices, words = map(there, (ids, raws, flags, slices, words))
    shown = by_slices(texts[row], slices, raws)
    return Sequence(shown, token_info(ids, raws, flags, words), real)


def _specials(tokenizer):
    """Ids that stand for no text; an unknown word is one."""
    return set(tokenizer.all_special_ids) - {tokenizer.unk_token_id}


def _given(found, tokenizer, given):
    """Tensors that are a model's inputs already."""
    import torch

    for name, value in given.items():
        if value is not None and name not in _OF_THE_TEXT:
            tensor = torch.as_tensor(value)
            found.arguments[name] = (
                tensor[None] if name == "input_ids" and tensor.ndim == 1 else tensor
            )
    ids = found.arguments.get("input_ids")
    if ids is None or ids.ndim != 2 or not -len(ids) <= found.row < len(ids):
        return None
    mask = found.arguments.get("attention_mask")
    real = None
    if mask is not None:
        mask = found.arguments["attention_mask"] = mask[None] if mask.ndim == 1 else mask
        real = mask[found.row].cpu().numpy().astype(bool) if mask.ndim == 2 else None
    return of_ids(tokenizer, ids[found.row].tolist(), real)


def _image(found, processor, image):
    """A picture in place of a text."""
    import torch

    if isinstance(image, torch.Tensor) and image.is_floating_point() and image.ndim in (3, 4):
        found.arguments["pixel_values"] = image if image.ndim == 4 else image[None]
        return
    processor = getattr(processor, "image_processor", processor)
    found.processor = processor
    if not hasattr(processor, "preprocess"):
        found.problems.append(
            f"text: Found a {type(image).__name__}; wanted a text, or a picture with the model's image "
            "processor as tokenizer, or a tensor of pixels [3, height, width]."
        )
        return
    told = processor(images=image, return_tensors="pt")
    found.arguments.update(told)
    return


def _add_target(found, model, tokenizer, target_text):
    """What the decoder reads, moved on by one as in training: it starts with the model's own start."""
    import torch

    given = found.arguments.get("decoder_input_ids")
    if given is not None:
        given = found.arguments["decoder_input_ids"] = given[None] if given.ndim == 1 else given
        found.tokens = of_ids(tokenizer, given[found.row].tolist())
        return
    if target_text is None:
        found.problems.append(
            f"target_text: Found none, and {type(model).__name__} is an encoder–decoder; wanted what its "
            "decoder reads: give it, or let the model write it, by Attention.from_generate."
        )
        return
    sequence = _texts(found, tokenizer, target_text, is_target=True)
    labels, mask = (found.arguments.pop(name, None) for name in ("labels", "mask"))
    if labels is None or sequence is None:
        return
    start = start_of(model)
    if start is None:
        found.problems.append(
            "model: Found no decoder_start_token_id in its configuration; wanted what its decoder starts "
            "with: set model.config.decoder_start_token_id."
        )
        return
    if not bool((labels[:, 0] == start).all()):
        mask = torch.ones_like(labels) if mask is None else mask
        labels, mask = (
            torch.cat([torch.full_like(each[:, :1], first), each[:, :-1]], dim=1)
            for each, first in ((labels, start), (mask, 1))
        )
        real = mask[found.row].numpy().astype(bool)
        sequence = _begun(of_ids(tokenizer, [start]), sequence, real)
    found.arguments["decoder_input_ids"] = labels
    if mask is not None and not bool(mask.all()):
        found.arguments["decoder_attention_mask"] = mask
    found.tokens = sequence


def start_of(model):
    """The id that a decoder starts with."""
    config, generation = model.config, getattr(model, "generation_config", None)
    for source in (config, generation, getattr(config, "decoder", None)):
        for name in ("decoder_start_token_id", "bos_token_id"):
            found = getattr(source, name, None)
            if found is not None:
                return found[0] if isinstance(found, (list, tuple)) else found
    return None


def _begun(first, sequence, real):
    """A sequence after a first token, as far as its places go: the last asks for nothing."""
    count = int(real.sum())
    info = {name: (entries + sequence.info[name])[:count] for name, entries in first.info.items()}
    return Sequence((first.tokens + sequence.tokens)[:count], info, real)


def _batch_of(arguments):
    for name in ("input_ids", "pixel_values", "input_features", "inputs_embeds"):
        if name in arguments:
            return len(arguments[name])
    return None


def _fit(found, model, two):
    """Arguments that the model takes, on its device, without a cache."""
    known = set(inspect.signature(model.forward).parameters)
    base = getattr(model, "base_model", model)
    known |= set(inspect.signature(base.forward).parameters)
    arguments = {n: tensor.to(model.device) for n, tensor in found.arguments.items() if n in known}
    arguments = {
        n: tensor.to(model.dtype) if tensor.is_floating_point() else tensor
        for n, tensor in arguments.items()
    }
    mask = arguments.get("attention_mask")
    padded_left = mask is not None and mask.ndim == 2 and not bool(mask[:, 0].all())
    if padded_left and "position_ids" in known and not two:  # as `generate` counts them
        arguments.setdefault("position_ids", (mask.long().cumsum(-1) - 1).clamp(min=0))
    if "use_cache" in known:
        arguments["use_cache"] = False
    found.arguments = arguments
