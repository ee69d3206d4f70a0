"""Modules and functions stay readable: a limit for the new, and a ratchet for what is over it, which only turns down.

``sizes.toml`` lists what is over a limit with its size. A thing that grew fails; a thing that shrank fails too, until
its number is lowered, so that the list always says how things are and nobody can grow back into an old number.
"""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

from tests.house.tree import modules

MODULE_LIMIT, FUNCTION_LIMIT, FUNCTION_CEILING = 350, 60, 100
RATCHET = tomllib.loads((Path(__file__).parent / "sizes.toml").read_text(encoding="utf-8"))


def module_sizes() -> dict[str, int]:
    """Lines of each module."""
    return {module.name: len(module.text.splitlines()) for module in modules()}


def function_sizes() -> dict[str, int]:
    """Lines of each function, decorators and docstring included, by module and qualified name."""
    sizes: dict[str, int] = {}

    def walk(node: ast.AST, prefix: str) -> None:
        for child in ast.iter_child_nodes(node):
            inner = prefix
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                inner = f"{prefix}.{child.name}"
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                first = min([child.lineno, *(each.lineno for each in child.decorator_list)])
                sizes[inner] = max(sizes.get(inner, 0), (child.end_lineno or first) - first + 1)
            walk(child, inner)

    for module in modules():
        walk(module.tree, module.name)
    return sizes


def over(sizes: dict[str, int], limit: int) -> dict[str, int]:
    """What is larger than a limit."""
    return {name: size for name, size in sizes.items() if size > limit}


def test_no_module_grows_past_its_size() -> None:
    """A module over 350 lines stands in the ratchet with exactly its size, or is divided."""
    assert over(module_sizes(), MODULE_LIMIT) == RATCHET.get("modules", {})


def test_no_function_grows_past_its_size() -> None:
    """A function over 60 lines stands in the ratchet with exactly its size, or is divided."""
    assert over(function_sizes(), FUNCTION_LIMIT) == RATCHET.get("functions", {})


def test_no_function_is_over_a_hundred_lines() -> None:
    """No entry in the ratchet excuses a function of more than a hundred lines."""
    assert over(function_sizes(), FUNCTION_CEILING) == {}
