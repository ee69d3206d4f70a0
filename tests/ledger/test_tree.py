"""The tree is that of RFC 9162, however it was grown, and its proofs hold for nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from multitrack.ledger import tree

MOST = 300
LEAVES = [b"leaf %d" % number for number in range(MOST)]


def grown(size: int) -> tuple[list[bytes], dict[tuple[int, int], bytes]]:
    peaks: list[bytes] = []
    nodes: dict[tuple[int, int], bytes] = {}
    for number in range(size):
        leaf = tree.leaf_hash(LEAVES[number])
        peaks, full = tree.append(number, peaks, leaf)
        nodes[0, number] = leaf
        nodes.update({(level, position): node for level, position, node in full})
    return peaks, nodes


def test_every_root_is_that_of_another_implementation() -> None:
    other = InmemoryTree(algorithm="sha256")
    peaks: list[bytes] = []
    assert tree.root([]) == tree.EMPTY_ROOT
    for number in range(MOST):
        other.append_entry(LEAVES[number])
        peaks, _full = tree.append(number, peaks, tree.leaf_hash(LEAVES[number]))
        assert len(peaks) == (number + 1).bit_count()
        assert tree.root(peaks) == other.get_root()


@given(st.integers(1, MOST), st.data())
def test_an_inclusion_proof_holds_for_its_leaf_and_place_alone(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    peaks, nodes = grown(size)
    proof = tree.inclusion_proof(index, size, lambda level, position: nodes[level, position])
    root = tree.root(peaks)
    leaf = tree.leaf_hash(LEAVES[index])
    assert tree.holds_entry(leaf, index, size, proof, root)
    assert not tree.holds_entry(tree.leaf_hash(b"another"), index, size, proof, root)
    assert not tree.holds_entry(leaf, index, size, [*proof, bytes(32)], root)
    assert not tree.holds_entry(leaf, size, size, proof, root)
    if size > 1:
        assert not tree.holds_entry(leaf, (index + 1) % size, size, proof, root)
        assert not tree.holds_entry(leaf, index, size, proof[:-1], root)


@given(st.integers(1, MOST), st.data())
def test_a_consistency_proof_holds_for_that_beginning_alone(size: int, data: st.DataObject) -> None:
    older = data.draw(st.integers(1, size))
    peaks, nodes = grown(size)
    before, now = tree.root(grown(older)[0]), tree.root(peaks)
    proof = tree.consistency_proof(older, size, lambda level, position: nodes[level, position])
    assert tree.holds_prefix(older, before, size, now, proof)
    assert not tree.holds_prefix(older, bytes(32), size, now, proof)
    assert not tree.holds_prefix(older, before, size, bytes(32), proof)
    if older < size:
        assert not tree.holds_prefix(older, before, size, now, proof[:-1])
        assert not tree.holds_prefix(older, before, size, now, [*proof, bytes(32)])


@pytest.mark.parametrize("size", [1, 2, 7, 8, 200])
def test_a_proof_reads_few_nodes(size: int) -> None:
    _peaks, nodes = grown(size)
    asked: list[tuple[int, int]] = []

    def node(level: int, position: int) -> bytes:
        asked.append((level, position))
        return nodes[level, position]

    tree.inclusion_proof(size // 2, size, node)
    tree.consistency_proof(max(1, size // 3), size, node)
    assert len(asked) <= 4 * size.bit_length()
