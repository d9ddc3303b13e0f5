"""Files, plain, gzipped or in a zip, as blocks of whole lines, and work on two blocks at a time in their order.

Memory does not grow with the file: about `THREADS` + 2 blocks are held.
"""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, TypeVar, cast

from detente.errors import UnreadableInput

BLOCK = 16 * 2**20
LONGEST_LINE = 64 * 2**20
LOOK = 65_536
THREADS = 2
T = TypeVar("T")
R = TypeVar("R")

_BROKEN = (
    zipfile.BadZipFile,
    EOFError,
    gzip.BadGzipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    OSError,
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Member:
    """A file, or the one called `inside` in the zip at `path`."""

    path: Path
    inside: str | None = None

    @property
    def name(self) -> str:
        """Its own name, without folders and without `.gz`."""
        name = Path(self.inside or self.path).name
        return name[:-3] if name.lower().endswith(".gz") else name

    @property
    def label(self) -> str:
        """How it is called in messages and as the origin of its rows."""
        return f"{self.path}/{self.inside}" if self.inside else str(self.path)


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines of a file; `first` is the number of the first. The last line may lack its end."""

    data: bytes
    first: int


def members(path: Path) -> list[Member]:
    """The files at a path: itself, or those in the zip that it is, sorted by name.

    Raises:
        UnreadableInput: there is no such file, or it is a broken zip.
    """
    if not path.is_file():
        what = "a folder, not a file" if path.is_dir() else "no such file"
        raise UnreadableInput(what, where=str(path), mend="give the path of an event file")
    if not (path.suffix.lower() == ".zip" or _first_bytes(path).startswith(_ZIP)):
        return [Member(path)]
    try:
        with zipfile.ZipFile(path) as archive:
            names = sorted(info.filename for info in archive.infolist() if not info.is_dir())
    except _BROKEN as error:
        raise _broken(str(path), error) from None
    shown = [name for name in names if not Path(name).name.startswith(".") and "__MACOSX" not in name]
    if not shown:
        raise UnreadableInput("an archive without files", where=str(path), mend="fetch it anew")
    return [Member(path, name) for name in shown]


def head(member: Member) -> bytes:
    """The first bytes of a file, unpacked, without a byte order mark.

    Raises:
        UnreadableInput: it cannot be opened or unpacked.
    """
    with closing(_open(member)) as stream:
        return _read(stream, LOOK, member).removeprefix(_BOM)


def read_blocks(member: Member, *, skip: int = 0) -> Iterator[Block]:
    """The lines of a file, all but the first `skip`, in blocks of about `BLOCK` bytes.

    Raises:
        UnreadableInput: it cannot be unpacked to its end, or has no line ends.
    """
    for block in _blocks(member):
        data, first = block.data, block.first
        if first == 1:
            data = data.removeprefix(_BOM)
        while first <= skip and data:
            end = data.find(b"\n") + 1
            data, first = (data[end:] if end else b""), first + 1
        if data:
            yield Block(data, first)


def in_order(work: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
    """What `work` makes of each item, in their order, `THREADS` of them at a time."""
    waiting: deque[Future[R]] = deque()
    with ThreadPoolExecutor(THREADS) as pool:
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) > THREADS:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def _blocks(member: Member) -> Iterator[Block]:
    first, rest, size = 1, list[bytes](), 0
    with closing(_open(member)) as stream:
        while chunk := _read(stream, BLOCK, member):
            end = chunk.rfind(b"\n") + 1
            if not end:
                rest.append(chunk)
                size += len(chunk)
                if size > LONGEST_LINE:
                    raise UnreadableInput(
                        f"no line end in {size:,} bytes",
                        where=member.label,
                        mend="give a table with one event a line",
                    )
                continue
            data = b"".join((*rest, memoryview(chunk)[:end]))
            rest = [chunk[end:]]
            size = len(rest[0])
            yield Block(data, first)
            first += data.count(b"\n")
    if size:
        yield Block(b"".join(rest), first)


def _open(member: Member) -> BinaryIO:
    try:
        return cast(BinaryIO, _opened(member))
    except _BROKEN as error:
        raise _broken(member.label, error) from None


def _opened(member: Member) -> IO[bytes] | gzip.GzipFile:
    if member.inside is not None:
        with zipfile.ZipFile(member.path) as archive:
            return archive.open(member.inside)  # stays open by itself
    if _first_bytes(member.path).startswith(b"\x1f\x8b"):
        return gzip.GzipFile(member.path)
    return member.path.open("rb")


def _read(stream: BinaryIO, size: int, member: Member) -> bytes:
    try:
        return stream.read(size)
    except _BROKEN as error:
        raise _broken(member.label, error) from None


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(4)
    except OSError as error:
        raise _broken(str(path), error) from None


def _broken(where: str, error: BaseException) -> UnreadableInput:
    if isinstance(error, OSError) and error.strerror:
        return UnreadableInput(error.strerror, where=where, mend="check that it can be read")
    what = f"cannot be unpacked: {error}"
    return UnreadableInput(what, where=where, mend="it may be cut short: fetch it anew")
