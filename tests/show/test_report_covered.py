"""Text of an article in Markdown: whatever it holds, it comes out as those words and as nothing else."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from detente.show.pages import Figure, Finding
from detente.show.report.covered import bare, cover, covered, quoted, uncover
from detente.show.report.tree import parse, words_of

PLACES = {
    "a paragraph": "{}",
    "a paragraph after words": "Told: {}",
    "a paragraph after a paragraph's line": "Told\n{}",
    "an item": "- {}",
    "a numbered item": "1. {}",
    "a quotation": "> {}",
    "a heading": "## {}",
    "a cell": "| a | b |\n|---|---|\n| {} | x |",
    "beside itself": "{0}{0}",
    "before a note": "{}[^1]",
    "strong letters": "Told **{}** so",
}
MARKS = st.text(st.sampled_from("\\`*_[](){}<>~^|$#@-+=:.!&\"' aA1\n\tw/"), max_size=30)


def kinds(nodes):
    return {kind for node in nodes for kind in (node.kind, *kinds(node.children))}


def seen(text):
    """What a reader should see of a text: one line, with a mark for each character that acts."""
    return " ".join(bare(cover(text)).split())


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@given(MARKS | st.text(max_size=40))
@example("1. ![x](http://x.example) <b>&amp;</b> [^1] | `a` **b** ~~c~~")
@example("--- \n===\n# a #")
@example("[^1]: note")
@example("\\|\\| a | b")
def test_a_text_is_nothing_but_its_words_wherever_a_template_puts_it(place, text):
    text = cover(text).strip()
    allowed = kinds(parse(place.format("aa"))) - {"cites"}
    found = parse(uncover(place.format(text)))
    assert kinds(found) - {"cites", "cite"} <= allowed
    shown = " ".join(" ".join(words_of(node) for node in found).split())
    wanted = " ".join(" ".join(words_of(node) for node in parse(place.format("aa"))).split())
    if "**" not in place:  # strong letters need a letter beside their marks
        assert shown == " ".join(wanted.replace("aa", bare(text)).split())


@given(MARKS, st.integers(0, 30), st.integers(0, 30))
def test_what_a_template_cuts_and_joins_stays_covered(text, start, end):
    part = cover(text)[min(start, end) : max(start, end)]
    assert kinds(parse(uncover(f"x{part}{part.upper()}x"))) <= {"paragraph", "text"}


def test_characters_that_act_and_those_that_no_file_can_hold_are_shown_as_replaced():
    acting = "met \u202egnol\u202c \x1b[31m \x00 \ud800 \ufffe \ue02a end"
    assert bare(cover(acting)) == "met \ufffdgnol\ufffd \ufffd[31m \ufffd \ufffd \ufffd \ufffd end"


def test_line_ends_are_blanks():
    assert cover("one\n\n# two\r\nthree\u00a0four") == cover("one # two three four")


def test_a_whole_page_is_covered_and_keeps_its_shape():
    figure = Figure(shown="*7*", counts="claims", records=("ab12",))
    made = covered(Finding(text="*7* of <b>", parts=(figure, " of <b>")))
    assert made.parts[0].records == ("ab12",)
    assert bare(made.parts[0].shown) == "*7*" and "*" not in made.parts[0].shown
    assert "<" not in made.text and "<" not in made.parts[1]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Dr. Smith (USD 2.5 billion) - he said", "Dr. Smith (USD 2.5 billion) - he said"),
        ("2019. Then", "2019\\. Then"),
        ("- no list", "\\- no list"),
        ("R&D, AT&T", "R\\&D, AT\\&T"),
        ("at 5: http://x.example", "at 5: http\\://x.example"),
        ("snake_case and [brackets]", "snake\\_case and \\[brackets\\]"),
    ],
)
def test_a_mark_has_a_backslash_only_where_it_would_be_read(text, written):
    assert uncover(cover(text)) == written


def test_a_text_has_one_pair_of_quotation_marks():
    assert quoted('"We keep our word"') == "“We keep our word”"
    assert quoted("We keep our word") == "“We keep our word”"
