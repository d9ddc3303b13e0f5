"""What makes an input no article that can be read: each check raises one clear line.

Sizes count characters; nothing is decoded or parsed before the size of its bytes is known to be in order.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from detente.errors import UnreadableInput
from detente.settings import Settings

LARGEST = Settings().largest_text
_SAMPLE = 3_000  # characters; enough to tell a language
_LEAST_LETTERS = 200  # fewer tell no language reliably
_SENTENCE = 15  # words; that many without one small English word are no English sentence
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH_WORDS = "the of and to that with from its their have has been which said"  # shared by no neighbour
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_CLEARLY_ENGLISH = 0.10  # share of those words; no other language comes near it
_MAYBE_ENGLISH = 0.05
_ENGLISHES = frozenset(("en", "pcm", "sco", "jam"))  # the identifier's names for English and its creoles
_LANGUAGES = {
    "ar": "Arabic", "bn": "Bengali", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "es": "Spanish",
    "fa": "Persian", "fr": "French", "he": "Hebrew", "hi": "Hindi", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "ta": "Tamil", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
_MAGIC = (
    (b"%PDF-", "a PDF", "save it as text or HTML first, for instance: pdftotext IN OUT"),
    (b"{\\rtf", "a rich-text (RTF) file", "save it as plain text first"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "save it as plain text first"),
    (b"\x89PNG", "a PNG picture", ""),
    (b"\xff\xd8\xff", "a JPEG picture", ""), (b"GIF8", "a GIF picture", ""),
    (b"RIFF", "a RIFF media file", ""), (b"II*\0", "a TIFF picture", ""), (b"MM\0*", "a TIFF picture", ""),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"), (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"\xfd7zXZ", "an xz archive", "unpack it first"), (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
    (b"(\xb5/\xfd", "a zstd archive", "unpack it first"), (b"\x7fELF", "a program", ""),
    (b"PAR1", "a Parquet file", "export it as JSONL or CSV first"),
    (b"SQLite format 3", "an SQLite file", ""),
    (b"ID3", "a sound file", ""), (b"OggS", "a sound file", ""),
)  # fmt: skip
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def bytes_of_text(data: bytes) -> None:
    """Raises UnreadableInput for what is empty, too large or not text."""
    size(len(data))
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        raise UnreadableInput("the input is empty", mend="give a file with an article in it")
    known_format(data)
    if data.startswith(_UTF16):
        raise UnreadableInput("UTF-16 text", mend="convert it: iconv -f UTF-16 -t UTF-8 IN > OUT")
    if (at := data.find(b"\0")) >= 0:
        raise UnreadableInput(f"a binary file: byte {at} is zero", mend="only text can be read")
    head = data[:8192]
    odd = sum(byte < 32 and byte not in b"\t\n\f\r\x1b" for byte in head)
    if odd > len(head) // 20:
        raise UnreadableInput("a binary file: full of control characters", mend="only text can be read")


def known_format(data: bytes) -> None:
    """Raises UnreadableInput for formats that are known by their first bytes and not read."""
    for magic, name, mend in _MAGIC:
        if data.startswith(magic):
            raise UnreadableInput(f"{name}, which is not read yet", mend=mend or "only text can be read")
    if data.startswith(b"PK\x03\x04"):
        inside = data[:4096]
        name = "a zip archive"
        for mark, kind in ((b"word/", "a Word document"), (b"xl/", "an Excel sheet"), (b"opendocument", "an OpenDocument file"), (b"epub", "an e-book")):  # fmt: skip  # noqa: E501
            if mark in inside or mark in data[-4096:]:
                name = kind
        raise UnreadableInput(f"{name}, which is not read yet", mend="save it as plain text or HTML first")


def size(number: int) -> None:
    """Raises UnreadableInput for bytes that cannot be few enough characters (UTF-8 takes up to four)."""
    if number > 4 * LARGEST:
        raise UnreadableInput(f"{number:,} bytes; {4 * LARGEST:,} is the most", mend=_SPLIT)


def length(text: str) -> None:
    """Raises UnreadableInput for a text of more characters than the setting `largest_text`."""
    if len(text) > LARGEST:
        raise UnreadableInput(f"{len(text):,} characters; {LARGEST:,} is the most", mend=_SPLIT)


_SPLIT = "an article is shorter; split it into one file an article, or one row an article (JSONL, CSV)"


def article(view: str) -> None:
    """Raises UnreadableInput where nothing is left to read or it is clearly not English."""
    body = " ".join(view.split())
    if not any(letter.isalpha() for letter in body):
        raise UnreadableInput(
            "no article in it: no words beside headline and furniture", mend="check the file"
        )
    sample = body[:_SAMPLE]
    if sum(letter.isalpha() for letter in sample) < _LEAST_LETTERS and not _has_no_english(sample):
        return
    language = _other_language(sample)
    if language:
        name = _LANGUAGES.get(language)
        raise UnreadableInput(
            f"not in English: it reads as {f'{name} ({language})' if name else f'language {language!r}'}",
            mend="only English articles are read",
        )


def _has_no_english(sample: str) -> bool:
    """Is a short text a sentence at least, and without any of the small words that no English sentence lacks?"""
    words = _WORD.findall(sample.lower())
    return len(words) >= _SENTENCE and not _ENGLISH.intersection(words)


def _other_language(sample: str) -> str | None:
    """The code of another language if the text is clearly in one; broken English is English."""
    words = _WORD.findall(sample.lower())
    share = sum(word in _ENGLISH for word in words) / max(1, len(words))
    if share >= _CLEARLY_ENGLISH:
        return None
    ranked = [str(code) for code, _ in _identifier().rank(sample)]
    near = 3 if share >= _MAYBE_ENGLISH else 1
    return None if _ENGLISHES.intersection(ranked[:near]) else ranked[0]


@cache
def _identifier() -> Any:
    import py3langid

    return py3langid
