"""Which reader an input needs: by its suffix, and where that says nothing, by its first bytes."""

from __future__ import annotations

import json
import re
from pathlib import PurePath
from typing import Literal

from detente.read.table import looks_like_header

Kind = Literal["text", "markdown", "page", "jsonl", "csv"]

_SUFFIXES: dict[str, Kind] = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown",
    ".html": "page", ".htm": "page", ".xhtml": "page", ".shtml": "page",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv",
}  # fmt: skip
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*(?:<\?xml[^>]*>\s*)?(?:<!doctype\s+html|<html\b|<head\b|<body\b)", re.I | re.S)  # fmt: skip  # noqa: E501
_HEADING = re.compile(r"\s*(?:---[ \t]*\n.*?^---[ \t]*$|#[ \t]+\S)", re.S | re.M)
LOOK = 65_536
"""Bytes to look at."""


def kind_of(name: str, head: bytes) -> Kind:
    """The kind of the input called `name` that begins with `head`; plain text where nothing tells."""
    kind = _SUFFIXES.get(PurePath(name).suffix.lower())
    if kind in (None, "text") and (_PAGE.match(head) or _utf16_page(head)):
        return "page"
    return kind or _sniffed(head)


def is_known(name: str) -> bool:
    """Does the suffix of `name` tell its kind, or has it none?"""
    suffix = PurePath(name).suffix.lower()
    return not suffix or suffix in _SUFFIXES


def _utf16_page(head: bytes) -> bool:
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return bool(_PAGE.match(head.decode("utf-16", errors="ignore").encode()))


def _sniffed(head: bytes) -> Kind:
    text = head.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    line = text.lstrip().partition("\n")[0]
    if line.startswith("{") and _is_object(line, whole=len(head) < LOOK or "\n" in text.strip()):
        return "jsonl"
    if looks_like_header(line):
        return "csv"
    return "markdown" if _HEADING.match(text) else "text"


def _is_object(line: str, *, whole: bool) -> bool:
    if not whole:
        return re.match(r"\{\s*\"[^\"]*\"\s*:", line) is not None
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
