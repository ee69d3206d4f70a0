"""Dates keep the precision they were written with, and refuse what does not exist."""

from __future__ import annotations

from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from multitrack.vocabulary import Date, Precision, span

days = st.dates(min_value=date(1000, 1, 1), max_value=date(9998, 12, 31))


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("1998", "1998-01-01", "1998-12-31", Precision.YEAR),
        ("1998-05~", "1998-05-01", "1998-05-31", Precision.MONTH),
        ("1998-XX", "1998-01-01", "1998-12-31", Precision.YEAR),
        ("199X", "1990-01-01", "1999-12-31", Precision.DECADE),
        ("19XX", "1900-01-01", "1999-12-31", Precision.CENTURY),
        ("1998-05-1X", "1998-05-10", "1998-05-19", Precision.MONTH),
        ("1998-02-XX", "1998-02-01", "1998-02-28", Precision.MONTH),
        ("2000-02-29", "2000-02-29", "2000-02-29", Precision.DAY),
        ("1990-05/1991-06", "1990-05-01", "1991-06-30", Precision.SPAN),
        ("../1999", None, "1999-12-31", Precision.SPAN),
        ("1999/..", "1999-01-01", None, Precision.SPAN),
        ("1998~/1999-07", "1998-01-01", "1999-07-31", Precision.SPAN),
    ],
)
def test_a_date_bounds_the_days_it_may_mean(
    text: str, earliest: str | None, latest: str | None, precision: Precision
) -> None:
    found = Date.parse(text)
    assert (found.earliest and found.earliest.isoformat()) == earliest
    assert (found.latest and found.latest.isoformat()) == latest
    assert found.precision is precision


@pytest.mark.parametrize(
    "text",
    [
        "2003-02-31",
        "1999-02-29",
        "1998-13",
        "1998-00",
        "199X-05",
        "about 1998",
        "",
        "/",
        "../..",
        "1999/1998",
        "1998/1999/2000",
        "98",
        "1998-5",
        "1998-05-17T10:00",
        " 1998",
        "1998\n",
        "١٩٩٨",
        "1998-XX-05",
    ],
)
def test_what_is_not_a_date_is_refused_with_advice(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date that can be read"):
        Date.parse(text)


@given(days, st.sampled_from(["day", "month", "year"]), st.sampled_from(["", "~", "?", "%"]))
def test_a_second_reader_agrees_on_single_dates(day: date, precision: str, mark: str) -> None:
    text = {"day": day.isoformat(), "month": f"{day:%Y-%m}", "year": f"{day:%Y}"}[precision] + mark
    ours, theirs = Date.parse(text), parse_edtf(text)
    assert (ours.earliest, ours.latest) == (date(*theirs.lower_strict()[:3]), date(*theirs.upper_strict()[:3]))
    assert ours.approximate == (mark in ("~", "%"))
    assert ours.uncertain == (mark in ("?", "%"))


@given(days, days, st.sampled_from(["", "~"]))
def test_a_second_reader_agrees_on_spans(one: date, other: date, mark: str) -> None:
    first, last = sorted((one, other))
    text = f"{first:%Y-%m}{mark}/{last:%Y-%m}"
    ours, theirs = Date.parse(text), parse_edtf(text)
    assert (ours.earliest, ours.latest) == (date(*theirs.lower_strict()[:3]), date(*theirs.upper_strict()[:3]))


@given(days)
def test_a_day_is_over_only_after_it(day: date) -> None:
    moment = Date.of(day)
    assert not moment.over_by(day)
    assert moment.begun_by(day)
    assert Date.parse(f"{day.isoformat()}/..").open_ended
    assert not Date.parse(f"{day.isoformat()}/..").over_by(date.max)


def test_a_span_is_made_of_the_ends_of_two_dates() -> None:
    assert span(Date.parse("1998-05~"), Date.parse("2001-10")).text == "1998-05~/2001-10"
    assert span(None, Date.parse("2001")).text == "../2001"
    assert Date.parse("1998").overlaps(Date.parse("1998-12/1999"))
    assert not Date.parse("1998").overlaps(Date.parse("1999"))


def test_a_date_does_not_change() -> None:
    with pytest.raises(AttributeError):
        Date.parse("1998").text = "1999"
