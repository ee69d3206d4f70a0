"""Settings: the order in which they are looked up, and that nothing wrong, missing or open is taken in silence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multitrack import settings
from multitrack.errors import InvalidFile, UsageError

NAMES = [name for name, *_rest in settings.documented()]


def written(folder: Path, text: str) -> Path:
    path = folder / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_with_nothing_said_the_defaults_hold() -> None:
    """No file, no variable, no flag: the defaults, and only this machine is served."""
    found = settings.load({}, {})
    assert found == settings.Settings()
    assert (found.host, found.workspace, found.language) == ("127.0.0.1", None, "en")


def test_a_flag_goes_before_the_environment_before_the_file(tmp_path: Path) -> None:
    """Each place gives way to the one nearer to the person."""
    path = written(tmp_path, "port = 1\nidle_lock_minutes = 3\nlanguage = 'ar'\n")
    found = settings.load({"port": 3}, {"MULTITRACK_PORT": "2", "MULTITRACK_IDLE_LOCK_MINUTES": "2"}, path)
    assert (found.port, found.idle_lock_minutes, found.language) == (3, 2, "ar")


def test_a_flag_not_given_and_an_empty_variable_say_nothing(tmp_path: Path) -> None:
    """None and the empty text leave the word to the next place."""
    path = written(tmp_path, "port = 1\n")
    assert settings.load({"port": None}, {"MULTITRACK_PORT": ""}, path).port == 1


def test_the_file_is_found_by_the_environment(tmp_path: Path) -> None:
    """MULTITRACK_SETTINGS names the file."""
    path = written(tmp_path, "port = 7\n")
    assert settings.load({}, {"MULTITRACK_SETTINGS": str(path)}).port == 7


def test_the_file_is_found_in_the_users_configuration(tmp_home: Path) -> None:
    """Without a name, the user's configuration folder is looked in."""
    assert str(settings.settings_file({})).startswith(str(tmp_home))
    settings.settings_file({}).parent.mkdir(parents=True)
    settings.settings_file({}).write_text("port = 9\n", encoding="utf-8")
    assert settings.load({}, {}).port == 9


def test_a_path_in_the_file_is_meant_from_the_files_folder(tmp_path: Path) -> None:
    """A settings file can travel with its workspace."""
    path = written(tmp_path, "workspace = 'case.multitrack'\n")
    assert settings.load({}, {}, path).workspace == tmp_path / "case.multitrack"
    assert settings.load({"workspace": "case.multitrack"}, {}, path).workspace == Path("case.multitrack")


def test_a_misspelt_setting_is_named_with_its_line_and_its_neighbour(tmp_path: Path) -> None:
    """The reader is told which line, and what was probably meant."""
    path = written(tmp_path, "# mine\nport = 1\nworkspaec = 'x'\n")
    with pytest.raises(UsageError) as caught:
        settings.load({}, {}, path)
    assert caught.value.place == f"{path}, line 3"
    assert "`workspaec`" in caught.value.message
    assert "Did you mean `workspace`?" in caught.value.advice


@pytest.mark.parametrize(
    ("flags", "environ", "place"),
    [
        ({"port": "70000"}, {}, "--port"),
        ({"port": True}, {}, "--port"),
        ({"port": -1}, {}, "--port"),
        ({"colour": "red"}, {}, "--colour"),
        ({}, {"MULTITRACK_PORT": "８０"}, "MULTITRACK_PORT"),
        ({}, {"MULTITRACK_PORT": "80; ls"}, "MULTITRACK_PORT"),
        ({}, {"MULTITRACK_IDLE_LOCK_MINUTES": "0"}, "MULTITRACK_IDLE_LOCK_MINUTES"),
        ({}, {"MULTITRACK_BEYOND_THIS_MACHINE": "perhaps"}, "MULTITRACK_BEYOND_THIS_MACHINE"),
        ({"idle_lock_minutes": 2.5}, {}, "--idle-lock-minutes"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_at_its_place(
    flags: dict[str, object], environ: dict[str, str], place: str
) -> None:
    """No value is bent into shape: the error names the flag or the variable."""
    with pytest.raises(UsageError) as caught:
        settings.load(flags, environ)
    assert caught.value.place == place


@pytest.mark.parametrize("text", ["port = \n", "= 1", "port = 1\nport = 2\n", "\x00"])
def test_a_file_that_is_not_toml_is_refused(tmp_path: Path, text: str) -> None:
    """A broken file is an error with the file's name, not a file that is not there."""
    path = written(tmp_path, text)
    with pytest.raises(InvalidFile) as caught:
        settings.load({}, {}, path)
    assert caught.value.place == str(path)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    """Bytes that are not UTF-8 are an error too."""
    (tmp_path / "settings.toml").write_bytes(b"language = '\xff'")
    with pytest.raises(InvalidFile):
        settings.load({}, {}, tmp_path / "settings.toml")


@pytest.mark.parametrize("text", ["[port]\n", "port = [1]\n", "[workspace]\nx = 1\n"])
def test_a_table_where_a_value_belongs_is_refused(tmp_path: Path, text: str) -> None:
    """The file is flat."""
    with pytest.raises(UsageError):
        settings.load({}, {}, written(tmp_path, text))


def test_a_named_file_that_is_missing_is_an_error_and_an_unnamed_one_is_not(tmp_path: Path) -> None:
    """Who names a file means it."""
    with pytest.raises(InvalidFile):
        settings.load({}, {"MULTITRACK_SETTINGS": str(tmp_path / "none.toml")})
    assert settings.load({}, {}) == settings.Settings()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "example.org", "127.0.0.1.example.org", ""])
def test_an_open_host_needs_a_second_word(host: str) -> None:
    """One wrong setting cannot open a workspace to the network; two, both said, can."""
    with pytest.raises(UsageError):
        settings.load({"host": host}, {})
    if host:
        assert settings.load({"host": host, "beyond_this_machine": True}, {}).host == host


@given(st.sampled_from(NAMES), st.text(max_size=20))
def test_no_text_makes_a_value_of_the_wrong_kind(name: str, text: str) -> None:
    """Whatever stands in the environment, the result is of the field's type or an error that says where."""
    try:
        value = getattr(settings.load({}, {settings.env_name(name): text}), name)
    except UsageError as error:
        assert error.place in {settings.env_name(name), "host"}
        assert error.advice.startswith("Nothing was opened.")
    else:
        kinds: dict[str, type | tuple[type, ...]] = {
            "path": (Path, type(None)),
            "text": str,
            "number": int,
            "yes or no": bool,
        }
        kind = next(kind for known, kind, *_rest in settings.documented() if known == name)
        assert isinstance(value, kinds[kind])


def test_places_are_named_and_not_made(tmp_home: Path) -> None:
    """Asking where the demo or the state would be makes no folder."""
    assert settings.demo_dir({"MULTITRACK_DEMO": "here"}) == Path("here")
    assert settings.state_dir({"MULTITRACK_STATE": "here"}) == Path("here")
    for place in (settings.demo_dir({}), settings.state_dir({})):
        assert tmp_home in place.parents
        assert not place.exists()


def test_every_setting_is_documented_as_it_is(repo: Path) -> None:
    """docs/settings.md lists name, variable, kind, default and meaning of each setting, and no other."""
    page = (repo / "docs" / "settings.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \| (.+?) \| (.+?) \| (.+?) \|$", page, re.MULTILINE)

    def shown(default: object) -> str:
        if default is None:
            return "none"
        return f"`{default}`" if not isinstance(default, bool) else ("yes" if default else "no")

    assert rows == [
        (name, settings.env_name(name), kind, shown(default), text)
        for name, kind, default, text in settings.documented()
    ]
