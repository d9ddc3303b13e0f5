"""Lines that stood before in a file, word for word: some releases have whole rows twice."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from detente.read.events.blocks import Block

if TYPE_CHECKING:
    import numpy as np


def with_repeats(found: Iterator[Block]) -> Iterator[tuple[Block, frozenset[int]]]:
    """Each block with the places of the lines in it that stood before in the file, word for word.

    Only a digest of eight bytes is kept of each line.
    """
    import numpy as np

    known = np.zeros(0, np.uint64)
    for block in found:
        lines = block.data.split(b"\n")
        digests = np.frombuffer(b"".join(map(_digest, lines)), np.uint64)
        order = np.argsort(digests, kind="stable")
        ranked = digests[order]
        again = _among(ranked, known)
        again[1:] |= ranked[1:] == ranked[:-1]
        repeats = frozenset(n for n in order[again].tolist() if lines[n].rstrip(b"\r"))
        known = np.concatenate((known, ranked))
        known.sort(kind="stable")  # two sorted runs: this merges them
        yield block, repeats


def _digest(line: bytes) -> bytes:
    return blake2b(line.rstrip(b"\r"), digest_size=8).digest()


def _among(digests: np.ndarray[Any, Any], known: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Which of the digests are among those known, which are sorted."""
    import numpy as np

    if not known.size:
        return np.zeros(digests.size, np.bool_)
    at = np.minimum(np.searchsorted(known, digests), known.size - 1)
    found: np.ndarray[Any, Any] = known[at] == digests
    return found
