"""A reader who opens any module learns its rule first, and every public name says what it means."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from tests.house.tree import Module, modules

PRINTERS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
every_module = pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)


def exported(module: Module) -> list[str] | None:
    """The names of ``__all__``; None where there is none."""
    for node in module.tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets):
            value = node.value  # type: ignore[attr-defined]
            return [ast.literal_eval(item) for item in value.elts if isinstance(item, ast.Constant)]
    return None


def undocumented(module: Module, names: list[str]) -> Iterator[str]:
    """Public functions and classes without a docstring, and public methods of public classes."""
    for node in module.tree.body:
        if not isinstance(node, PRINTERS) or node.name not in names:
            continue
        if not ast.get_docstring(node):
            yield node.name
        for inner in node.body if isinstance(node, ast.ClassDef) else ():
            if (
                isinstance(inner, PRINTERS)
                and not inner.name.startswith("_")
                and not ast.get_docstring(inner)
                and not any("override" in ast.unparse(each) for each in inner.decorator_list)
            ):
                yield f"{node.name}.{inner.name}"


@every_module
def test_a_module_opens_with_a_sentence_of_its_own(module: Module) -> None:
    """The docstring is a sentence with a full stop, and not the file's name said again."""
    text = ast.get_docstring(module.tree) or ""
    first = text.split("\n\n")[0]
    assert len(first.split()) >= 4, f"{module.place}: say what it keeps"
    assert first.rstrip().endswith((".", ":", "::")), f"{module.place}: a sentence ends"
    leaf = module.name.rpartition(".")[2].replace("_", " ")
    assert first.lower().strip(". ") not in {leaf, f"{leaf} module", f"the {leaf} module"}


@every_module
def test_a_module_says_what_it_offers(module: Module) -> None:
    """`__all__` stands in every module and names only what is there."""
    assert exported(module) is not None, f"{module.place} has no __all__"


@every_module
def test_public_names_are_documented(module: Module) -> None:
    """Each public function, class and method says what it means."""
    assert list(undocumented(module, exported(module) or [])) == []
