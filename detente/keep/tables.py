"""The tables of a project: their columns, each with its type and meaning.

    documents   one row an article, with its original bytes
    readings    one row for what one coder made of one article
    records     one row a claim, scalars as columns, the whole claim as JSON
    pairs       one row a directed pair of an event
    set_aside   one row for what could not be read
    traces      hashed stretches of a text, by which its copies are found
    links       one row for two articles of which one derives from the other
    decisions   one row for what an analyst decided
    coded       one row a directed pair of an event file, which came coded already
    files       one row an event file, with what became of its rows
    file_days   one row a day that an event file has rows of
    file_months one row a month, of what an event file has from one party to another
    bad_rows    one row a line of an event file that could not be read

Reductions read the view `pairs`, which holds the rows of `pairs` and of `coded` alike.

Lists of codes are one string, `|PAK|RUS|`, empty for none, so that `like '%|PAK|%'` finds a code in any
engine. `batch` tells which append wrote a row: a sortable moment, later is newer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


SQL_TYPES = {
    "text": "varchar",
    "bytes": "blob",
    "day": "date",
    "whole": "bigint",
    "real": "double",
    "truth": "boolean",
    "amount": "decimal(38, 6)",
}
"""The words for types in `TABLES`, as SQL calls them."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: `type` is one of `SQL_TYPES`, `says` what stands in it."""

    name: str
    type: str
    says: str


def _columns(rows: str) -> tuple[Column, ...]:
    lines = (line.split(None, 2) for line in rows.strip().splitlines())
    return tuple(Column(name, kind, says) for name, kind, says in lines)


TABLES: dict[str, tuple[Column, ...]] = {
    "documents": _columns("""
        id               text    SHA-256 of the original bytes
        original         bytes   the article as it was given
        text             text    the whole decoded original; offsets count its characters
        encoding         text    what the original was decoded with
        title            text    headline, null where the source has none
        outlet           text    who published it, null where not stated
        author           text    who wrote it, null where not stated
        published        day     day of publication, or the first of its days
        published_until  day     last of its days; equal to `published` where the day is known
        published_basis  text    how the day of publication is known
        origin           text    file and line that it was read from
        genre            text    wire, statement, op-ed, analysis, ...
        layout           text    JSON: content, boilerplate, headline, dateline (offsets) and flow
        batch            text    the append that wrote the row
    """),
    "readings": _columns("""
        doc              text    the document read
        coder            text    coder and version
        settings         text    digest of the settings
        records          whole   number of records
        not_understood   text    JSON: sentences about states without a record (start, end, text, mentions)
        batch            text    the append that wrote the row
    """),
    "records": _columns("""
        id               text    the claim in its place
        key              text    the claim and who makes it
        kind             text    one of the nine kinds of the record format
        doc              text    the document
        start            whole   first character of the evidence
        end              whole   character after the last one of the evidence
        text             text    the evidence
        speaker_name     text    who says so; null where unnamed, or where the author asserts it
        speaker_role     text    the speaker's office
        speaker_of       text    code of whom the speaker acts for
        speaker_type     text    person, state, organisation, group, unknown; null where the author asserts it
        type             text    PLOVER type of an event, type of an actor
        mode             text    PLOVER mode
        contexts         text    PLOVER contexts
        aux              text    historical, future, hypothetical, negation
        actors           text    who acts: actors, giver, holder, who, third, or the actor itself
        recipients       text    on whom: recipients, receiver, toward
        away_from        text    from whom a tilt turns away
        place            text    where, in the text's words
        stage            text    how far a commitment has come
        sector           text    sector of a commitment
        amount           amount  number of something; null where too large for the column (the JSON has it)
        unit             text    ISO 4217, percent, or the counted noun
        since            day     first day
        until            day     last day
        basis            text    how the days are known; null where the text gives none
        what             text    in a few words: what is owed, wanted, said, claimed, meant
        cause            text    what brings about
        effect           text    what is brought about
        sign             text    polarity of a cause, gain or loss of a third state
        form             text    form of a statement
        suspect          truth   quotation marks that may not hold the speaker's words
        turning_point    truth   a tilt that the text marks as a break
        mentions         text    codes of the claim, its speaker, and the states named in the evidence
        confidence       real    0 to 1, the coder's
        coder            text    coder and version
        record           text    the whole record as a line of the interchange format
        batch            text    the append that wrote the row
    """),
    "pairs": _columns("""
        a                text    who acts
        b                text    on whom
        day              day     first day, null where undated
        last_day         day     last day
        type             text    PLOVER type
        quad             whole   PLOVER quad class
        score10          whole   PLOVER score in tenths
        fact             truth   false for what is future, hypothetical or negated
        contexts         text    PLOVER contexts; multilateral where parties were left out
        story            text    the document; its story, where it has copies, stands in the view `pairs`
        source           text    articles
        origin           text    id of the record
        doc              text    the document
        batch            text    the append that wrote the row
    """),
    "set_aside": _columns("""
        origin           text    what could not be read
        what             text    what is wrong
        place            text    where in it
        mend             text    what to do about it
        batch            text    the append that wrote the row
    """),
    "traces": _columns("""
        doc              text    the document
        trace            whole   hash of four words in a row, or of two states and some days
        batch            text    the append that wrote the row
    """),
    "links": _columns("""
        doc              text    a document
        other            text    the one it shares its text with; the same document: it has been compared
        how              text    copy, rewrite, excerpt; compared
        likeness         real    0 to 1
        batch            text    the append that wrote the row
    """),
    "decisions": _columns("""
        id               text    hash of all that the decision says
        verdict          text    accept, reject, not-in-text, edit, split, merge, note, undo
        layer            text    record, happening, ledger, story, decision
        by               text    who decided
        at               text    when (UTC, ISO 8601)
        records          text    JSON: the records judged, as they stood
        names            text    ids of the articles or decisions judged
        docs             text    the documents of the records
        changes          text    JSON: field and new value
        note             text    why, in the analyst's words
        batch            text    the append that wrote the row
    """),
    "coded": _columns("""
        a                text    who acts
        b                text    on whom
        day              day     first day
        last_day         day     last day
        type             text    PLOVER type; empty where PLOVER has none for the code
        quad             whole   quad class, 1 to 4 (see PLOVER); null where the source does not say
        score10          whole   sum of the scores of the events, in tenths, on the scale of the source
        n                whole   events that the row stands for, null where the source does not say
        contexts         text    PLOVER contexts
        story            text    address or number of the story, null where not stated
        code             text    the code of the source
        a_role           text    what the source says of the actor beyond `a`
        b_role           text    what the source says of the recipient beyond `b`
        source           text    the name of the source
        line             whole   line of the file, from 1
        file             text    the file
        batch            text    the append that wrote the row
    """),
    "files": _columns("""
        id               text    SHA-256 of the file, its source, and the member of an archive
        origin           text    where it was read from
        format           text    gdelt1, gdelt2, icews, polecat, ...
        source           text    the name of the source, under which its events are kept apart
        version          text    the release, in the user's words or the file's name
        scale            text    Goldstein, PLOVER or own: what the scores are measured on
        directed         truth   false where the source does not tell actor from recipient
        seen             whole   rows looked at
        pairs            whole   rows of `coded` made from them
        one_sided        whole   rows left out: only one party is named
        same_party       whole   rows left out: both parties are the same
        no_state         whole   rows left out: a party is neither a state nor an organisation
        no_event         whole   rows left out: they say that nothing happened
        duplicates       whole   rows left out: the same row stood before
        bad              whole   rows that could not be read (see `bad_rows`)
        batch            text    the append that wrote the row
    """),
    "file_days": _columns("""
        file             text    the file
        source           text    the name of the source
        day              day     first day
        last_day         day     last day
        pairs            whole   rows of `coded`
        events           whole   events of them, null where the source does not say
        batch            text    the append that wrote the row
    """),
    "file_months": _columns("""
        file                  text    the file
        source                text    the name of the source
        a                     text    who acts
        b                     text    on whom
        month                 whole   month of the first day, counted from the year 0
        last_month            whole   month of the last day
        pairs                 whole   rows of `coded`
        verbal_cooperation    whole   events of the quad class
        material_cooperation  whole   events of the quad class
        verbal_conflict       whole   events of the quad class
        material_conflict     whole   events of the quad class
        score10               whole   sum of the scores in tenths
        batch                 text    the append that wrote the row
    """),
    "bad_rows": _columns("""
        file             text    the file
        line             whole   line of the file, from 1
        why              text    what is wrong with it
        text             text    the line, shortened where it is long
        batch            text    the append that wrote the row
    """),
}


def schema(table: str) -> pa.Schema:
    """The Arrow schema of a table; days are date32, amounts decimal(38, 6), numbers int64."""
    import pyarrow as pa

    types = {
        "text": pa.string(),
        "bytes": pa.binary(),
        "day": pa.date32(),
        "whole": pa.int64(),
        "real": pa.float64(),
        "truth": pa.bool_(),
        "amount": pa.decimal128(38, 6),
    }
    return pa.schema([(column.name, types[column.type]) for column in TABLES[table]])
