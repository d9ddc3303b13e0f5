"""Files, folders, standard input; bad input gets one clear line and never stops a batch."""

import io
import sys
from pathlib import Path

import pytest

from detente.errors import UnreadableInput
from detente.model import Document, SetAside
from detente.read import count_inputs, read, read_bytes
from detente.read.checks import LARGEST

LINE = "Norland and Sudland agreed to reopen the railway."
BROKEN = (
    "Norland and Sudland agree reopen line of train. Minister say this is very much good for peoples, "
    "both side want "
    "make trade more big and also to send students. Now wait from long time country Sudland for give "
    "the money of it."
)
NAMES = (
    "Present at the talks were Sergei Lavrov, Hina Rabbani Khar, Shah Mahmood Qureshi, Ishaq Dar, "
    "Khawaja Asif, "
    "Yousaf Raza Gillani, Bilawal Bhutto Zardari, Kassym-Jomart Tokayev, Shavkat Mirziyoyev and Emomali "
    "Rahmon of "
    "the delegations, with Mikhail Mishustin and Denis Manturov for the host."
)
GERMAN = (
    "Die beiden Staaten einigten sich am Freitag darauf, die Eisenbahn zwischen ihren Hauptstädten "
    "wieder zu öffnen. "
    "Die Verkehrsminister unterzeichneten das Abkommen und sagten, die Arbeiten würden sofort beginnen, "
    "sobald das "
    "Geld da sei. Der Preis wurde nicht genannt."
)
RUSSIAN = (
    "Два государства договорились в пятницу вновь открыть железную дорогу между столицами. Министры "
    "транспорта "
    "подписали соглашение и сказали, что работы начнутся сразу, как только появятся деньги. Стоимость "
    "проекта пока "
    "не была названа, сообщили журналистам в министерстве."
)


def reason(data: bytes, origin: str = "a.txt") -> str:
    (found,) = read_bytes(data, origin=origin)
    assert isinstance(found, SetAside), found
    assert found.origin == origin
    assert "\n" not in found.what
    return found.what


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "the input is empty"),
        (b" \n\t\n", "the input is empty"),
        (b"\xef\xbb\xbf\n", "the input is empty"),
        (b"abc\0def", "a binary file: byte 3 is zero"),
        (b"\x01\x02\x03\x04" * 50, "a binary file: full of control characters"),
        (b"%PDF-1.7 ...", "a PDF, which is not read yet"),
        (b"PK\x03\x04....word/document.xml", "a Word document, which is not read yet"),
        (b"PK\x03\x04....", "a zip archive, which is not read yet"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture, which is not read yet"),
        (b"\xff\xfeN\0o\0", "UTF-16 text"),
        (b"Norland agr\xe9ed", "not valid UTF-8: byte 11 is 0xe9"),
        (b"\xef\xbb\xbfNorland agr\xe9ed", "not valid UTF-8: byte 14 is 0xe9"),
        (b"12 34 --- 56", "no article in it: no words beside headline and furniture"),
    ],
)
def test_what_is_no_text_gets_one_clear_line(data: bytes, what: str) -> None:
    assert reason(data) == what


def test_a_text_that_is_too_long_is_set_aside_before_it_is_decoded() -> None:
    assert reason(b"\xff" * (4 * LARGEST + 1)).endswith(f"{4 * LARGEST:,} is the most")
    assert reason(b"a " * LARGEST) == f"{2 * LARGEST:,} characters; {LARGEST:,} is the most"


@pytest.mark.parametrize(("text", "language"), [(GERMAN, "German (de)"), (RUSSIAN, "Russian (ru)")])
def test_another_language_is_named(text: str, language: str) -> None:
    assert reason(text.encode()) == f"not in English: it reads as {language}"


def test_a_short_text_without_one_english_word_is_named_too() -> None:
    text = (
        "Le gouvernement malien a expulsé lundi deux diplomates français et rappelé son ambassadeur à Paris, "
        "a annoncé le ministère dans un communiqué."
    )
    assert reason(text.encode()) == "not in English: it reads as French (fr)"


@pytest.mark.parametrize("text", [BROKEN, NAMES, GERMAN[:100]])
def test_broken_english_many_names_and_few_words_pass(text: str) -> None:
    (found,) = read_bytes(text.encode(), origin="a.txt")
    assert isinstance(found, Document)


def test_a_folder_is_read_in_order_without_hidden_files_and_a_bad_file_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("c.txt", "b/z.txt", "b/a.md", ".hidden/x.txt", ".x.txt"):
        (tmp_path / name).write_text(LINE, encoding="utf-8")
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "d.py").write_text("x = 1", encoding="utf-8")
    found = list(read(tmp_path))
    assert [Path(f.origin).relative_to(tmp_path).as_posix() for f in found] == [
        "a.txt", "b/a.md", "b/z.txt", "c.txt", "d.py",
    ]  # fmt: skip
    assert [type(f) for f in found] == [SetAside, Document, Document, Document, SetAside]
    assert count_inputs(tmp_path) == 5


def test_a_path_that_is_not_there_is_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="no such file"):
        read(tmp_path / "none.txt")
    with pytest.raises(UnreadableInput, match="no such file"):
        count_inputs(tmp_path / "none.txt")


@pytest.mark.parametrize(
    ("data", "encoding", "title"),
    [
        (f"Trains\n\n{LINE}", "utf-8", "Trains"),
        (f"# Trains\n\n{LINE}", "utf-8", "Trains"),
        (f'{{"text": "{LINE}", "title": "Trains"}}\n', "utf-8", "Trains"),
        (f"title,text\nTrains,{LINE}\n", "utf-8", "Trains"),
    ],
)
def test_standard_input_is_looked_at(
    data: str, encoding: str, title: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode(encoding))))
    (found,) = read("-")
    assert isinstance(found, Document)
    assert (found.title, found.text[slice(*found.content[0])]) == (title, LINE)
    assert count_inputs("-") is None


def test_the_same_bytes_give_the_same_document() -> None:
    assert list(read_bytes(LINE.encode(), origin="a")) == list(read_bytes(LINE.encode(), origin="a"))
