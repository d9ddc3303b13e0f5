"""Facts as linked data (JSON-LD 1.1): schema.org says what happened, PROV-O and Web Annotation where that comes from.

    event ── prov:wasDerivedFrom ──► record ── prov:wasDerivedFrom ──► sentence ── prov:wasQuotedFrom ──► article
                                       ├── prov:wasGeneratedBy ──► reading ── prov:used ──► article
                                       └── prov:wasAttributedTo ──► speaker

The context stands in the file, so that nothing need be fetched to read it. Names are URNs made of hashes and ids.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from detente.explain.display import name_of, visible
from detente.keep.assembly.belief import is_denial
from detente.keep.judged import BY_HAND
from detente.model import Document, Record, Speaker, digest, plain
from detente.show.export.graph import kind_of
from detente.show.export.happened import Asked, Happened, Written, happened
from detente.show.export.places import point_of
from detente.show.export.sources import name_of_article, name_of_sentence
from detente.show.words.records import claim_in_words, event_in_words, quad_of

if TYPE_CHECKING:
    from detente.project import Project

Node = dict[str, Any]

OURS = "urn:detente:"
_DATE = {"@type": "xsd:date"}
CONTEXT: Node = {
    "@version": 1.1,
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "detente": {"@id": f"{OURS}term:", "@prefix": True},
    "schema:startDate": _DATE,
    "schema:endDate": _DATE,
    "schema:datePublished": _DATE,
}
"""Whole in the file: a reader fetches nothing."""


def write_jsonld(project: Project, asked: Asked, path: Path) -> Written:
    """The facts with all that they were made from, each thing once."""
    found, left_out = happened(project, asked)
    docs = sorted({telling.record.evidence.doc for one in found for telling in one.of.tellings})
    articles = project.articles(docs)
    nodes: dict[str, Node] = {}
    for one in found:
        for node in _nodes(one, articles):
            nodes.setdefault(node["@id"], node)
    graph = [
        {name: value for name, value in node.items() if value not in (None, [], ())}
        for node in nodes.values()
    ]
    content = {"@context": CONTEXT, "@graph": plain(graph)}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    records = sum(1 for name in nodes if name.startswith(f"{OURS}record:"))
    return Written(counts={"event": len(found), "record": records, "article": len(docs)}, left_out=left_out)


def _nodes(one: Happened, articles: dict[str, Document]) -> Iterator[Node]:
    """An event, those who took part, and for each telling its record, sentence, article and reading."""
    yield _event(one)
    for code in (*one.event.actors, *one.event.recipients):
        yield _party(code)
    for telling in one.of.tellings:
        record, article = telling.record, articles[telling.record.evidence.doc]
        yield _record(record)
        yield _sentence(record)
        yield _article(article)
        yield from _reading(record)
        if record.speaker:
            yield _speaker(record.speaker)
            if record.speaker.of:
                yield _party(record.speaker.of)
        if article.outlet:
            yield _outlet(article.outlet)


def _event(one: Happened) -> Node:
    event, group = one.event, one.of
    return {
        "@id": f"{OURS}happening:{group.id}",
        "@type": ["schema:Event", "schema:Action", "prov:Entity"],
        "schema:name": visible(event_in_words(event)),
        "schema:startDate": group.since,
        "schema:endDate": group.until,
        "schema:agent": [_name("party", code) for code in event.actors],
        "schema:object": [_name("party", code) for code in event.recipients],
        "schema:location": _location(group.place),
        "schema:actionStatus": {"@id": "schema:CompletedActionStatus"},
        "detente:type": event.type,
        "detente:mode": event.mode,
        "detente:context": event.contexts,
        "detente:quad": quad_of(event),
        "detente:daysBasis": group.basis,
        "detente:belief": round(group.belief.value, 4),
        "detente:stories": group.stories,
        "prov:wasDerivedFrom": [_name("record", telling.record.id) for telling in group.tellings],
    }


def _location(place: str | None) -> Node | None:
    if place is None:
        return None
    found = point_of(place)
    where = found and {
        "@type": "schema:GeoCoordinates",
        "schema:latitude": found[0].lat,
        "schema:longitude": found[0].lon,
        "detente:positionBasis": found[1],
    }
    return {"@type": "schema:Place", "schema:name": visible(place)} | ({"schema:geo": where} if where else {})


def _record(record: Record) -> Node:
    speaker = record.speaker
    return {
        "@id": f"{OURS}record:{record.id}",
        "@type": ["schema:Claim", "prov:Entity"],
        "schema:text": visible(claim_in_words(record)),
        "detente:denies": is_denial(record) or None,
        "detente:confidence": record.confidence,
        "prov:wasDerivedFrom": {"@id": name_of_sentence(record.evidence)},
        "prov:wasGeneratedBy": [{"@id": node["@id"]} for node in _reading(record) if "prov:used" in node],
        "prov:wasAttributedTo": {"@id": _speaker_name(speaker)} if speaker else None,
    }


def _sentence(record: Record) -> Node:
    """The sentence, with its characters in the article as Web Annotation counts them: from 0, the end exclusive."""
    place = record.evidence
    article = {"@id": name_of_article(place.doc)}
    return {
        "@id": name_of_sentence(place),
        "@type": ["schema:Quotation", "oa:SpecificResource", "prov:Entity"],
        "schema:text": place.text,
        "prov:wasQuotedFrom": article,
        "oa:hasSource": article,
        "oa:hasSelector": {"@type": "oa:TextPositionSelector", "oa:start": place.start, "oa:end": place.end},
    }


def _article(article: Document) -> Node:
    published = article.published
    known = published and published.since == published.until
    outlet = {"@id": _outlet_name(article.outlet)} if article.outlet else None
    return {
        "@id": name_of_article(article.id),
        "@type": ["schema:NewsArticle", "prov:Entity"],
        "schema:sha256": article.id,
        "schema:headline": article.title and visible(article.title),
        "schema:author": article.author and visible(article.author),
        "schema:datePublished": published.since if published and known else None,
        "schema:publisher": outlet,
        "prov:wasAttributedTo": outlet,
    }


def _reading(record: Record) -> Iterator[Node]:
    """What made the record: the coder that read the article and, where an analyst corrected it, that too."""
    makers = [("coder", record.coder, ["prov:SoftwareAgent", "prov:Agent", "schema:SoftwareApplication"])]
    hands = dict.fromkeys(vote.voter for vote in record.votes if vote.voter.startswith(f"{BY_HAND} "))
    makers += [
        ("analyst", hand.removeprefix(f"{BY_HAND} "), ["prov:Person", "prov:Agent", "schema:Person"])
        for hand in hands
    ]
    for kind, name, types in makers:
        agent = f"{OURS}{kind}:{quote(name, safe='@')}"
        yield {
            "@id": f"{OURS}reading:{digest([kind, name, record.evidence.doc])}",
            "@type": "prov:Activity",
            "prov:used": {"@id": name_of_article(record.evidence.doc)},
            "prov:wasAssociatedWith": {"@id": agent},
        }
        title, _, version = name.partition("@") if kind == "coder" else (name, "", "")
        yield {
            "@id": agent,
            "@type": types,
            "schema:name": visible(title),
            "schema:softwareVersion": version or None,
        }


def _outlet(name: str) -> Node:
    return {
        "@id": _outlet_name(name),
        "@type": ["schema:Organization", "prov:Organization", "prov:Agent"],
        "schema:name": visible(name),
    }


def _speaker(speaker: Speaker) -> Node:
    person = speaker.type == "person"
    return {
        "@id": _speaker_name(speaker),
        "@type": ["schema:Person", "prov:Person", "prov:Agent"]
        if person
        else ["schema:Organization", "prov:Agent"],
        "schema:name": speaker.name and visible(speaker.name),
        "schema:jobTitle" if person else "schema:description": speaker.role and visible(speaker.role),
        "prov:actedOnBehalfOf": _name("party", speaker.of) if speaker.of else None,
    }


def _party(code: str) -> Node:
    kind = kind_of(code)
    country = kind in ("state", "land")
    return {
        **_name("party", code),
        "@type": ["schema:Country" if country else "schema:Organization", "prov:Agent"],
        "schema:name": visible(name_of(code)),
        "schema:identifier": visible(code),
        "detente:kind": kind,
    }


def _name(kind: str, id: str) -> Node:
    return {"@id": f"{OURS}{kind}:{quote(id, safe='')}"}


def _speaker_name(speaker: Speaker) -> str:
    return f"{OURS}speaker:{digest(plain(speaker))}"


def _outlet_name(outlet: str) -> str:
    return f"{OURS}outlet:{quote(outlet, safe='')}"
