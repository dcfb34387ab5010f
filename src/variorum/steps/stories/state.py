"""The state of a stream as bytes, so that a later run goes on where this one ended.

The whole state is large and written seldom; what came since is written beside it, an article's reading each, and placed
again when the state is loaded.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from variorum.errors import InputError
from variorum.ports import Encoder
from variorum.steps.stories.features import Features, Series, Shares
from variorum.steps.stories.fold import StoryStream
from variorum.steps.stories.linkage import Group
from variorum.steps.stories.members import NOTHING, Member, Reading, Story

VERSION = 3
"""Raised whenever a state of before cannot be read, or would lead to other stories."""

MAGIC = b"variorum stories "
CUT_OFF = "it is cut off or was changed: its checksum does not fit"
_DIGEST = 16


class _Kept(msgspec.Struct, frozen=True, kw_only=True):
    """Columns: numbers as the bytes of little-endian arrays, texts as lists."""

    arrived: int
    looked: int
    events: int
    clock: float | None
    documents: int
    buckets: bytes
    frequency: bytes
    general: bytes
    names: list[str]
    articles: list[str]
    called: list[str]
    openings: list[str]
    slots: bytes
    at: bytes
    joined_at: bytes
    roundup: bytes
    length: bytes
    series: dict[int, Series]
    group_series: dict[int, Series]
    ends: bytes
    keys: bytes
    values: bytes
    story_slots: bytes
    story_flags: bytes
    story_sizes: bytes
    story_members: bytes
    group_slots: bytes
    group_counts: bytes
    group_numbers: bytes
    group_lengths: bytes
    group_keys: bytes
    group_values: bytes
    index_keys: bytes
    index_lengths: bytes
    index_slots: bytes
    waiting: dict[int, list[int]]
    languages: list[str] = []
    bridges: list[tuple[int, int]] = []
    bridges_looked: int = 0
    read: bytes = b""
    read_values: bytes = b""
    parts: dict[int, list["_KeptFeatures"]] = {}


class _KeptFeatures(msgspec.Struct, frozen=True, array_like=True):
    """`Features`; arrays as for `_Kept`."""

    keys: bytes
    values: bytes
    ends: tuple[int, int, int]
    length: float
    series: Series


def _pack(values: Any, kind: str) -> bytes:  # noqa: ANN401 - a list or an array of numbers
    return np.asarray(values, dtype=kind).tobytes()


def _joined(parts: list[NDArray[Any]], kind: str) -> bytes:
    return np.concatenate([np.zeros(0, dtype=kind), *parts]).astype(kind).tobytes()


def _unpack(data: bytes, kind: str) -> NDArray[Any]:
    return np.frombuffer(data, dtype=kind)


def _time(value: float | None) -> float:
    return float("nan") if value is None else value


def _untime(value: float) -> float | None:
    return None if value != value else value


def dump(stream: StoryStream) -> bytes:
    """A stream's whole state; `load` makes the same stream of it."""
    reader = stream.reader
    buckets = np.flatnonzero((reader.frequency > 0) | (reader.general > 0))
    members = list(stream.placed.values())
    groups = [s for s in stream.open.values() if s.group.count > 1]
    opened = list(stream.open.values())
    kept = _Kept(
        arrived=stream.arrived,
        looked=stream.looked,
        events=stream.events,
        clock=stream.clock,
        documents=reader.documents,
        buckets=_pack(buckets, "<i4"),
        frequency=_pack(reader.frequency[buckets], "<f4"),
        general=_pack(reader.general[buckets], "<f4"),
        names=stream.names,
        articles=[m.article for m in members],
        called=["" if m.name == m.article else m.name for m in members],
        openings=[m.opening for m in members],
        slots=_pack([m.slot for m in members], "<i4"),
        at=_pack([_time(m.at) for m in members], "<f8"),
        joined_at=_pack([_time(m.joined_at) for m in members], "<f8"),
        roundup=_pack([m.roundup for m in members], "u1"),
        length=_pack([m.features.length for m in members], "<f8"),
        series={m.ordinal: m.features.series for m in members if m.features.series},
        group_series={s.slot: s.group.series for s in groups if s.group.series},
        ends=_pack([m.features.ends for m in members], "<i4"),
        keys=_joined([m.features.keys for m in members], "<i4"),
        values=_joined([m.features.values for m in members], "<f4"),
        story_slots=_pack([s.slot for s in opened], "<i4"),
        story_flags=_pack([s.doubted for s in opened], "u1"),
        story_sizes=_pack([len(s.members) for s in opened], "<i4"),
        story_members=_pack([m.ordinal for s in opened for m in s.members], "<i4"),
        group_slots=_pack([s.slot for s in groups], "<i4"),
        group_counts=_pack([s.group.count for s in groups], "<i4"),
        group_numbers=_pack([[s.group.length, _time(s.group.first), _time(s.group.last)] for s in groups], "<f8"),
        group_lengths=_pack([len(s.group.keys) for s in groups], "<i4"),
        group_keys=_joined([s.group.keys for s in groups], "<i4"),
        group_values=_joined([s.group.values for s in groups], "<f4"),
        index_keys=_pack(list(stream.index), "<i4"),
        index_lengths=_pack([len(v) for v in stream.index.values()], "<i4"),
        index_slots=_pack([s for v in stream.index.values() for s in v], "<i4"),
        waiting={due: [m.ordinal for m in some] for due, some in stream.waiting.items()},
        languages=[m.language for m in members] if any(m.language for m in members) else [],
        bridges=stream.bridges.pairs(),
        bridges_looked=stream.bridges.looked,
        read=_pack(sorted(stream.bridges.openings), "<i4"),
        read_values=_joined([stream.bridges.openings[n] for n in sorted(stream.bridges.openings)], "<i2"),
        parts={m.ordinal: [_kept_features(f) for f in m.parts] for m in members if m.parts},
    )
    return _sealed(msgspec.msgpack.encode(kept))


class _KeptReading(msgspec.Struct, frozen=True, array_like=True):
    """A `Reading`; arrays as for `_Kept`."""

    article: str
    name: str
    at: float | None
    features: _KeptFeatures
    terms: bytes
    shares: Shares
    opening: str
    roundup: bool
    meanings: tuple[float, ...]
    parts: tuple[_KeptFeatures, ...]
    language: str


def changes(stream: StoryStream) -> bytes | None:
    """What came since the state was kept last, or None where the whole is to be kept; then call `stream.saved()`."""
    if stream.since is None:
        return None
    return _sealed(msgspec.msgpack.encode([_kept_reading(r) for r in stream.since]))


def load(
    data: bytes, later: Iterable[bytes] = (), *, encoder: Encoder | None = None, multilingual: Encoder | None = None
) -> StoryStream:
    """The stream whose state was kept.

    Args:
        data: What `dump` gave.
        later: What `changes` gave since, in order.
        encoder: As for `StoryStream`.
        multilingual: As for `StoryStream`.

    Raises:
        InputError: If the bytes are no state, of another version, or cut off or changed.
    """
    kept = msgspec.msgpack.decode(_unsealed(data), type=_Kept)
    stream = _restored(kept, StoryStream(encoder=encoder, multilingual=multilingual))
    stream.whole = stream.arrived
    for some in later:
        for reading in msgspec.msgpack.decode(_unsealed(some), type=list[_KeptReading]):
            stream.add_again(_reading(reading))
    stream.since = None if multilingual else []
    return stream


def _sealed(payload: bytes) -> bytes:
    digest = hashlib.blake2b(payload, digest_size=_DIGEST).digest()
    return b"".join((MAGIC, b"%d\n" % VERSION, digest, payload))


def _unsealed(data: bytes) -> memoryview:
    rest = memoryview(data)[check_version(data) :]
    digest, payload = rest[:_DIGEST], rest[_DIGEST:]
    if hashlib.blake2b(payload, digest_size=_DIGEST).digest() != digest:
        raise InputError(CUT_OFF)
    return payload


def check_version(data: bytes) -> int:
    """Where the line ends that names the version.

    Raises:
        InputError: If there is no such line, or it names another version.
    """
    head, _, _ = bytes(data[:64]).partition(b"\n")
    if not head.startswith(MAGIC):
        raise InputError("it is no state of `variorum stories`")
    if head != MAGIC + b"%d" % VERSION:
        found = head.removeprefix(MAGIC).decode("ascii", "replace")[:12]
        raise InputError(f"it is a state of version {found}, and this program reads version {VERSION}")
    return len(head) + 1


def _kept_features(of: Features) -> _KeptFeatures:
    return _KeptFeatures(_pack(of.keys, "<i4"), _pack(of.values, "<f4"), of.ends, of.length, of.series)


def _features(kept: _KeptFeatures) -> Features:
    keys, values = _unpack(kept.keys, "<i4"), _unpack(kept.values, "<f4")
    return Features(keys, values, kept.ends, kept.length, kept.series)


def _kept_reading(reading: Reading) -> _KeptReading:
    return _KeptReading(
        reading.article,
        "" if reading.name == reading.article else reading.name,
        reading.at,
        _kept_features(reading.features),
        _pack(reading.terms, "<i4"),
        reading.shares,
        reading.opening,
        reading.roundup,
        reading.meanings,
        tuple(_kept_features(f) for f in reading.parts),
        reading.language,
    )


def _reading(kept: _KeptReading) -> Reading:
    return Reading(
        kept.article,
        kept.name or kept.article,
        kept.at,
        _features(kept.features),
        _unpack(kept.terms, "<i4").astype(np.int64),
        kept.shares,
        kept.opening,
        kept.roundup,
        kept.meanings,
        tuple(_features(f) for f in kept.parts),
        kept.language,
    )


def _restored(kept: _Kept, stream: StoryStream) -> StoryStream:
    stream.arrived, stream.looked, stream.events, stream.clock = kept.arrived, kept.looked, kept.events, kept.clock
    reader = stream.reader
    reader.documents = kept.documents
    buckets = _unpack(kept.buckets, "<i4")
    reader.frequency[buckets] = _unpack(kept.frequency, "<f4")
    reader.general[buckets] = _unpack(kept.general, "<f4")
    stream.names = kept.names
    members = _members(kept)
    stream.placed = {m.article: m for m in members}
    groups = _groups(kept)
    at = 0
    everyone = _unpack(kept.story_members, "<i4").tolist()
    for slot, doubted, size in zip(
        _unpack(kept.story_slots, "<i4").tolist(),
        _unpack(kept.story_flags, "u1").tolist(),
        _unpack(kept.story_sizes, "<i4").tolist(),
        strict=True,
    ):
        some = [members[n] for n in everyone[at : at + size]]
        at += size
        story = Story(slot, kept.names[slot], some, group=groups.get(slot))
        story.doubted = bool(doubted)
        stream.open[slot] = story
    listed = _unpack(kept.index_slots, "<i4").tolist()
    at = 0
    for key, length in zip(
        _unpack(kept.index_keys, "<i4").tolist(), _unpack(kept.index_lengths, "<i4").tolist(), strict=True
    ):
        stream.index[key] = listed[at : at + length]
        at += length
    stream.waiting = {due: [members[n] for n in some] for due, some in kept.waiting.items()}
    stream.bridges.restore(stream.open, kept.bridges, members)
    stream.bridges.looked = kept.bridges_looked
    read = _unpack(kept.read, "<i4").tolist()
    vectors = _unpack(kept.read_values, "<i2").reshape(len(read), -1) if read else ()
    stream.bridges.openings = dict(zip(read, vectors, strict=True))
    return stream


def _members(kept: _Kept) -> list[Member]:
    ends = _unpack(kept.ends, "<i4").reshape(-1, 3).tolist()
    keys, values = _unpack(kept.keys, "<i4"), _unpack(kept.values, "<f4")
    columns = zip(
        kept.languages or [""] * len(kept.articles),
        kept.articles,
        kept.called,
        kept.openings,
        _unpack(kept.slots, "<i4").tolist(),
        _unpack(kept.at, "<f8").tolist(),
        _unpack(kept.joined_at, "<f8").tolist(),
        _unpack(kept.roundup, "u1").tolist(),
        _unpack(kept.length, "<f8").tolist(),
        ends,
        strict=True,
    )
    out = []
    at = 0
    for ordinal, (language, article, name, opening, slot, when, joined, roundup, length, own) in enumerate(columns):
        a, b, c = own
        features = NOTHING
        if length:
            some = slice(at, at + c)
            series = kept.series.get(ordinal, ())
            features = Features(keys[some].copy(), values[some].copy(), (a, b, c), length, series)
            at += c
        member = Member(ordinal, article, name or article, _untime(when), features, opening, bool(roundup), language)
        member.slot, member.joined_at = slot, _untime(joined)
        member.parts = tuple(_features(f) for f in kept.parts.get(ordinal, ()))
        out.append(member)
    return out


def _groups(kept: _Kept) -> dict[int, Group]:
    keys, values = _unpack(kept.group_keys, "<i4"), _unpack(kept.group_values, "<f4")
    at = 0
    out = {}
    for slot, count, (length, first, last), size in zip(
        _unpack(kept.group_slots, "<i4").tolist(),
        _unpack(kept.group_counts, "<i4").tolist(),
        _unpack(kept.group_numbers, "<f8").reshape(-1, 3).tolist(),
        _unpack(kept.group_lengths, "<i4").tolist(),
        strict=True,
    ):
        some = slice(at, at + size)
        out[slot] = Group(
            keys[some].copy(),
            values[some].copy(),
            count,
            length,
            _untime(first),
            _untime(last),
            kept.group_series.get(slot, ()),
        )
        at += size
    return out
