"""How the encoder learns: a recipe, the loss, the steps, and what a network says of rows."""

from __future__ import annotations

import copy
import random
import time
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn
from torch.nn import functional

from detente.code.voting.labels import NONE, TYPES
from training.network import PairEncoder, split_answers
from training.rows import Rows, Slot, batches, draw

_NONE = TYPES.index(NONE)
_EVENTS = [n for n, name in enumerate(TYPES) if name != NONE]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a network is trained."""

    epochs: int = 4
    batch: int = 128
    rate: float = 2e-4
    warm_up: float = 0.06
    smoothing: float = 0.05
    hidden_name: float = 0.10  # parties whose words are masked, so that names alone decide nothing
    lost_word: float = 0.04
    taught: float = 0.4  # how much of what is to be answered others say: teachers, or the network before
    averaged: float = 0.996  # the weights kept are a running mean over the last steps
    heads: float = 5.0  # times the rate, for what the base model does not have
    again: float = 1.0  # share of what is known that an epoch shows again
    new: float = 1.0  # share of the weights learnt in those written; the rest are those before


FURTHER = Recipe(averaged=0.997, heads=2.0, new=0.9)
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
                asked = mixed(asked, seen, shares_of(before, rows, at[seen].tolist()), recipe.taught)
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


def mixed(rows: Rows, places: Tensor, said: tuple[Tensor, ...], share: float) -> Rows:
    """The rows with `share` of what is to be answered at `places` as others said it."""
    mixed = {}
    for name, other in zip(("types", "modes", "aux", "ways"), said, strict=True):
        mixed[name] = getattr(rows, name).clone()
        mixed[name][places] = (1 - share) * mixed[name][places] + share * other
    return replace(rows, **mixed)


def device_at_hand() -> torch.device:
    """A GPU where there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def has_short_floats(device: torch.device) -> bool:
    """Does it reckon in bfloat16 by itself, which halves the time? A processor without it would only be slower."""
    return device.type == "cuda" or torch.cpu._is_avx512_bf16_supported()
