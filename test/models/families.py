"""Tiny models of random weights, of many families, and what is to be captured of each."""

from dataclasses import dataclass

import torch
from transformers import (
    AutoConfig,
    AutoModel,
    AutoModelForCausalLM,
    AutoModelForSeq2SeqLM,
    AutoModelForSpeechSeq2Seq,
)

SMALL = {
    "vocab_size": 99,
    "hidden_size": 32,
    "intermediate_size": 40,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "max_position_embeddings": 128,
    "pad_token_id": 0,
    "bos_token_id": 1,
    "eos_token_id": 2,
}
GROUPED = SMALL | {"num_key_value_heads": 2, "head_dim": 8}
GPT = {
    "vocab_size": 99,
    "n_embd": 32,
    "n_layer": 2,
    "n_head": 4,
    "n_positions": 128,
    "pad_token_id": 0,
    "bos_token_id": 1,
    "eos_token_id": 2,
}
PICTURE = {"image_size": 16, "patch_size": 8, "num_channels": 3}


MAKERS = {
    "decoder": AutoModelForCausalLM,
    "two": AutoModelForSeq2SeqLM,
    "whisper": AutoModelForSpeechSeq2Seq,
}


@dataclass
class Family:
    """A configuration of a family, and how its model is called."""

    name: str
    config: dict
    kind: str = "decoder"  # "encoder", "two" (encoder–decoder), "picture" or "sound"
    captured: bool | None = True  # queries and keys; False: weights alone; None: nothing
    what: str = ""  # what it shows
    calls: int = 1  # of attention in a layer, of which the model returns the last

    def model(self, **changes):
        """A model in evaluation, the same at each call."""
        torch.manual_seed(7)
        config = AutoConfig.for_model(self.name, **self.config)
        make = MAKERS.get(self.name) or MAKERS.get(self.kind, AutoModel)
        model = make.from_config(config, **changes).eval()
        with torch.no_grad():
            for name, weight in model.named_parameters():
                if not any(part in name for part in ("norm", "layernorm", "ln_")):
                    weight.add_(
                        torch.randn_like(weight) * 0.15
                    )  # heads that differ from even shares
        return model

    def inputs(self):
        """Arguments of a call, in the order of the batch one entry."""
        torch.manual_seed(11)
        if self.kind == "picture":
            return {"pixel_values": torch.randn(1, 3, 16, 16)}
        if self.kind == "sound":
            return {"input_values": torch.randn(1, 64)}
        told = {"input_ids": torch.randint(3, 99, (1, 11))}
        if self.name == "whisper":
            told = {"input_features": torch.randn(1, 8, 22)}
        if self.kind == "two":
            told["decoder_input_ids"] = torch.randint(3, 99, (1, 7))
        return told


DECODERS = [
    Family("gpt2", GPT),
    Family("llama", GROUPED, what="shared keys, rotation"),
    Family("mistral", GROUPED | {"sliding_window": 4}, what="sliding window"),
    Family("qwen2", GROUPED, what="biases of q, k, v"),
    Family("qwen3", GROUPED, what="norms of q and k"),
    Family("phi", SMALL, what="rotation of a part"),
    Family("phi3", GROUPED, what="one projection for q, k, v"),
    Family("gemma", GROUPED, what="shared keys"),
    Family("gemma2", GROUPED | {"sliding_window": 4}, what="softcap, sliding window"),
    Family(
        "gemma3_text",
        GROUPED | {"sliding_window": 4, "layer_types": ["sliding_attention", "full_attention"]},
        what="norms of q and k, sliding window",
    ),
    Family("gpt_neox", SMALL, what="rotation of a part"),
    Family("olmo2", GROUPED, what="norms over the whole width"),
    Family("stablelm", GROUPED, what="rotation of a part"),
    Family("starcoder2", GROUPED, what="biases"),
    Family("cohere", GROUPED, what="rotation of neighbours"),
    Family("granite", GROUPED | {"attention_multiplier": 0.2}, what="scale of its own"),
    Family(
        "gpt_oss",
        GROUPED | {"num_local_experts": 2, "num_experts_per_tok": 1, "sliding_window": 4},
        what="sinks, sliding window",
    ),
    Family("mixtral", GROUPED | {"num_local_experts": 2}, what="experts"),
    Family(
        "opt",
        SMALL | {"ffn_dim": 37, "word_embed_proj_dim": 32},
        what="queries that are scaled before",
    ),
    Family("gptj", GPT | {"rotary_dim": 4}, what="rotation of neighbours"),
    Family("diffllama", GROUPED, calls=2, what="two maps a layer"),
    Family("falcon", SMALL | {"alibi": False}, captured=False),
    Family(
        "bloom", {"vocab_size": 99, "hidden_size": 32, "n_layer": 2, "n_head": 4}, captured=False
    ),
    Family("mpt", {"vocab_size": 99, "d_model": 32, "n_layers": 2, "n_heads": 4}, captured=False),
    Family(
        "gpt_neo",
        {
            "vocab_size": 99,
            "hidden_size": 32,
            "num_layers": 2,
            "num_heads": 4,
            "attention_types": [[["global", "local"], 1]],
            "window_size": 4,
            "max_position_embeddings": 64,
        },
        captured=False,
    ),
]
ENCODERS = [
    Family("bert", SMALL, "encoder", what="biases of q, k, v"),
    Family("roberta", SMALL, "encoder"),
    Family("electra", SMALL | {"embedding_size": 16}, "encoder"),
    Family(
        "distilbert",
        {"vocab_size": 99, "dim": 32, "hidden_dim": 37, "n_layers": 2, "n_heads": 4},
        "encoder",
    ),
    Family("clip_text_model", SMALL, "encoder", what="causal"),
    Family("albert", SMALL | {"embedding_size": 16}, "encoder", what="one layer called again"),
    Family(
        "modernbert",
        SMALL
        | {
            "local_attention": 6,
            "global_attn_every_n_layers": 2,
            "cls_token_id": 1,
            "sep_token_id": 2,
        },
        "encoder",
        what="window to both sides",
    ),
    Family("deberta-v2", SMALL, "encoder", captured=False),
    Family(
        "xlnet",
        {"vocab_size": 99, "d_model": 32, "n_layer": 2, "n_head": 4, "d_inner": 37},
        "encoder",
        captured=False,
    ),
]
TWO = [
    Family(
        "t5",
        {
            "vocab_size": 99,
            "d_model": 32,
            "d_kv": 8,
            "d_ff": 37,
            "num_layers": 2,
            "num_heads": 4,
            "decoder_start_token_id": 0,
        },
        "two",
        what="a bias of scores",
    ),
    Family(
        "bart",
        {
            "vocab_size": 99,
            "d_model": 32,
            "encoder_layers": 2,
            "decoder_layers": 2,
            "encoder_attention_heads": 4,
            "decoder_attention_heads": 4,
            "encoder_ffn_dim": 37,
            "decoder_ffn_dim": 37,
            "max_position_embeddings": 64,
            "decoder_start_token_id": 2,
            "forced_eos_token_id": None,
        },
        "two",
        what="cross-attention",
    ),
]
TWO.append(Family("marian", TWO[1].config | {"pad_token_id": 0}, "two"))
TWO.append(Family("pegasus", TWO[1].config | {"pad_token_id": 0}, "two"))
PICTURES = [
    Family("vit", SMALL | PICTURE, "picture", what="patches of a picture"),
    Family("deit", SMALL | PICTURE, "picture"),
    Family("dinov2", SMALL | PICTURE | {"mlp_ratio": 2}, "picture"),
    Family("siglip_vision_model", SMALL | PICTURE, "picture", what="no class token"),
]
TWO.append(
    Family(
        "whisper",
        {name: value for name, value in TWO[1].config.items() if name != "max_position_embeddings"}
        | {
            "num_mel_bins": 8,
            "max_source_positions": 11,
            "max_target_positions": 20,
            "pad_token_id": 0,
        },
        "two",
        what="sound, scaled queries",
    )
)
SOUNDS = [
    Family(
        "wav2vec2",
        SMALL
        | {
            "conv_dim": [16],
            "conv_kernel": [4],
            "conv_stride": [4],
            "num_feat_extract_layers": 1,
            "num_conv_pos_embeddings": 4,
            "num_conv_pos_embedding_groups": 2,
        },
        "sound",
        what="frames of a sound",
    )
]
#: Families of which nothing is taken: no tokens by tokens, or no attention.
NOT = [
    Family("longformer", SMALL | {"attention_window": 4}, "encoder", None, "bands of keys"),
    Family(
        "reformer",
        {
            "vocab_size": 99,
            "hidden_size": 32,
            "axial_pos_embds": False,
            "num_attention_heads": 4,
            "attention_head_size": 8,
            "attn_layers": ["local"],
            "local_attn_chunk_length": 4,
            "is_decoder": False,
        },
        "encoder",
        None,
        "chunks of keys",
    ),
    Family(
        "mamba",
        {"vocab_size": 99, "hidden_size": 32, "num_hidden_layers": 2, "state_size": 4},
        "decoder",
        None,
        "no attention",
    ),
]
FAMILIES = [*DECODERS, *ENCODERS, *TWO, *PICTURES, *SOUNDS]
