"""Every setting once: its name, default, unit and meaning. Nothing is read from the environment."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from detente.errors import UnknownName

VOTERS = ("both", "rules", "encoder")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a reading depends on beside the text and the coder.

    Attributes:
        parser: name of the spaCy model, or "" for the first `en_core_web_*` that is installed.
        voters: who decides on events: "rules", "encoder" (the small model), or "both" together.
        words: a folder of tables of your own (holders.tsv …), whose rows are added to the package's; "" for none.
        largest_text: characters; a longer article is set aside.
        least_confidence: 0 to 1; records below it are not kept.
    """

    parser: str = ""
    voters: str = "both"
    words: str = ""
    largest_text: int = 2_000_000
    least_confidence: float = 0.0

    def __post_init__(self) -> None:
        if self.voters not in VOTERS:
            raise UnknownName(f"no voter called {self.voters!r}", mend=f"there are: {', '.join(VOTERS)}")

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits that change when any setting does, or what stands in the tables of `words`."""
        tables = sorted(Path(self.words).glob("*.tsv")) if self.words else []
        words = "".join(hashlib.sha256(table.read_bytes()).hexdigest() for table in tables)
        return hashlib.sha256(repr(replace(self, words=words)).encode()).hexdigest()[:12]
