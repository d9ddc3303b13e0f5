"""Every setting once: its name, default, unit and meaning. Nothing is read from the environment."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a reading depends on beside the text and the coder.

    Attributes:
        parser: name of the spaCy model, or "" for the first `en_core_web_*` that is installed.
        largest_text: characters; a longer article is set aside.
        least_confidence: 0 to 1; records below it are not kept.
    """

    parser: str = ""
    largest_text: int = 2_000_000
    least_confidence: float = 0.0

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits that change when any setting does."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:12]
