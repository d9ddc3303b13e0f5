import io
import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import model
from detente.errors import UnreadableInput
from detente.keep.jsonl import read_jsonl, record_from_json, record_to_json, write_jsonl
from detente.model import Amount, Commitment, Record, Span, Speaker, Statement, When

words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
code_lists = st.lists(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=4), max_size=4).map(tuple)
days = st.none() | st.dates()


@st.composite
def spans_of_days(draw: st.DrawFn) -> When:
    since, until = draw(days), draw(days)
    if since and until and since > until:
        since, until = until, since
    return When(since=since, until=until, basis=draw(st.sampled_from(model.BASES)))


amounts = st.builds(
    Amount,
    value=st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**25), max_value=10**25, places=4),
    unit=words,
)
whens = st.none() | spans_of_days()
maybe = st.none() | words
claims = st.one_of(
    st.builds(
        model.Actor,
        code=words,
        type=st.sampled_from(model.ACTOR_TYPES),
        name=maybe,
        role=maybe,
        of=maybe,
    ),
    st.builds(
        model.Event,
        actors=code_lists,
        recipients=code_lists,
        type=st.sampled_from(model.PLOVER_TYPES),
        mode=maybe,
        contexts=code_lists,
        aux=st.lists(st.sampled_from(model.AUX)).map(tuple),
        when=whens,
        place=maybe,
    ),
    st.builds(
        Commitment,
        giver=code_lists,
        receiver=code_lists,
        what=words,
        sector=st.sampled_from(model.SECTORS),
        amount=st.none() | amounts,
        stage=st.sampled_from(model.STAGES),
        when=whens,
    ),
    st.builds(Statement, words=words, form=st.sampled_from(model.FORMS), suspect=st.booleans()),
    st.builds(model.Interest, holder=code_lists, toward=code_lists, object=words),
    st.builds(model.CausalClaim, cause=words, effect=words, polarity=st.sampled_from("+-")),
    st.builds(
        model.Tilt,
        who=code_lists,
        toward=code_lists,
        away_from=code_lists,
        turning_point=st.booleans(),
        when=whens,
    ),
    st.builds(model.SystemClaim, claim=words),
    st.builds(model.Implication, third=words, sign=st.sampled_from("+-?"), what=words),
)
records = st.builds(
    Record,
    claim=claims,
    evidence=st.builds(Span, doc=words, start=st.just(3), end=st.just(9), text=words),
    speaker=st.none()
    | st.builds(Speaker, name=maybe, role=maybe, of=maybe, type=st.sampled_from(model.SPEAKER_TYPES)),
    confidence=st.floats(0, 1),
    coder=words,
    votes=st.lists(
        st.builds(model.Vote, voter=words, choice=words, confidence=st.floats(0, 1)), max_size=2
    ).map(tuple),
)


@given(records)
def test_what_is_read_back_is_what_was_written(record: Record) -> None:
    line = json.dumps(record_to_json(record), ensure_ascii=False)
    again = record_from_json(json.loads(line))
    assert again == record
    assert (again.id, again.key) == (record.id, record.key)


def promise(value: str) -> Record:
    return Record(
        claim=Commitment(
            giver=("RUS",),
            receiver=("PAK",),
            what="a loan",
            sector="finance",
            amount=Amount(value=Decimal(value), unit="USD"),
            stage="agreed",
            when=When(since=date(2023, 3, 1), basis="inferred"),
        ),
        evidence=Span(doc="d", start=0, end=6, text="a loan"),
        speaker=Speaker(role="minister", of="RUS", type="person"),
        coder="rules@1",
    )


def test_the_fields_stand_in_the_order_of_the_format() -> None:
    record = record_to_json(promise("14000000000"))
    assert list(record) == [
        *("kind", "doc", "start", "end", "text", "speaker"),
        *("giver", "receiver", "what", "sector", "amount", "stage", "when"),
        *("id", "key", "confidence", "coder", "votes"),
    ]
    assert record["speaker"] == {"name": None, "role": "minister", "of": "RUS", "type": "person"}
    assert record["when"] == {"from": "2023-03-01", "to": None, "basis": "inferred"}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("14000000000", "14000000000"),
        ("2.50", "2.5"),
        ("1E+3", "1000"),
        ("0.12345678901234567890", '"0.12345678901234567890"'),
    ],
)
def test_an_amount_is_a_number_and_never_rounded(value: str, written: str) -> None:
    assert json.dumps(record_to_json(promise(value))["amount"]["value"]) == written


def test_lines_are_written_in_the_order_given_and_end_with_a_line_feed(tmp_path) -> None:
    stream = io.StringIO()
    write_jsonl([promise("2"), promise("1")], stream)
    assert stream.getvalue().count("\n") == 2
    (tmp_path / "r.jsonl").write_text(stream.getvalue(), encoding="utf-8")
    assert read_jsonl(tmp_path / "r.jsonl") == (promise("2"), promise("1"))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "not a record"),
        ('{"kind": "rumour"}', "no kind called 'rumour'; there are: actor, event"),
        ('{"kind": "event", "doc": "d", "start": 0, "end": 3}', "text is missing"),
        ('{"kind": "event", "doc": "d", "start": 3, "end": 3, "text": ""}', "no characters 3 to 3"),
        (
            '{"kind": "event", "doc": "d", "start": 0, "end": 3, "text": "abc", "actors": "PAK"}',
            "list of codes",
        ),
        ('{"kind": "event", "doc": "d", "start": 0, "end": 3, "text": "abc", "actors": []}', "lacks a field"),
        (
            '{"kind": "tilt", "doc": "d", "start": 0, "end": 3, "text": "abc", "who": [], "when": {}}',
            "from, to and basis",
        ),
    ],
)
def test_a_line_that_is_no_record_is_named_with_file_and_line(tmp_path, line: str, why: str) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(UnreadableInput) as error:
        read_jsonl(path)
    assert error.value.where == f"{path}:2"
    assert why in str(error.value)


def test_a_statement_without_words_has_its_text_for_them() -> None:
    line = {
        "kind": "statement",
        "doc": "d",
        "start": 0,
        "end": 3,
        "text": "Yes",
        "speaker": None,
        "form": "direct",
    }
    assert record_from_json(line).claim == Statement(words="Yes", form="direct")
