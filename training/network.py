"""The encoder as a network, and its files: how the int8 ONNX that the package carries is written and read again."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from detente.code.voting.encoder import encode_pair
from detente.code.voting.labels import AUX, DIRECTIONS, MODES, TYPES

SIZES = (len(TYPES), len(MODES), len(AUX), len(DIRECTIONS))


class PairEncoder(nn.Module):
    """The encoder with its four answers: type, mode, auxiliary modes, direction.

    Word embeddings stay as they are. The two marked parties are told by token types (0 none, 1 the first party, 2 the
    second); what it answers is read off the first token, the mean of each party's tokens, and the tokens that carry the
    deed, which it learns to look for (shares of one that `look` gives to the tokens).
    """

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(
            base, add_pooling_layer=False, dtype=torch.float32,
            attn_implementation="eager",  # which the optimiser of the export knows, and makes one step of
        )  # fmt: skip
        width = self.bert.config.hidden_size
        kinds = nn.Embedding(3, width)
        kinds.weight.data[:] = self.bert.embeddings.token_type_embeddings.weight.data[0]
        kinds.weight.data[1:] += torch.randn(2, width) * 0.02
        self.bert.embeddings.token_type_embeddings = kinds
        self.bert.embeddings.word_embeddings.weight.requires_grad = False
        self.mix = nn.Sequential(nn.Dropout(0.1), nn.Linear(4 * width, width), nn.GELU(), nn.Dropout(0.1))
        self.heads = nn.Linear(width, sum(SIZES))
        self.look = nn.Linear(width, 1)

    def forward(self, input_ids: Tensor, token_type_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Logits of shape (pairs, all answers one after the other)."""
        return self.read(input_ids, token_type_ids, attention_mask)[0]

    def read(
        self, input_ids: Tensor, token_type_ids: Tensor, attention_mask: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Logits, and where it looks: the logarithm of each token's share, of shape (pairs, tokens)."""
        states = self.bert(
            input_ids=input_ids, token_type_ids=token_type_ids, attention_mask=attention_mask
        ).last_hidden_state
        parts = [states[:, 0]]
        for party in (1, 2):
            share = (token_type_ids == party).to(states.dtype).unsqueeze(-1)
            parts.append((states * share).sum(1) / share.sum(1).clamp(min=1.0))
        seen = self.look(states).squeeze(-1) + (attention_mask - 1) * 1e4
        parts.append((states * seen.softmax(1).unsqueeze(-1)).sum(1))
        return self.heads(self.mix(torch.cat(parts, dim=1))), seen.log_softmax(1)


def read_model(folder: Path, base: Path) -> PairEncoder:
    """The network out of the int8 ONNX that `write_model` made: its weights as they are there, seven bits of each."""
    import onnx

    graph = onnx.load(str(folder / "encoder.onnx")).graph
    held = {one.name: torch.tensor(onnx.numpy_helper.to_array(one).copy()) for one in graph.initializer}

    def unpacked(name: str) -> Tensor:
        weights, zero, scale = (
            held[f"{name}_{part}"].float() for part in ("quantized", "zero_point", "scale")
        )
        return (weights - zero) * scale

    model = PairEncoder(base)
    state = model.state_dict()
    found = {name: held[name] for name in state if name in held}
    found |= {name: unpacked(name) for name in state if f"{name}_quantized" in held}
    found |= {n: unpacked(f"{n}_Transposed").T for n in state if f"{n}_Transposed_quantized" in held}
    for node in graph.node:  # what the export has named by number stands under the step that uses it
        if node.op_type == "MatMulInteger" and node.name.startswith(("/bert/", "/look/")):
            step = node.name.removeprefix("/").removesuffix("/MatMul_quant").replace("/", ".")
            found[f"{step}.weight"] = unpacked(node.input[1].removesuffix("_quantized")).T
    for layer in range(model.bert.config.num_hidden_layers):  # the export has made one of these three
        name = f"Attention_{layer}_qkv"
        parts = zip(unpacked(f"{name}_weight").chunk(3, dim=1), held[f"{name}_bias"].chunk(3), strict=True)
        for part, (weights, bias) in zip(("query", "key", "value"), parts, strict=True):
            own = f"bert.encoder.layer.{layer}.attention.self.{part}"
            found |= {f"{own}.weight": weights.T, f"{own}.bias": bias}
    model.load_state_dict(found)
    return model


def split_answers(logits: Tensor) -> tuple[Tensor, ...]:
    """Logits of type, mode, auxiliary modes and direction."""
    return torch.split(logits, SIZES, dim=1)


def part_norms(graph: Any) -> None:
    """Make each `SkipLayerNormalization` an addition and a `LayerNormalization` again: on one core the fused step is
    four times as slow as both (onnxruntime 1.32), and takes a fifth of the encoder's time.
    """
    from onnx import helper

    steps = []
    for node in graph.node:
        if node.op_type != "SkipLayerNormalization":
            steps.append(node)
            continue
        given, skipped, weight, shift, *bias = node.input
        (told,) = (name for name in node.output if name)  # nobody uses the sum that it may give besides
        if bias:
            steps.append(helper.make_node("Add", [given, bias[0]], [f"{told}_biased"]))
            given = f"{told}_biased"
        steps.append(helper.make_node("Add", [given, skipped], [f"{told}_sum"]))
        epsilon = next(a.f for a in node.attribute if a.name == "epsilon")
        steps.append(
            helper.make_node("LayerNormalization", [f"{told}_sum", weight, shift], [told], epsilon=epsilon)
        )
    del graph.node[:]
    graph.node.extend(steps)


def write_model(model: PairEncoder, tokenizer: Tokenizer, out: Path, facts: dict[str, object]) -> None:
    """Export to ONNX, fuse, quantise to int8, and write a `card.json` with the hashes by which it is known."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.transformers.optimizer import optimize_model

    out.mkdir(parents=True, exist_ok=True)
    ids, kinds = encode_pair(tokenizer, "India met China in Delhi.", (0, 5), (10, 15))
    sample = tuple(torch.tensor([row, row]) for row in (ids, kinds, [1] * len(ids)))
    names, whole = ["input_ids", "token_type_ids", "attention_mask"], out / "whole.onnx"
    axes = {name: {0: "pairs", 1: "tokens"} for name in names} | {"logits": {0: "pairs"}}
    torch.onnx.export(
        model.eval(), sample, str(whole), input_names=names, output_names=["logits"], dynamic_axes=axes,
        opset_version=17, dynamo=False,
    )  # fmt: skip
    config = model.bert.config
    fused = optimize_model(
        str(whole), model_type="bert", num_heads=config.num_attention_heads, hidden_size=config.hidden_size
    )
    part_norms(fused.model.graph)
    fused.save_model_to_file(str(whole))
    quantize_dynamic(
        str(whole), str(out / "encoder.onnx"), weight_type=QuantType.QInt8, per_channel=True,
        reduce_range=True,  # seven bits: processors without VNNI would overflow, and answer otherwise
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )  # fmt: skip
    whole.unlink()
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    hashes = {
        name: hashlib.sha256((out / name).read_bytes()).hexdigest()
        for name in ("encoder.onnx", "tokenizer.json")
    }
    (out / "card.json").write_text(json.dumps(facts | {"sha256": hashes}, indent=1) + "\n", encoding="utf-8")
