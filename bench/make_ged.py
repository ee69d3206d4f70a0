"""Make an event file of the size and shape of UCDP GED, made up from end to end: same numbers, same bytes.

Nothing in it is a real event, group or place: groups are called "Group 0001" and so on. What is true to life is
what costs time: 49 columns in the published order, about 700 bytes a row, groups from a few events to many
thousands, wars that rise and fall, coalitions written as one text, quotation marks and commas inside values.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from multitrack.library.readers.ucdp_ged import PUBLISHED_ORDER

__all__ = ["main", "rows", "write"]

FIRST_DAY = date(1989, 1, 1)
LAST_DAY = date(2024, 12, 31)
COUNTRIES = 120


class _War:
    """One dyad: two sides, a country, a stretch of time with a few bouts of heavy fighting."""

    def __init__(self, number: int, groups: int, chance: random.Random) -> None:
        span = (LAST_DAY - FIRST_DAY).days
        self.number = number
        self.country = 1 + number % COUNTRIES
        self.type = chance.choices((1, 2, 3), (6, 2, 2))[0]
        self.group = 1 + number % groups
        self.other = 1 + chance.randrange(groups)
        self.coalition = self.type == 2 and chance.random() < 0.1
        self.begin = chance.randrange(span - 400)
        self.length = min(span - self.begin, int(chance.lognormvariate(7.2, 0.8)) + 60)
        self.bouts = sorted(chance.random() for _ in range(chance.randrange(1, 5)))
        self.scale = chance.lognormvariate(0.8, 0.9)

    def day(self, chance: random.Random) -> int:
        """A day since the first, near one of the bouts."""
        near = chance.choice(self.bouts) + chance.gauss(0.0, 0.06)
        return self.begin + int(min(max(near, 0.0), 1.0) * (self.length - 1))


def _name(group: int) -> str:
    return f"Group {group:04d}"


def rows(events: int, groups: int, seed: int) -> Iterator[list[str | int | float]]:
    """The records, in the published order of columns."""
    chance = random.Random(seed)
    wars = [_War(number, groups, chance) for number in range(groups + groups // 4)]
    # Few wars hold most events, as in the published data; each has at least a few.
    weights = [1.0 / (place + 12) for place in range(len(wars))]
    chance.shuffle(weights)
    for number, war in enumerate(chance.choices(wars, weights, k=events), start=1):
        yield _record(number, war, chance)


def _record(number: int, war: _War, chance: random.Random) -> list[str | int | float]:
    start = FIRST_DAY + timedelta(days=war.day(chance))
    end = min(start + timedelta(days=0 if chance.random() < 0.86 else chance.randrange(1, 25)), LAST_DAY)
    a, b, civilians, unknown = (int(chance.expovariate(1 / war.scale)) for _ in range(4))
    best = max(1, a + b + civilians + unknown) if chance.random() < 0.97 else 0
    low, high = best - int(best * chance.random() * 0.4), best + int(best * chance.random() * 0.6)
    state = f"Government of Country {war.country:03d}"
    side_a, id_a = (state, 10_000 + war.country) if war.type == 1 else (_name(war.group), war.group)
    side_b, id_b = {
        1: (_name(war.group), war.group),
        2: (_name(war.other), war.other),
        3: ("Civilians", 9999),
    }[war.type]
    if war.coalition:
        side_b, id_b = f"{_name(war.other)}, {_name(1 + war.other % 900)}", 20_000 + war.number
    dyad = f"{side_a} - {side_b}"
    place = f"Town {chance.randrange(400):03d}"
    latitude, longitude = round(chance.uniform(-34, 37), 6), round(chance.uniform(-17, 51), 6)
    paper = f'"Agency {chance.randrange(40):02d},{start.isoformat()},{side_b} said to have clashed near {place}"'
    where = f"{place}, district {chance.randrange(30)} of province {chance.randrange(12)}, 4 km from the road"
    return [
        100_000 + number, f"C{war.country:03d}-{start.year}-{war.type}-{war.number}-{number}", start.year, 1, "Clear",
        war.type, 300 + war.number, 300 + war.number, f"Country {war.country:03d}: Government", 500 + war.number,
        500 + war.number, dyad, id_a, id_a, side_a, id_b, id_b, side_b, chance.randrange(1, 5),
        f"{paper};{paper}", "Agency;Agency", f"{start.isoformat()};{start.isoformat()}",
        f"{side_b} said to have clashed near {place};At least {best} dead near {place}", "army spokesman",
        chance.choices((1, 2, 3, 4, 5, 6), (40, 25, 15, 12, 4, 4))[0], place, where,
        f"Province {chance.randrange(12)}", f"District {chance.randrange(30)}", latitude, longitude,
        f"POINT ({longitude} {latitude})", chance.randrange(100_000, 200_000), f"Country {war.country:03d}",
        war.country,
        "Africa", 1, 1 if start == end else chance.randrange(2, 6), f"{start.isoformat()} 00:00:00.000",
        f"{end.isoformat()} 00:00:00.000", a, b, civilians, unknown, best, high, low, 400 + war.country, "",
    ]  # fmt: skip


def write(path: Path, events: int, groups: int = 1_800, seed: int = 1989) -> int:
    """Write the file; its size in bytes."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(PUBLISHED_ORDER)
        writer.writerows(rows(events, groups, seed))
    return path.stat().st_size


def main() -> int:
    """Write a file of the size asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--events", type=int, default=400_000)
    parser.add_argument("--groups", type=int, default=1_800)
    parser.add_argument("--seed", type=int, default=1989)
    given = parser.parse_args()
    size = write(given.path, given.events, given.groups, given.seed)
    print(f"{given.path.name}: {given.events:,} events, {given.groups:,} groups, {size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
