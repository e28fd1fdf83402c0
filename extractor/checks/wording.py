"""How findings write values of the document: numbers and days as Vietnam writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal


def shown_number(value: Decimal) -> str:
    """A number with `.` between thousands and `,` before decimals, without zeros at its end."""
    text = f"{value:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def shown_day(day: date) -> str:
    """`04/09/2016`."""
    return day.strftime("%d/%m/%Y")
