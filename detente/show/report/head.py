"""What stands above a report: of what it is, as of when, and the command that makes it again."""

from __future__ import annotations

from detente.explain.display import day_in_words
from detente.show.report import Format, Report


def kicker_of(report: Report) -> str:
    """`Report · PAK–RUS for USA`."""
    page = report.page
    return f"Report · {page.dyad.a}–{page.dyad.b}" + (f" for {page.third}" if page.third else "")


def stamp_in_words(report: Report) -> str:
    """As of when the record is told, and which sections are not ours."""
    stamp = report.stamp
    users = [section.name for section in report.sections if section.of_user]
    said = f"As the record of the project {stamp.project} stood on {day_in_words(stamp.day)}, version {stamp.version}."
    return said + (f" Sections written by the user: {', '.join(users)}." if users else "")


def command_of(report: Report, format: Format) -> str:
    """The command that makes the report again, in one of its formats."""
    return f"{report.stamp.command} --format {format}"
