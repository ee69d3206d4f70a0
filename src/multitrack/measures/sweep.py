"""Every armed group of a record at once, to a file: one row per group and month.

Rules. The same panel, model and pattern as for one group alone (:mod:`multitrack.measures.violence`). A group with too
little data has its rows with its figures, probabilities NULL and the pattern ``too little data``. The file appears
whole under its name or not at all: it is written beside it and renamed, and an interruption leaves nothing behind.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from multitrack.errors import StorageFull, UsageError
from multitrack.i18n import _
from multitrack.measures.hyperparameters import HYPERPARAMETERS
from multitrack.measures.panel import Panel, read_panel
from multitrack.measures.pattern import PATTERNS, TOO_LITTLE_DATA, pattern
from multitrack.measures.segments import segment

if TYPE_CHECKING:
    from multitrack.measures.violence import Record

__all__ = ["COLUMNS", "violence_all"]

COLUMNS = (
    "ucdp_id",
    "name",
    "month",
    "events",
    "deaths",
    "p_change",
    "p_ease",
    "p_rise",
    "p_ease_as_stood",
    "pattern",
)
"""Columns of the file. ``month`` is text, ``1994-09``."""

_CHANCES = ("p_change", "p_ease", "p_rise", "p_ease_as_stood")
_BLOCK = 32
_THREADS = 2
_WORDS = (*PATTERNS, TOO_LITTLE_DATA)


def violence_all(
    record: Record,
    out: Path,
    as_of: date | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Write the violence of every armed group that has a UCDP id to a Parquet file.

    Args:
        record: a library.
        out: the file; replaced if it exists.
        as_of: use only events that ended on or before this day.
        progress: called with groups done and groups in all; what it raises stops the work.

    Returns:
        The number of rows written.

    Raises:
        UsageError: the file's folder does not exist, or the file cannot be written there.
        StorageFull: the disk is full.
    """
    if not out.parent.is_dir():
        raise UsageError(
            _("There is no folder {folder}.").format(folder=out.parent),
            advice=_("Nothing was written. Make the folder first, or name another file."),
        )
    covered = record.coverage()
    connection = record.connection()
    if covered.first is None or covered.last is None:
        panel = Panel.empty()
    else:
        panel = read_panel(connection, covered.first, covered.last, until=as_of)
    chances, words = _compute(panel, progress)
    return _write(panel, chances, words, out)


def _compute(
    panel: Panel, progress: Callable[[int, int], None] | None
) -> tuple[dict[str, NDArray[np.float64]], NDArray[np.int8]]:
    rows = int(panel.offsets[-1])
    chances = {name: np.full(rows, np.nan) for name in _CHANCES}
    words = np.full(rows, _WORDS.index(TOO_LITTLE_DATA), dtype=np.int8)
    enough = np.flatnonzero(panel.total("events") >= HYPERPARAMETERS.least_events)
    done = len(panel) - len(enough)

    def one_block(groups: NDArray[np.int64]) -> int:
        posterior = segment(panel.block(groups), panel.lengths[groups], places=False)
        for at, group in enumerate(groups.tolist()):
            place = panel.rows(group)
            length = place.stop - place.start
            for name in _CHANCES:
                chances[name][place] = getattr(posterior, name)[at, :length]
            said = pattern(
                posterior.p_ease[at, :length],
                posterior.p_rise[at, :length],
                posterior.level[at, :length],
                panel.columns["events"][place],
            )
            for code, word in enumerate(PATTERNS):
                words[place][said == word] = code
        return len(groups)

    with ThreadPoolExecutor(_THREADS) as pool:
        waiting = [pool.submit(one_block, groups) for groups in panel.blocks(enough, _BLOCK)]
        try:
            for finished in as_completed(waiting):
                done += finished.result()
                if progress is not None:
                    progress(done, len(panel))
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return chances, words


def _write(panel: Panel, chances: dict[str, NDArray[np.float64]], words: NDArray[np.int8], out: Path) -> int:
    import duckdb

    group = np.repeat(np.arange(len(panel)), panel.lengths)
    within = np.arange(int(panel.offsets[-1])) - panel.offsets[group]
    table: dict[str, Any] = {
        "place": np.arange(len(group)),
        "group_place": group,
        "month_number": panel.first[group] + within,
        "word": words,
        "events": panel.columns["events"].astype(np.int32),
        "deaths": panel.columns["deaths"].astype(np.int32),
        **chances,
    }
    names = {"group_place": np.arange(len(panel)), "ucdp_id": panel.ucdp_ids, "name": _objects(panel.names)}
    said = {"word": np.arange(len(_WORDS), dtype=np.int8), "pattern": _objects(_WORDS)}
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with duckdb.connect(":memory:") as connection:
            connection.execute("SET threads = 2")
            for name, columns in (("months", table), ("groups", names), ("words", said)):
                connection.register(name, columns)
            target = str(part).replace("'", "''")
            connection.execute(f"{_STATEMENT} TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
        part.replace(out)
    except (duckdb.IOException, OSError) as error:
        raise _not_written(error, out) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return len(group)


def _objects(texts: tuple[str, ...]) -> NDArray[np.object_]:
    return np.array(texts, dtype=object)


def _not_written(error: Exception, out: Path) -> StorageFull | UsageError:
    if "No space" in str(error):
        return StorageFull(_("The disk is full: {file} was not written.").format(file=out))
    return UsageError(
        _("{file} cannot be written.").format(file=out),
        advice=_("Nothing was written. Check that the folder may be written to, or name another file."),
    )


_STATEMENT = """
COPY (
    SELECT
        g.ucdp_id,
        g.name,
        printf('%04d-%02d', m.month_number // 12, m.month_number % 12 + 1) AS month,
        m.events,
        m.deaths,
        nullif(round(m.p_change, 6), 'nan'::DOUBLE) AS p_change,
        nullif(round(m.p_ease, 6), 'nan'::DOUBLE) AS p_ease,
        nullif(round(m.p_rise, 6), 'nan'::DOUBLE) AS p_rise,
        nullif(round(m.p_ease_as_stood, 6), 'nan'::DOUBLE) AS p_ease_as_stood,
        w.pattern
    FROM months AS m
    JOIN groups AS g USING (group_place)
    JOIN words AS w USING (word)
    ORDER BY m.place
)"""
