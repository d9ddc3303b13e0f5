"""Clauses: the grammar undone. Parses are built by hand, so that no parser is asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.code.grammar.clauses import Clause, find_clauses, group
from detente.code.grammar.evidence import clause_chars, noun_chars
from detente.code.grammar.sentences import Parsed

Make = Callable[..., Parsed]


def clause_of(parsed: Parsed, verb: str) -> Clause:
    return next(c for c in find_clauses(parsed) if parsed.tokens[c.head].text == verb)


def words(parsed: Parsed, heads: tuple[int, ...]) -> list[str]:
    return [parsed.tokens[h].text for h in heads]


def roles(parsed: Parsed, verb: str) -> tuple[list[str], list[str]]:
    clause = clause_of(parsed, verb)
    return words(parsed, clause.subject), words(parsed, clause.object)


def test_an_active_verb_has_its_subject_and_object_as_written(tree: Make) -> None:
    parsed = tree("""
        Ghana    ghana   PROPN NNP nsubj 2
        accused  accuse  VERB  VBD ROOT  2
        Togo     togo    PROPN NNP dobj  2
    """)
    assert roles(parsed, "accused") == (["Ghana"], ["Togo"])
    assert clause_of(parsed, "accused").tense == "past"


PASSIVE = """
    Togo     togo    PROPN NNP nsubjpass 3
    was      be      AUX   VBD auxpass   3
    accused  accuse  VERB  VBN ROOT      3
"""


def test_a_passive_with_an_agent_is_turned_round(tree: Make) -> None:
    parsed = tree(PASSIVE + "by by ADP IN agent 3\n Ghana ghana PROPN NNP pobj 4")
    assert roles(parsed, "accused") == (["Ghana"], ["Togo"])


def test_a_passive_without_an_agent_has_no_subject(tree: Make) -> None:
    assert roles(tree(PASSIVE), "accused") == ([], ["Togo"])


def test_a_participle_after_its_noun_is_a_passive(tree: Make) -> None:
    parsed = tree("""
        Togo     togo    PROPN NNP nsubj 2
        praised  praise  VERB  VBD ROOT  2
        a        a       DET   DT  det   4
        deal     deal    NOUN  NN  dobj  2
        sealed   seal    VERB  VBN acl   4
        by       by      ADP   IN  agent 5
        Ghana    ghana   PROPN NNP pobj  6
    """)
    assert roles(parsed, "sealed") == (["Ghana"], ["deal"])


def test_a_relative_pronoun_stands_for_its_noun(tree: Make) -> None:
    parsed = tree("""
        Ghana    ghana   PROPN NNP nsubj 6
        ,        ,       PUNCT ,   punct 1
        which    which   PRON  WDT nsubj 4
        borders  border  VERB  VBZ relcl 1
        Togo     togo    PROPN NNP dobj  4
        met      meet    VERB  VBD ROOT  6
        Benin    benin   PROPN NNP dobj  6
    """)
    assert roles(parsed, "borders") == (["Ghana"], ["Togo"])
    assert roles(parsed, "met") == (["Ghana"], ["Benin"])


def test_a_relative_pronoun_may_be_the_object(tree: Make) -> None:
    parsed = tree("""
        The      the     DET   DT  det   2
        loan     loan    NOUN  NN  nsubj 6
        that     that    PRON  WDT dobj  5
        Ghana    ghana   PROPN NNP nsubj 5
        sought   seek    VERB  VBD relcl 2
        ended    end     VERB  VBD ROOT  6
    """)
    assert roles(parsed, "sought") == (["Ghana"], ["loan"])


def test_an_infinitive_has_the_subject_of_the_verb_above(tree: Make) -> None:
    parsed = tree("""
        Ghana    ghana   PROPN NNP nsubj 2
        agreed   agree   VERB  VBD ROOT  2
        to       to      PART  TO  aux   4
        help     help    VERB  VB  xcomp 2
        Togo     togo    PROPN NNP dobj  4
    """)
    assert roles(parsed, "help") == (["Ghana"], ["Togo"])
    assert clause_of(parsed, "help").matrix == 1


def test_whoever_is_asked_is_the_subject_of_what_is_asked(tree: Make) -> None:
    parsed = tree("""
        Ghana    ghana   PROPN NNP nsubj 2
        urged    urge    VERB  VBD ROOT  2
        Togo     togo    PROPN NNP dobj  2
        to       to      PART  TO  aux   5
        leave    leave   VERB  VB  xcomp 2
    """)
    assert roles(parsed, "leave") == (["Togo"], [])


def test_whoever_was_asked_in_the_passive_is_the_subject_of_what_is_asked(tree: Make) -> None:
    parsed = tree("""
        Togo     togo    PROPN NNP nsubjpass 3
        was      be      AUX   VBD auxpass   3
        urged    urge    VERB  VBN ROOT      3
        by       by      ADP   IN  agent     3
        Ghana    ghana   PROPN NNP pobj      4
        to       to      PART  TO  aux       7
        leave    leave   VERB  VB  xcomp     3
    """)
    assert roles(parsed, "leave") == (["Togo"], [])


def test_joined_verbs_share_their_subject(tree: Make) -> None:
    parsed = tree("""
        Ghana    ghana   PROPN NNP nsubj 2
        met      meet    VERB  VBD ROOT  2
        Togo     togo    PROPN NNP dobj  2
        and      and     CCONJ CC  cc    2
        left     leave   VERB  VBD conj  2
        Benin    benin   PROPN NNP dobj  5
    """)
    assert roles(parsed, "left") == (["Ghana"], ["Benin"])


COMPOUND = """
    Ghana    ghana   PROPN NNP nsubj 6
    ,        ,       PUNCT ,   punct 1
    Togo     togo    PROPN NNP conj  1
    and      and     CCONJ CC  cc    3
    Benin    benin   PROPN NNP conj  3
    met      meet    VERB  VBD ROOT  6
"""


@pytest.mark.parametrize(("between", "shared"), [("and", True), ("with", False)])
def test_a_verb_with_nothing_of_its_own_shares_the_object_of_the_verb_behind_it(
    between: str, shared: bool, tree: Make
) -> None:
    clauses = find_clauses(
        tree(f"""
        Ghana     ghana    PROPN NNP nsubj 2
        condemned condemn  VERB  VBD ROOT  2
        {between} {between} {"CCONJ CC cc" if shared else "ADP IN prep"} 2
        sanctioned sanction VERB VBD conj  2
        Togo      togo     PROPN NNP dobj  4
        """)
    )
    assert clauses[0].object == ((4,) if shared else ())


def test_joined_nouns_are_one_subject(tree: Make) -> None:
    parsed = tree(COMPOUND)
    assert roles(parsed, "met") == (["Ghana", "Togo", "Benin"], [])
    assert group(parsed, 0) == (0, 2, 4)


@pytest.mark.parametrize(
    ("word", "tense", "unreal"),
    [
        ("will", "future", False),
        ("shall", "future", False),
        ("may", "present", True),
        ("would", "present", True),
        ("could", "present", True),
        ("might", "present", True),
    ],
)
def test_a_modal_tells_future_or_mere_possibility(word: str, tense: str, unreal: bool, tree: Make) -> None:
    parsed = tree(f"""
        Ghana    ghana   PROPN NNP nsubj 3
        {word}   {word}  AUX   MD  aux   3
        help     help    VERB  VB  ROOT  3
        Togo     togo    PROPN NNP dobj  3
    """)
    clause = clause_of(parsed, "help")
    assert (clause.tense, clause.unreal) == (tense, unreal)


def test_a_perfect_is_past(tree: Make) -> None:
    parsed = tree("""
        Ghana    ghana   PROPN NNP nsubj 3
        has      have    AUX   VBZ aux   3
        helped   help    VERB  VBN ROOT  3
        Togo     togo    PROPN NNP dobj  3
    """)
    assert (clause_of(parsed, "helped").tense, clause_of(parsed, "helped").perfect) == ("past", True)


@pytest.mark.parametrize(
    ("word", "pos", "tag", "dep"),
    [("not", "PART", "RB", "neg"), ("never", "ADV", "RB", "neg"), ("n't", "PART", "RB", "neg")],
)
def test_a_clause_with_a_word_of_denial_is_negated(
    word: str, pos: str, tag: str, dep: str, tree: Make
) -> None:
    parsed = tree(f"""
        Ghana    ghana   PROPN NNP nsubj 4
        did      do      AUX   VBD aux   4
        {word}   {word}  {pos} {tag} {dep} 4
        help     help    VERB  VB  ROOT  4
        Togo     togo    PROPN NNP dobj  4
    """)
    assert clause_of(parsed, "help").negated


def test_a_clause_about_no_thing_is_negated(tree: Make) -> None:
    parsed = tree("""
        Ghana    ghana   PROPN NNP nsubj 2
        sent     send    VERB  VBD ROOT  2
        no       no      DET   DT  det   4
        aid      aid     NOUN  NN  dobj  2
    """)
    assert clause_of(parsed, "sent").negated


def test_not_only_denies_nothing(tree: Make) -> None:
    parsed = tree("""
        Ghana    ghana   PROPN NNP nsubj  4
        not      not     PART  RB  preconj 4
        only     only    ADV   RB  advmod 2
        helped   help    VERB  VBD ROOT   4
        Togo     togo    PROPN NNP dobj   4
    """)
    assert not clause_of(parsed, "helped").negated


def test_a_plain_clause_is_not_negated(tree: Make) -> None:
    assert not clause_of(tree(COMPOUND), "met").negated


@pytest.mark.parametrize("word", ["if", "unless", "whether"])
def test_what_stands_under_a_condition_is_conditional(word: str, tree: Make) -> None:
    parsed = tree(f"""
        {word}   {word}  SCONJ IN  mark  3
        Ghana    ghana   PROPN NNP nsubj 3
        attacks  attack  VERB  VBZ advcl 6
        Togo     togo    PROPN NNP dobj  3
        Benin    benin   PROPN NNP nsubj 6
        helps    help    VERB  VBZ ROOT  6
    """)
    assert clause_of(parsed, "attacks").conditional
    assert not clause_of(parsed, "helps").conditional


def test_prepositions_are_kept_with_each_of_their_nouns(tree: Make) -> None:
    parsed = tree("""
        Ghana    ghana   PROPN NNP nsubj 2
        traded   trade   VERB  VBD ROOT  2
        with     with    ADP   IN  prep  2
        Togo     togo    PROPN NNP pobj  3
        and      and     CCONJ CC  cc    4
        Benin    benin   PROPN NNP conj  4
        in       in      ADP   IN  prep  2
        Lome     lome    PROPN NNP pobj  7
    """)
    clause = clause_of(parsed, "traded")
    assert words(parsed, clause.under("with")) == ["Togo", "Benin"]
    assert words(parsed, clause.under("in")) == ["Lome"]
    assert clause.under("to") == ()


def test_a_particle_belongs_to_its_verb(tree: Make) -> None:
    parsed = tree("""
        Ghana    ghana   PROPN NNP nsubj 2
        called   call    VERB  VBD ROOT  2
        off      off     ADP   RP  prt   2
        talks    talk    NOUN  NNS dobj  2
    """)
    assert (clause_of(parsed, "called").lemma, clause_of(parsed, "called").particle) == ("call", "off")


def test_the_words_of_a_clause_leave_out_the_clause_joined_to_it(tree: Make) -> None:
    parsed = tree("""
        Ghana    ghana   PROPN NNP nsubj 2
        met      meet    VERB  VBD ROOT  2
        Togo     togo    PROPN NNP dobj  2
        and      and     CCONJ CC  cc    2
        left     leave   VERB  VBD conj  2
        Benin    benin   PROPN NNP dobj  5
        .        .       PUNCT .   punct 2
    """)
    assert parsed.text_of(*clause_chars(parsed, clause_of(parsed, "met"))) == "Ghana met Togo"
    assert parsed.text_of(*clause_chars(parsed, clause_of(parsed, "left"))) == "left Benin"


def test_the_words_of_a_noun_leave_out_its_relative_clause(tree: Make) -> None:
    parsed = tree("""
        The      the     DET   DT  det   3
        new      new     ADJ   JJ  amod  3
        loan     loan    NOUN  NN  nsubj 7
        that     that    PRON  WDT dobj  6
        Ghana    ghana   PROPN NNP nsubj 6
        sought   seek    VERB  VBD relcl 3
        ended    end     VERB  VBD ROOT  7
    """)
    assert parsed.text_of(*noun_chars(parsed, 2)) == "The new loan"


def test_clauses_come_in_order_of_their_verbs(tree: Make) -> None:
    parsed = tree("""
        Ghana    ghana   PROPN NNP nsubj 2
        said     say     VERB  VBD ROOT  2
        Togo     togo    PROPN NNP nsubj 4
        left     leave   VERB  VBD ccomp 2
    """)
    assert [c.lemma for c in find_clauses(parsed)] == ["say", "leave"]
    assert roles(parsed, "left") == (["Togo"], [])
