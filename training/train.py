"""Fine-tune the encoder on `sentences.jsonl` and write it into the package as int8 ONNX.

    python -m training.train [--rounds N ...] [--teachers N] [--taught-by FOLDER ...] [--epochs N] [--seed N] [--out F]
    python -m training.train --start FOLDER [--epochs N] [--seed N] [--out FOLDER]

The base is the greater part of e5-small (`training/base.py`). With teachers, each sentence is first read by networks of
the same kind that were not trained on it (cross-fitting, as in Wang et al. 2019, "CrossWeigh", EMNLP 5154-5163), and
the encoder learns from their shares as well as from the labels: a label that no teacher expects counts for less.
Teachers want a GPU. Encoders written before (`--taught-by`, of whatever base) can say what they make of each sentence
instead. Without either, four epochs take two hours and more on two cores that reckon in bfloat16.

With `--start`, a network that has learnt some rounds of sentences, read out of the folder where it was written, learns
the others, and is shown a part of what it knows again, with what it said of it before: so it does not forget
("Learning without Forgetting", Li and Hoiem 2016, ECCV); what is written is the mean of its weights before and after
(Wortsman et al. 2022, "Robust fine-tuning of zero-shot models", CVPR). How the package's encoder was made, its
`CARD.md` says.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from detente.code.voting.encoder import MAX_TOKENS
from training.base import NAME, base_folder, load_tokenizer
from training.learning import FURTHER, Recipe, device_at_hand, mixed, train
from training.network import PairEncoder, read_model, write_model
from training.pairs import SENTENCES, is_for_calibration, is_held_out, read_sentences
from training.rows import as_rows, make_slots
from training.teachers import FOLDS, said_before, said_by_teachers

OUT = Path(__file__).parents[1] / "detente" / "code" / "voting" / "trained"
TEACHER_EPOCHS, TEACHER_SEED = 8, 11


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, nargs="+", help="rounds of sentences to learn, if not all")
    parser.add_argument("--teachers", type=int, default=0, help=f"rounds of {FOLDS} teachers")
    parser.add_argument(
        "--taught-by", type=Path, nargs="+", default=[], help="folders of encoders that say what they read"
    )
    parser.add_argument("--processes", type=int, default=1, help="teachers that learn side by side")
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--start", type=Path, help="the folder of a network to go on from, as --out wrote it")
    parser.add_argument(
        "--again", type=float, help="share of what it knows that is shown again, with --start"
    )
    parser.add_argument("--new", type=float, help="share of the new weights in those written, with --start")
    parser.add_argument(
        "--frozen",
        type=int,
        default=0,
        help="layers that stay as they are: of ten, four save a third of the time",
    )
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
    examples, slots = make_slots(learnt)
    rows = as_rows(examples, tokenizer)
    torch.manual_seed(args.seed)
    model, known, before = PairEncoder(base), frozenset[int](), None
    if args.start:
        before = json.loads((args.start / "card.json").read_text(encoding="utf-8"))
        model = read_model(args.start, base)
        known = frozenset(n for n, s in enumerate(learnt) if s["round"] in before["rounds"])
    for layer in model.bert.encoder.layer[: args.frozen]:
        layer.requires_grad_(False)
    said = None
    if args.teachers:
        said = said_by_teachers(
            rows, slots, base, replace(recipe, epochs=TEACHER_EPOCHS), mask, rounds=args.teachers, seed=TEACHER_SEED,
            processes=args.processes,
        )  # fmt: skip
    elif args.taught_by:
        said = said_before(args.taught_by, examples)
    if said:
        rows = mixed(rows, torch.arange(len(rows.told)), said, recipe.taught)
    model = train(model, rows.to(device), slots, recipe, mask, seed=args.seed, name="encoder", known=known)
    if args.start:
        first, after, w = read_model(args.start, base).state_dict(), model.cpu().state_dict(), recipe.new
        model.load_state_dict({k: (1 - w) * first[k] + w * after[k] for k in after})
    return model, {
        "base": NAME, "seed": args.seed, "epochs": recipe.epochs, "teachers": args.teachers * FOLDS,
        "taught_by": [_hash_of_encoder(folder) for folder in args.taught_by],
        "device": device.type, "frozen_layers": args.frozen, "sentences": len(learnt),
        "rounds": sorted({s["round"] for s in learnt}),
        "data_sha256": hash_of(learnt), "max_tokens": MAX_TOKENS,
        "start": before, "share_of_new_weights": recipe.new,
    }  # fmt: skip


def _hash_of_encoder(folder: Path) -> str:
    return hashlib.sha256((folder / "encoder.onnx").read_bytes()).hexdigest()


def hash_of(sentences: list[dict[str, Any]]) -> str:
    """SHA-256 of the sentences that were learnt, one JSON object a line."""
    lines = "".join(json.dumps(s, ensure_ascii=False) + "\n" for s in sentences)
    return hashlib.sha256(lines.encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
