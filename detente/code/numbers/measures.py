"""Units of which there may be half of one, by what they measure: a tonne, a square mile, a year."""

from __future__ import annotations

_MEASURES = frozenset(
    "km m cm mm metre kilogram mile foot inch hectare acre tonne ton kg gram pound ounce barrel litre "
    "gallon kw mw gw kwh mwh gwh twh bcm mcm degree bushel knot volt watt year month megawatt megawatts "
    "gigawatt kilowatt terawatt billion million trillion".split()
)


def is_measure(unit: str) -> bool:
    """Is it a unit of which there may be half of one: a tonne, a square mile?"""
    return unit.split()[0].lower() in _MEASURES or unit.startswith(("square", "cubic", "nautical"))
