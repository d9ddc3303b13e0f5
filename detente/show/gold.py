"""What analysts judged, as gold articles: NAME.txt and NAME.gold.jsonl in the record format.

An accepted or corrected record is one that a reading must hold. A rejected one is a `mustnot` that forbids its
key fields. A record that nobody judged is `optional`: it may be given or left out.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import NotEnoughData, UserError
from detente.keep.jsonl import record_to_json
from detente.keep.judged import KEY_FIELDS
from detente.model import Document, Record

if TYPE_CHECKING:
    from detente.project import Project

_OURS = ("id", "key", "confidence", "coder", "votes")
_REJECTS = ("reject", "not-in-text")


def export_gold(project: Project, out: Path) -> int:
    """Writes the judged articles; returns how many.

    Raises:
        NotEnoughData: nothing was judged yet.
        UserError: the folder cannot be written.
    """
    rejected: dict[str, list[tuple[Record, str]]] = {}
    judged: set[str] = set()
    for match in project.decisions():
        decision = match.decision
        if decision.layer != "record" or decision.verdict == "note" or match.outcome == "undone":
            continue
        judged |= {record.evidence.doc for record in decision.records}
        if decision.verdict in _REJECTS:
            for record in decision.records:
                rejected.setdefault(record.evidence.doc, []).append(
                    (record, decision.note or decision.verdict)
                )
    if not judged:
        raise NotEnoughData("nothing was judged yet", mend="detente decide accept ID --by NAME")
    try:
        out.mkdir(parents=True, exist_ok=True)
        for doc in sorted(judged):
            _write(project.document(doc), project, rejected.get(doc, []), out)
    except OSError as error:
        raise UserError(f"cannot be written: {error}", where=str(out)) from error
    return len(judged)


def _write(document: Document, project: Project, rejected: list[tuple[Record, str]], out: Path) -> None:
    name = f"{Path(document.origin).stem or 'article'}-{document.id[:8]}"
    records = [record for record in project.find() if record.evidence.doc == document.id]
    forbidden = {record.id: (record, why) for record, why in rejected}
    lines = [_line(record, name) for record in records]
    lines += [_mustnot(record, why, name) for record, why in forbidden.values()]
    (out / f"{name}.txt").write_text(document.text, encoding="utf-8", newline="")
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (out / f"{name}.gold.jsonl").write_text(text, encoding="utf-8")


def _line(record: Record, name: str) -> dict[str, Any]:
    line = {key: value for key, value in record_to_json(record).items() if key not in _OURS} | {"doc": name}
    by_hand = any(vote.voter.startswith("analyst ") for vote in record.votes)
    return line if by_hand else line | {"optional": True}


def _mustnot(record: Record, why: str, name: str) -> dict[str, Any]:
    line = record_to_json(record)
    fields = ("kind", *KEY_FIELDS[record.kind], "start", "end")
    return {
        "kind": "mustnot",
        "doc": name,
        "start": record.evidence.start,
        "end": record.evidence.end,
        "text": record.evidence.text,
        "why": why,
        "forbid": {field: line[field] for field in fields},
    }
