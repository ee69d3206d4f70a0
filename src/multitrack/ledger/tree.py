"""The Merkle tree of one device's feed: roots, proofs and signed checkpoints (RFC 9162, section 2.1).

Rules. The root over ``n`` leaves is the one that RFC 9162 defines, whatever was kept on the way. Appending needs only
the peaks, the roots of the full subtrees into which ``n`` splits, so no append reads the feed. Proofs ask for nodes by
level and position and read a logarithmic number of them. A checkpoint says, signed by the device: at this time my
feed had this size and this root.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from multitrack.errors import Tampered

from . import codec
from .keys import DeviceKey, verify

__all__ = [
    "EMPTY_ROOT",
    "Checkpoint",
    "Node",
    "append",
    "checkpoint",
    "consistency_proof",
    "holds_entry",
    "holds_prefix",
    "inclusion_proof",
    "leaf_hash",
    "read_checkpoint",
    "root",
]

EMPTY_ROOT = hashlib.sha256(b"").digest()
Node = Callable[[int, int], bytes]
"""Answers with the root of the full subtree at a level (0: leaves) and a position at that level."""

_DOMAIN = b"multitrack checkpoint 1\x00"


def leaf_hash(data: bytes) -> bytes:
    """The hash of one leaf: header and signature."""
    return hashlib.sha256(b"\x00" + data).digest()


def _pair(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def append(size: int, peaks: Sequence[bytes], leaf: bytes) -> tuple[list[bytes], list[tuple[int, int, bytes]]]:
    """Add one leaf hash.

    Args:
        size: the leaves so far.
        peaks: the roots of the full subtrees so far, largest first: one for each bit set in ``size``.
        leaf: the hash of the new leaf.

    Returns:
        The new peaks, and the subtrees that became full: level, position, root.
    """
    kept, node, level = list(peaks), leaf, 0
    full: list[tuple[int, int, bytes]] = []
    while size >> level & 1:
        node = _pair(kept.pop(), node)
        level += 1
        full.append((level, size >> level, node))
    kept.append(node)
    return kept, full


def root(peaks: Sequence[bytes]) -> bytes:
    """The root over all leaves, from the peaks."""
    if not peaks:
        return EMPTY_ROOT
    node = peaks[-1]
    for peak in reversed(peaks[:-1]):
        node = _pair(peak, node)
    return node


def _split(size: int) -> int:
    """The largest power of two below ``size``."""
    return 1 << (size - 1).bit_length() - 1


def _range_root(start: int, end: int, node: Node) -> bytes:
    size = end - start
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return node(level, start >> level)
    middle = start + _split(size)
    return _pair(_range_root(start, middle, node), _range_root(middle, end, node))


def inclusion_proof(index: int, size: int, node: Node) -> list[bytes]:
    """The proof that the leaf ``index`` stands in the tree over ``size`` leaves (RFC 9162, 2.1.3.1)."""
    if not 0 <= index < size:
        raise ValueError("no such leaf")

    def path(start: int, end: int) -> list[bytes]:
        if end - start == 1:
            return []
        middle = start + _split(end - start)
        if index < middle:
            return [*path(start, middle), _range_root(middle, end, node)]
        return [*path(middle, end), _range_root(start, middle, node)]

    return path(0, size)


def consistency_proof(older: int, size: int, node: Node) -> list[bytes]:
    """The proof that the tree over ``older`` leaves is a beginning of the one over ``size`` (RFC 9162, 2.1.4.1)."""
    if not 0 < older <= size:
        raise ValueError("no such size")

    def path(start: int, end: int, *, known: bool) -> list[bytes]:
        if older == end:
            return [] if known else [_range_root(start, end, node)]
        middle = start + _split(end - start)
        if older <= middle:
            return [*path(start, middle, known=known), _range_root(middle, end, node)]
        return [*path(middle, end, known=False), _range_root(start, middle, node)]

    return path(0, size, known=True)


def holds_entry(leaf: bytes, index: int, size: int, proof: Sequence[bytes], tree_root: bytes) -> bool:
    """Whether the proof leads from the leaf hash to the root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    here, last, node = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if here & 1 or here == last:
            node = _pair(step, node)
            while not here & 1 and here:
                here >>= 1
                last >>= 1
        else:
            node = _pair(node, step)
        here >>= 1
        last >>= 1
    return last == 0 and node == tree_root


def holds_prefix(older: int, older_root: bytes, size: int, size_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that nothing of the older tree was changed (RFC 9162, 2.1.4.2)."""
    if older == size:
        return not proof and older_root == size_root
    if not 0 < older < size or not proof:
        return False
    steps = [older_root, *proof] if older & (older - 1) == 0 else list(proof)
    here, last = older - 1, size - 1
    while here & 1:
        here >>= 1
        last >>= 1
    low = high = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            low, high = _pair(step, low), _pair(step, high)
            while not here & 1 and here:
                here >>= 1
                last >>= 1
        else:
            high = _pair(high, step)
        here >>= 1
        last >>= 1
    return last == 0 and low == older_root and high == size_root


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a device says of its own feed at a moment."""

    device: bytes
    size: int
    root: bytes
    time: int
    """Milliseconds since 1970 in UTC."""
    signature: bytes

    @property
    def message(self) -> bytes:
        """The canonical bytes that are signed."""
        return codec.encode_flat({"device": self.device, "size": self.size, "root": self.root, "time": self.time})

    @property
    def genuine(self) -> bool:
        """Whether the device signed it."""
        return verify(self.device, _DOMAIN, self.message, self.signature)


def checkpoint(key: DeviceKey, size: int, tree_root: bytes, time: int) -> Checkpoint:
    """A checkpoint, signed."""
    unsigned = Checkpoint(key.public, size, tree_root, time, b"")
    return Checkpoint(key.public, size, tree_root, time, key.sign(_DOMAIN, unsigned.message))


def read_checkpoint(message: bytes, signature: bytes) -> Checkpoint:
    """A checkpoint from its signed bytes.

    Raises:
        Tampered: the bytes are not a checkpoint, or the device did not sign it.
    """
    try:
        plain = codec.decode_flat(message)
    except codec.NotCanonical as error:
        raise Tampered(f"a checkpoint cannot be read: {error}") from None
    device, size, tree_root, time = (plain.get(name) for name in ("device", "size", "root", "time"))
    if (
        len(plain) != 4
        or not (isinstance(device, bytes) and isinstance(tree_root, bytes))
        or not (isinstance(size, int) and isinstance(time, int))
    ):
        raise Tampered("a checkpoint does not have the fields of format 1")
    found = Checkpoint(device, size, tree_root, time, signature)
    if not found.genuine:
        raise Tampered("a checkpoint is not signed by its device")
    return found
