"""Every error is one of the tree, is told in the documents, has a code of its own and tells the reader what to do."""

from __future__ import annotations

import ast
import re

from tests.house.tree import REPO, modules

from multitrack.errors import MultitrackError, every_error

PAGE = (REPO / "docs" / "exit-codes.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\d+) \| `(\w+)` \| (.+?) \| (.+?) \|$", re.MULTILINE)

# Caught within their room and told to people as an error of the tree.
WITHIN_A_ROOM = {"multitrack.ledger.codec.NotCanonical"}


def tree() -> list[type[MultitrackError]]:
    """The errors that the program defines, without those of a test."""
    return [cls for cls in every_error() if cls.__module__ == "multitrack.errors"]


def test_the_page_of_exit_codes_lists_the_tree() -> None:
    """Code, name and advice of every error stand in the page, in the tree's order, and nothing else does."""
    rows = [(int(code), name, advice) for code, name, _meaning, advice in ROW.findall(PAGE)]
    assert rows == [(cls.exit_code, cls.__name__, cls.advice or "said with each error") for cls in tree()]


def test_the_page_says_of_each_error_what_its_class_says() -> None:
    """The meaning in the page is the first line of the class's docstring."""
    told = {name: meaning for _code, name, meaning, _advice in ROW.findall(PAGE)}
    assert told == {cls.__name__: (cls.__doc__ or "").strip().splitlines()[0] for cls in tree()}


def test_a_code_means_one_thing() -> None:
    """No two errors share an exit code, but for the two that say the same of a caller."""
    by_code: dict[int, list[str]] = {}
    for cls in tree():
        by_code.setdefault(cls.exit_code, []).append(cls.__name__)
    assert {code: names for code, names in by_code.items() if len(names) > 1} == {2: ["UserError", "UsageError"]}


def test_all_errors_stand_in_one_file() -> None:
    """No other module defines an exception that may leave it; a private one is a signal within its module."""
    names = {cls.__name__ for cls in tree()}
    found = [
        f"{module.place}:{node.lineno} {node.name}"
        for module in modules()
        if module.name != "multitrack.errors"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        and not node.name.startswith("_")
        and f"{module.name}.{node.name}" not in WITHIN_A_ROOM
        and any(
            (base := ast.unparse(each).rpartition(".")[2]) in names or base.endswith(("Error", "Exception"))
            for each in node.bases
        )
    ]
    assert found == []
