"""What was written to a file and what was left out, as lines for a terminal."""

from __future__ import annotations

from pathlib import Path

from detente.explain.display import one_line
from detente.show.export.dated import NO_DAY
from detente.show.export.happened import Written


def written_in_words(written: Written, out: Path) -> str:
    """How much the file holds, then what was left out with the reason."""
    held = ", ".join(_many(count, noun) for noun, count in written.counts.items())
    lines = [f"{held} written: {one_line(str(out))}"]
    if written.left_out:
        width = max(len(f"{count:,}") for count in written.left_out.values())
        lines += ["left out:", *(f"  {count:>{width},}  {why}" for why, count in written.left_out.items())]
    if NO_DAY in written.left_out:
        lines.append("with --day-of-article those of no day have the day of their first article")
    return "\n".join(lines)


def _many(count: int, noun: str) -> str:
    ending = noun.removesuffix("y") + "ies" if noun.endswith("y") else f"{noun}s"
    return f"{count:,} {noun if count == 1 else ending}"
