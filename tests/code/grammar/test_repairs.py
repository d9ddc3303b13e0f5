"""Words hung anew: verbs joined too low, objects that stand before their verb. Parses are built by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.code.grammar.repairs import repair
from detente.code.grammar.sentences import Parsed

Make = Callable[..., Parsed]

SAID_IF_AND_PROMISED = """
    Chad      chad     PROPN NNP nsubj 2
    said      say      VERB  VBD ROOT  2
    it        it       PRON  PRP nsubj 5
    would     would    AUX   MD  aux   5
    close     close    VERB  VB  ccomp 2
    the       the      DET   DT  det   7
    border    border   NOUN  NN  dobj  5
    if        if       SCONJ IN  mark  10
    Togo      togo     PROPN NNP nsubj 10
    attacked  attack   VERB  VBD advcl 5
    ,         ,        PUNCT ,   punct 5
    and       and      CCONJ CC  cc    5
    promised  promise  VERB  VBD conj  {joined}
    boats     boat     NOUN  NNS dobj  13
"""


def head_of(parsed: Parsed, word: str) -> str:
    words = repair(parsed.tokens)
    return next(words[t.head].text for t in words if t.text == word)


@pytest.mark.parametrize("joined", [5, 10], ids=["to the promise", "to the condition"])
def test_a_verb_after_comma_and_goes_on_from_one_of_its_form(tree: Make, joined: int) -> None:
    assert head_of(tree(SAID_IF_AND_PROMISED.format(joined=joined)), "promised") == "said"


def test_without_a_comma_it_stays_where_it_was(tree: Make) -> None:
    table = SAID_IF_AND_PROMISED.format(joined=10).replace(
        ",         ,        PUNCT ,   punct 5", "then then ADV RB advmod 10"
    )
    assert head_of(tree(table), "promised") == "attacked"


def test_a_verb_of_the_same_form_keeps_it(tree: Make) -> None:
    parsed = tree("""
        Chad    chad   PROPN NNP nsubj 2
        said    say    VERB  VBD ROOT  2
        Togo    togo   PROPN NNP nsubj 4
        paid    pay    VERB  VBD ccomp 2
        ,       ,      PUNCT ,   punct 4
        and     and    CCONJ CC  cc    4
        Benin   benin  PROPN NNP nsubj 8
        slept   sleep  VERB  VBD conj  4
    """)
    assert head_of(parsed, "slept") == "paid"


def test_a_verb_with_a_subject_of_its_own_leaves_what_was_said(tree: Make) -> None:
    parsed = tree("""
        Chad      chad     PROPN NNP nsubj 2
        said      say      VERB  VBD ROOT  2
        Togo      togo     PROPN NNP nsubj 5
        had       have     AUX   VBD aux   5
        paid      pay      VERB  VBN ccomp 2
        ,         ,        PUNCT ,   punct 5
        and       and      CCONJ CC  cc    5
        the       the      DET   DT  det   9
        ministry  ministry NOUN  NN  nsubj 10
        summoned  summon   VERB  VBD conj  5
        envoys    envoy    NOUN  NNS dobj  10
    """)
    assert head_of(parsed, "summoned") == "said"


def test_whose_envoys_another_had_refused_to_receive_are_what_was_to_be_received(tree: Make) -> None:
    parsed = tree("""
        Qatar    qatar   PROPN NNP ROOT  1
        ,        ,       PUNCT ,   punct 1
        whose    whose   DET   WP$ poss  4
        envoys   envoy   NOUN  NNS nsubj 7
        Chad     chad    PROPN NNP nsubj 7
        had      have    AUX   VBD aux   7
        refused  refuse  VERB  VBN relcl 1
        to       to      PART  TO  aux   9
        receive  receive VERB  VB  xcomp 7
    """)
    envoys = repair(parsed.tokens)[3]
    assert (envoys.dep, parsed.tokens[envoys.head].text) == ("dobj", "receive")


ASKED_TO_LEAVE_AND_SIGNED = """
    Mali    mali    PROPN NNP nsubj 2
    asked   ask     VERB  VBD ROOT  2
    France  france  PROPN NNP dobj  2
    to      to      PART  TO  aux   5
    leave   leave   VERB  VB  xcomp 2
    and     and     CCONJ CC  cc    5
    {word}  {lemma} VERB  {tag} conj 5
    pacts   pact    NOUN  NNS dobj  7
"""


def test_a_past_tense_goes_on_from_no_infinitive(tree: Make) -> None:
    asked = ASKED_TO_LEAVE_AND_SIGNED
    assert head_of(tree(asked.format(word="signed", lemma="sign", tag="VBD")), "signed") == "asked"
    assert head_of(tree(asked.format(word="signed", lemma="sign", tag="VBN")), "signed") == "asked"
    assert head_of(tree(asked.format(word="sign", lemma="sign", tag="VB")), "sign") == "leave"


THREE_GERUNDS = """
    Kenya      kenya   PROPN NNP nsubj 2
    accused    accuse  VERB  VBD ROOT  2
    Uganda     uganda  PROPN NNP dobj  2
    of         of      ADP   IN  prep  2
    arming     arm     VERB  VBG pcomp 4
    rebels     rebel   NOUN  NNS dobj  5
    ,          ,       PUNCT ,   punct 2
    hiding     hide    VERB  VBG advcl 2
    them       they    PRON  PRP dobj  8
    {last}
    stealing   steal   VERB  VBG {dep} 8
    cattle     cow     NOUN  NNS dobj  11
"""


def test_of_several_gerunds_each_is_said_of_the_accused(tree: Make) -> None:
    both = THREE_GERUNDS.format(last="and and CCONJ CC cc 8", dep="conj")
    meanwhile = THREE_GERUNDS.format(last="by by ADP IN prep 8", dep="pcomp")
    assert head_of(tree(both), "hiding") == "arming"
    assert head_of(tree(meanwhile), "hiding") == "accused"


GUNS_FROM_AND_GAS_FROM = """
    Mali    mali    PROPN NNP nsubj 2
    bought  buy     VERB  VBD ROOT  2
    guns    gun     NOUN  NNS dobj  2
    from    from    ADP   IN  prep  2
    China   china   PROPN NNP pobj  4
    and     and     CCONJ CC  cc    5
    gas     gas     NOUN  NN  conj  5
    {link}    {link}    ADP   IN  prep  2
    Serbia  serbia  PROPN NNP pobj  8
"""


def test_things_from_several_are_joined_to_each_other(tree: Make) -> None:
    assert head_of(tree(GUNS_FROM_AND_GAS_FROM.format(link="from")), "gas") == "guns"
    assert head_of(tree(GUNS_FROM_AND_GAS_FROM.format(link="in")), "gas") == "China"


TALKS_IN_BAKU_THEN = """
    After    after    ADP   IN  prep 8
    talks    talk     NOUN  NNS pobj 1
    in       in       ADP   IN  prep 2
    Baku     baku     PROPN NNP pobj 3
    {mark}
    Georgia  georgia  PROPN NNP conj 4
    {does}
    agreed   agree    VERB  VBD ROOT 8
"""


def test_who_stands_behind_the_place_and_a_comma_does_it(tree: Make) -> None:
    comma, never = ", , PUNCT , punct 4", "never never ADV RB neg 8"
    assert (
        head_of(tree(TALKS_IN_BAKU_THEN.format(mark=comma, does="has have AUX VBZ aux 8")), "Georgia")
        == "agreed"
    )
    no_comma = TALKS_IN_BAKU_THEN.format(mark="and and CCONJ CC cc 4", does=never)
    assert head_of(tree(no_comma), "Georgia") == "Baku"
    somebody = TALKS_IN_BAKU_THEN.format(mark=comma, does="Peru peru PROPN NNP nsubj 8")
    assert head_of(tree(somebody), "Georgia") == "Baku"


def test_who_does_it_hangs_on_the_verb_and_not_on_its_help(tree: Make) -> None:
    parsed = tree("Russia russia PROPN NNP nsubj 2\nhad have AUX VBD aux 3\nopposed oppose VERB VBN ROOT 3")
    assert head_of(parsed, "Russia") == "opposed"


SHIPS_OF_WHICH = """
    Peru     peru     PROPN NNP nsubj 2
    promised promise  VERB  VBD ROOT  2
    ships    ship     NOUN  NNS dobj  2
    ,        ,        PUNCT ,   punct 2
    two      two      NUM   CD  nsubj 8
    of       of       ADP   IN  prep  5
    {which}  which    PRON  WDT pobj  6
    came     come     VERB  VBD ccomp 2
"""


def test_of_which_speaks_of_what_stands_before_it(tree: Make) -> None:
    assert head_of(tree(SHIPS_OF_WHICH.format(which="which")), "came") == "ships"
    assert head_of(tree(SHIPS_OF_WHICH.format(which="these")), "came") == "promised"
