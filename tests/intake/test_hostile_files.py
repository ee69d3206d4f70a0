"""Files made to crash, fill or fool the reader are refused whole, with file, line and remedy."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from multitrack.errors import InvalidFile
from multitrack.intake import read_file, read_folder, read_path, read_text

GOOD = '[[actor]]\nid = "a"\nname = "A"\ntype = "state"\n'


def _zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("../../case.toml", "name = 'x'")
    return buffer.getvalue()


HOSTILE: dict[str, tuple[bytes, str, int | None]] = {
    "binary junk": (bytes(range(256)) * 40, "not a text file", None),
    "wrong encoding": (GOOD.encode() + 'remarks = "é"\n'.encode("latin-1"), "not UTF-8", 5),
    "a line of ten megabytes": (b'[[actor]]\nname = "' + b"x" * 10_000_000 + b'"\n', "longer than", 2),
    "a formula": (GOOD.encode() + b"remarks = \"=cmd|' /C calc'!A0\"\n", "formula", 1),
    "a day that does not exist": (GOOD.encode() + b"when = 2003-02-31\n", "TOML", 5),
    "a number with a point": (GOOD.encode() + b"when = 0.5\n", "number with a point", 1),
    "the same id twice": ((GOOD * 2).encode(), "second time", 5),
    "an empty file": (b"", "empty", None),
    "nothing but space": (b" \n\t\n", "empty", None),
    "a cut zip": (_zip()[:40], "zip archive", None),
    "an invisible character": (GOOD.replace('"A"', '"A\u202eB"').encode(), "invisible", 3),
    "an unknown kind": (b'[[target]]\nname = "x"\n', "no kind of record called 'target'", 1),
    "a kind that is no array": (b'[actor]\nname = "x"\n', "[[actor]]", None),
    "brackets without end": (b"x = " + b"[" * 100_000, "TOML", None),
    "JSON without end": (b"[" * 100_000, "JSON", None),
    "JSON that is no record": (b"[1, 2]", "an object with a kind", None),
    "JSON nested beyond any record": (b'{"kind": "actor", "name": ' + b"[" * 900 + b"]" * 900 + b"}", "nested", None),
    "JSON with a number of 5,000 digits": (b'[{"kind": "actor", "name": 1' + b"0" * 5000 + b"}]", "JSON", None),
    "JSON with an escaped override": (b'[{"kind": "actor", "name": "A\\u202eB", "type": "state"}]', "invisible", None),
    "an escaped terminal code": (GOOD.replace('"A"', '"A\\u001b[2J"').encode(), "invisible", 1),
    "JSON whose kind is a list": (b'[{"kind": ["actor"], "name": "x"}]', "no kind of record", None),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_its_place(name: str, tmp_path: Path) -> None:
    content, says, line = HOSTILE[name]
    path = tmp_path / ("case.json" if "JSON" in name else "case.toml")
    path.write_bytes(content)
    with pytest.raises(InvalidFile) as caught:
        read_path(path)
    text = caught.value.diagnostics()
    assert says in text
    assert path.name in text
    assert str(tmp_path) not in text
    if line is not None:
        assert f"{path.name}:{line}" in text
    assert "Nothing was added" in text


def test_one_record_is_held_to_the_rules_of_a_file_of_records() -> None:
    with pytest.raises(InvalidFile, match="invisible"):
        read_text('name = "A\\u202eB"\ntype = "state"\n', "-", kind="actor")


def test_a_device_without_end_is_not_read_to_its_end() -> None:
    zero = Path("/dev/zero")
    if not zero.exists():
        pytest.skip("this system has no such device")
    with pytest.raises(InvalidFile, match="at most 32 are read"):
        read_path(zero)


def test_a_list_of_files_that_is_no_list_is_a_problem_of_the_case(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text('name = "x"\nfiles = 5\n', encoding="utf-8")
    with pytest.raises(InvalidFile, match="5 is listed and not there"):
        read_path(tmp_path)


def test_every_problem_of_a_folder_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text('name = "x"\n')
    (tmp_path / "01-a.toml").write_text(GOOD + "[[actor]]\nname = 1.5\n")
    (tmp_path / "02-b.toml").write_text("[[monster]]\n")
    with pytest.raises(InvalidFile) as caught:
        read_folder(tmp_path)
    assert "01-a.toml:5" in caught.value.message
    assert "02-b.toml:1" in caught.value.message
    assert caught.value.message.startswith("2 problems")


def test_a_folder_without_a_case_file_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InvalidFile, match=r"no case\.toml"):
        read_folder(tmp_path)


def test_a_huge_file_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.toml"
    with path.open("wb") as file:
        file.truncate(40 * 2**20)
    with pytest.raises(InvalidFile, match="40 MiB"):
        read_file(path)


def test_tomls_own_dates_are_read_as_dates(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(GOOD + "when = 1998-05-17\n")
    assert read_file(path).items[0].data["when"] == "1998-05-17"
