"""Files of all kinds: plain, gzipped, zipped, empty, broken; what is known by its looks."""

import gzip
import threading
import zipfile

import pytest

from detente.errors import UnknownName, UnreadableInput
from detente.read.events import FORMATS, is_event_file, read_events
from detente.read.events.blocks import Member, in_order, read_blocks


def test_a_zip_gives_a_file_for_each_of_its_members_in_the_order_of_their_names(
    tmp_path, read_file, gdelt
) -> None:
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b/20190226.export.CSV", gdelt(58))
        archive.writestr("a.CSV", gdelt() + "\n" + gdelt())
        archive.writestr("__MACOSX/._a.CSV", "x")
    found = read_file(path)
    assert [(file.path, file.format) for file in found.files] == [
        (f"{path}/a.CSV", "gdelt2"),
        (f"{path}/b/20190226.export.CSV", "gdelt1"),
    ]
    assert [row["line"] for row in found.rows] == [1, 2, 1]
    assert is_event_file(path) == "gdelt2"


def test_files_of_a_zip_may_be_read_in_any_order(tmp_path, gdelt) -> None:
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.CSV", gdelt())
        archive.writestr("b.CSV", gdelt() + "\n" + gdelt())
    first, second = read_events(path)
    assert [sum(batch.seen for batch in file.batches) for file in (second, first)] == [2, 1]


def test_a_gzipped_file_is_known_by_its_bytes(read, gdelt) -> None:
    found = read(gzip.compress(gdelt().encode()), name="events.CSV")
    assert len(found.rows) == 1


def test_a_truncated_gzip_breaks_off_with_a_clear_word(read, gdelt) -> None:
    data = gzip.compress("\n".join(gdelt(story=str(n * 7919)) for n in range(20_000)).encode())
    with pytest.raises(UnreadableInput, match="cannot be unpacked"):
        read(data[: len(data) // 2], name="events.CSV.gz")


@pytest.mark.parametrize("kept", [0, 4, 300])
def test_a_truncated_zip_breaks_off_with_a_clear_word(tmp_path, read, gdelt, kept) -> None:
    path = tmp_path / "whole.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.CSV", "\n".join(gdelt(story=str(n * 7919)) for n in range(5_000)))
    with pytest.raises(UnreadableInput, match="cannot be unpacked"):
        read(path.read_bytes()[:kept], name="cut.zip")


def test_a_zip_with_damaged_bytes_breaks_off_with_a_clear_word(tmp_path, read_file, gdelt) -> None:
    path = tmp_path / "damaged.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.CSV", "\n".join(gdelt(story=str(n * 7919)) for n in range(5_000)))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(UnreadableInput, match="cannot be unpacked"):
        read_file(path)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "events.tab", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "events.tab", "a PNG picture"),
        (bytes(range(256)) * 40, "events.tab", "a binary file"),
        ("Event ID\tEvent Date".encode("utf-16"), "events.tab", "UTF-16 text"),
        (b"# A heading\n\nSome words.\n", "notes.md", "no event file of a known format"),
    ],
)
def test_what_is_no_event_file_is_told_with_its_path(read, data, name, words) -> None:
    with pytest.raises(UnreadableInput, match=words) as error:
        read(data, name=name)
    assert error.value.where.endswith(name)
    assert error.value.mend


@pytest.mark.parametrize("format", ["icews", "polecat", "cline"])
def test_an_empty_file_of_a_format_with_a_header_is_broken(read, format) -> None:
    with pytest.raises(UnreadableInput, match="the file is empty"):
        read("", format=format)


def test_an_empty_file_of_a_quarter_of_an_hour_is_one_without_events(read) -> None:
    found = read("", name="20190226103000.translation.export.CSV")
    assert (found.files[0].format, found.seen) == ("gdelt2", 0)


def test_a_path_that_is_not_there_and_a_folder_are_told(tmp_path) -> None:
    with pytest.raises(UnreadableInput, match="no such file"):
        read_events(tmp_path / "none.csv")
    with pytest.raises(UnreadableInput, match="a folder"):
        read_events(tmp_path)
    assert is_event_file(tmp_path) is None
    assert is_event_file(tmp_path / "none.csv") is None


def test_a_format_that_does_not_exist_is_told_with_those_that_do(read) -> None:
    with pytest.raises(UnknownName) as error:
        read("x", format="gkg")
    assert all(format in error.value.mend for format in FORMATS)


def test_the_first_line_may_be_broken(tmp_path, gdelt) -> None:
    path = tmp_path / "events.txt"
    path.write_text(f"broken\n{gdelt(58)}\n", encoding="utf-8")
    assert is_event_file(path) == "gdelt1"


def test_articles_are_no_event_files(tmp_path) -> None:
    for name, text in (("a.txt", "Delhi, 3 May. The ministers met."), ("b.csv", "title,text\nA,B\n")):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        assert is_event_file(path) is None


def test_real_files_are_known_by_their_looks(sample) -> None:
    assert is_event_file(sample("icews_sample/events.2018.sample.tab")) == "icews"
    assert is_event_file(sample("gdelt_samples/gdeltPyR_mentionssamp.tsv")) is None
    assert is_event_file(sample("lookups/codelist_min.csv")) is None


def test_another_name_of_the_source_may_be_given(read, gdelt) -> None:
    assert read(gdelt(), source="GDELT, translated").files[0].source == "GDELT, translated"


def test_blocks_end_at_lines_and_know_their_first(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("detente.read.events.blocks.BLOCK", 7)
    path = tmp_path / "lines.txt"
    path.write_bytes(b"\xef\xbb\xbfone\ntwo\nthree and more\n\nfour")
    found = list(read_blocks(Member(path)))
    assert [(block.first, block.data) for block in found] == [
        (1, b"one\n"),
        (2, b"two\n"),
        (3, b"three and more\n\n"),
        (5, b"four"),
    ]


def test_a_line_that_never_ends_is_told(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("detente.read.events.blocks.BLOCK", 100)
    monkeypatch.setattr("detente.read.events.blocks.LONGEST_LINE", 1_000)
    path = tmp_path / "one.txt"
    path.write_bytes(b"x" * 2_000)
    with pytest.raises(UnreadableInput, match="no line end"):
        list(read_blocks(Member(path)))


def test_work_on_two_at_a_time_comes_back_in_order() -> None:
    later = threading.Event()

    def work(n: int) -> int:
        if n == 0:
            assert later.wait(5)
        later.set()
        return n * n

    assert list(in_order(work, range(9))) == [n * n for n in range(9)]
