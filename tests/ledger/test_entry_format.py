"""Entry format 1 is frozen: two implementations that share no code agree on every byte, and on what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger import second_reader

from multitrack.errors import NewerFormat, Tampered
from multitrack.ledger import codec, entry, tree
from multitrack.ledger.keys import DeviceKey
from multitrack.ledger.spelling import from_paper, is_id, new_id, spell, to_paper, unspell

VECTORS = json.loads((Path(__file__).parent.parent / "vectors" / "entry-1.json").read_text(encoding="utf-8"))
ENTRIES: list[dict[str, Any]] = VECTORS["entries"]


def named(vectors: list[dict[str, Any]]) -> list[Any]:
    return [pytest.param(vector, id=vector["name"]) for vector in vectors]


def parts(vector: dict[str, Any]) -> tuple[bytes, bytes, bytes, bytes]:
    header, signature, salt, body = (bytes.fromhex(vector[name]) for name in ("header", "signature", "salt", "body"))
    return header, signature, salt, body


def our_refusal(header: bytes, signature: bytes, salt: bytes, body: bytes) -> str | None:
    try:
        said = entry.read_header(header)
    except Tampered:
        return "header"
    if not entry.signed_by(said.device, header, signature):
        return "signature"
    if entry.commitment(salt, body) != said.commitment:
        return "commitment"
    try:
        entry.read_body(body)
    except Tampered:
        return "body"
    except NewerFormat:
        return "newer"
    return None


def test_there_are_vectors_of_both_sorts() -> None:
    refused = [vector for vector in ENTRIES if vector["refused"]]
    assert len(ENTRIES) - len(refused) >= 10
    assert len(refused) >= 20
    assert {vector["refused"] for vector in refused} == {"header", "signature", "commitment", "body", "newer"}


@pytest.mark.parametrize("vector", named(ENTRIES))
def test_both_implementations_take_or_refuse_it_for_the_same_reason(vector: dict[str, Any]) -> None:
    assert our_refusal(*parts(vector)) == vector["refused"]
    assert second_reader.refusal(*parts(vector)) == vector["refused"]


@pytest.mark.parametrize("vector", named([vector for vector in ENTRIES if not vector["refused"]]))
def test_both_implementations_write_the_same_bytes(vector: dict[str, Any]) -> None:
    seed, salt = bytes.fromhex(vector["seed"]), bytes.fromhex(vector["salt"])
    made = second_reader.make(seed, vector["sequence"], vector["recorded"], salt, vector["says"])
    assert made == {name: vector[name] for name in made}
    body = codec.encode(vector["says"])
    sealed = entry.seal(DeviceKey(seed), sequence=vector["sequence"], recorded=vector["recorded"], body=body, salt=salt)
    assert sealed.header.hex() == vector["header"]
    assert sealed.signature.hex() == vector["signature"]
    assert sealed.id == vector["id"]
    assert tree.leaf_hash(sealed.leaf).hex() == vector["leaf"]
    assert entry.write_body(entry.read_body(body)) == body


@pytest.mark.parametrize("vector", VECTORS["checkpoints"], ids=lambda vector: str(vector["size"]))
def test_both_implementations_read_the_same_checkpoints(vector: dict[str, Any]) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    message, signature = bytes.fromhex(vector["message"]), bytes.fromhex(vector["signature"])
    said = second_reader.strict(message)
    Ed25519PublicKey.from_public_bytes(said["device"]).verify(signature, b"multitrack checkpoint 1\x00" + message)
    ours = tree.read_checkpoint(message, signature)
    assert (ours.size, ours.root, ours.time) == (said["size"], said["root"], said["time"])
    assert (ours.size, ours.root.hex(), ours.time) == (vector["size"], vector["root"], vector["time"])
    with pytest.raises(Tampered):
        tree.read_checkpoint(message, signature[:-1] + bytes([signature[-1] ^ 1]))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**64), 2**64 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_any_value_has_one_spelling_in_both(value: Any) -> None:
    data = codec.encode(value)
    assert data == second_reader.canonical(value)
    assert codec.decode(data) == value


@given(st.binary(max_size=60))
def test_junk_is_refused_or_is_its_own_only_spelling(data: bytes) -> None:
    try:
        value = codec.decode(data)
    except codec.NotCanonical:
        return
    assert second_reader.canonical(value) == data


@given(st.dictionaries(st.text(max_size=30), st.integers(0, 2**64 - 1) | st.binary(max_size=300), max_size=5))
def test_a_flat_map_with_bytes_has_one_spelling_in_both(fields: dict[str, int | bytes]) -> None:
    data = codec.encode_flat(fields)
    assert data == second_reader.canonical(fields)
    assert codec.decode_flat(data) == fields


@given(st.binary(max_size=60))
def test_junk_is_no_header(data: bytes) -> None:
    with pytest.raises(Tampered):
        entry.read_header(data)


def test_a_key_or_commitment_that_looks_like_a_link_stays_bytes() -> None:
    """libipld would write these 32 bytes as a link (tag 42)."""
    looks = b"\x01\x55\x00\x1c" + bytes(28)
    header = entry.write_header(entry.Header(looks, 0, 0, looks))
    assert second_reader.strict(header)["device"] == looks
    assert entry.read_header(header).commitment == looks


@pytest.mark.parametrize("value", [0.5, 1.0, float("nan"), b"bytes", object(), 2**64, -(2**64) - 1, {1: 2}, "\ud800"])
def test_what_has_no_place_in_the_format_is_refused(value: object) -> None:
    with pytest.raises(codec.NotCanonical):
        codec.encode({"x": value})


def test_size_and_depth_are_limited_in_both_directions() -> None:
    for value in ("x" * codec.MAX_BODY, nested(codec.MAX_DEPTH + 1)):
        with pytest.raises(codec.NotCanonical):
            codec.encode(value)
        with pytest.raises(codec.NotCanonical):
            codec.decode(second_reader.canonical(value))
    assert codec.decode(codec.encode(nested(codec.MAX_DEPTH))) == nested(codec.MAX_DEPTH)
    with pytest.raises(codec.NotCanonical):
        codec.decode(b"\x81" * 1_000_000 + b"\x01")


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth - 1):
        value = [value]
    return value


def test_the_header_shows_nothing_but_device_sequence_time_and_commitment() -> None:
    says = entry.Body(author="a", marking={"caveats": ["canary"]}, record={"remarks": "canary"}, program="1")
    sealed = entry.seal(DeviceKey(), sequence=7, recorded=8, body=entry.write_body(says))
    assert set(second_reader.strict(sealed.header)) == {"device", "sequence", "recorded", "commitment"}
    assert b"canary" not in sealed.leaf


def test_two_entries_that_say_the_same_have_nothing_in_common() -> None:
    key, body = DeviceKey(), entry.write_body(entry.Body(author="a", marking={}, record={}, program="1"))
    one, other = (entry.seal(key, sequence=0, recorded=0, body=body) for _ in range(2))
    assert one.id != other.id
    assert entry.read_header(one.header).commitment != entry.read_header(other.header).commitment


@given(st.binary(max_size=50))
def test_bytes_survive_both_spellings(data: bytes) -> None:
    assert unspell(spell(data)) == data == second_reader.unspell(spell(data), len(data))
    assert from_paper(to_paper(data).lower().replace("1", "i").replace("0", "o")) == data


def test_an_id_has_one_spelling() -> None:
    one = new_id()
    assert is_id(one)
    assert not is_id(one.upper())
    assert not is_id(one[:-1] + "b")
    assert not is_id(one[:-1])
