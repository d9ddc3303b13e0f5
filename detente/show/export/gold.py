"""What analysts judged, as gold articles: NAME.txt and NAME.gold.jsonl in the record format.

An accepted or corrected record is one that a reading must hold. A rejected one is a `mustnot` that forbids its
key fields. A record that nobody judged is `optional`: it may be given or left out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import NotEnoughData, UserError
from detente.keep.jsonl import record_to_json
from detente.keep.judged import KEY_FIELDS, is_by_hand
from detente.model import Document, Record

if TYPE_CHECKING:
    from detente.project import Project

_OURS = ("id", "key", "confidence", "coder", "votes")
_LONGEST = 80
_REJECTS = ("reject", "not-in-text")


def export_gold(project: Project, out: Path, *, force: bool = False) -> int:
    """Writes the judged articles; returns how many.

    Raises:
        NotEnoughData: nothing was judged yet.
        UserError: the folder cannot be written, or holds such a file already and `force` is not given.
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
    by_doc: dict[str, list[Record]] = {}
    for record in project.find():
        by_doc.setdefault(record.evidence.doc, []).append(record)
    articles = project.articles(sorted(judged))
    names = {
        doc: f"{Path(article.origin).stem[:_LONGEST] or 'article'}-{doc[:8]}"
        for doc, article in articles.items()
    }
    there = [name for name in names.values() if (out / f"{name}.gold.jsonl").exists()]
    if there and not force:
        raise UserError(
            f"{there[0]}.gold.jsonl is there already", where=str(out), mend="name another folder, or --force"
        )
    try:
        out.mkdir(parents=True, exist_ok=True)
        for doc, name in names.items():
            _write(out / name, articles[doc], by_doc.get(doc, []), rejected.get(doc, []))
    except OSError as error:
        raise UserError(f"cannot be written: {error}", where=str(out)) from error
    return len(names)


def _write(
    path: Path, document: Document, records: Sequence[Record], rejected: Sequence[tuple[Record, str]]
) -> None:
    forbidden = {record.id: (record, why) for record, why in rejected}
    lines = [_line(record, path.name) for record in records]
    lines += [_mustnot(record, why, path.name) for record, why in forbidden.values()]
    path.with_name(f"{path.name}.txt").write_text(document.text, encoding="utf-8", newline="")
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    path.with_name(f"{path.name}.gold.jsonl").write_text(text, encoding="utf-8")


def _line(record: Record, name: str) -> dict[str, Any]:
    line = {key: value for key, value in record_to_json(record).items() if key not in _OURS} | {"doc": name}
    return line if is_by_hand(record) else line | {"optional": True}


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
