"""The timeline of a page: its years stand clear of each other."""

import re
from datetime import date
from itertools import pairwise

from detente.show.pages import TimelineBar
from detente.show.pages.timeline import YEARS, draw_timeline

YEAR = re.compile(r'<text text-anchor="(\w+)" transform="translate\(([\d.]+),[\d.]+\)"[^>]*>\d{4}<')
WIDTH = 26  # of four figures, in the size of the labels


def bar(year: int) -> TimelineBar:
    return TimelineBar(
        ref=f"E{year}", record=f"r{year}", doc="d", sector="trade", since=date(year, 3, 1), until=date(year, 3, 9),
        open="", conflict=False, material=True, says="a sale",
    )  # fmt: skip


def test_the_labels_of_the_first_and_last_years_do_not_touch_their_neighbours():
    labels = YEAR.findall(draw_timeline([bar(year) for year in range(2001, 2001 + YEARS)]))
    places = [float(x) for _, x in labels]
    assert {anchor for anchor, _ in labels} == {"middle"} and len(places) > YEARS
    assert all(right - left > WIDTH for left, right in pairwise(places))
