"""The file that keeps a stream: added to, stopped at any byte, cut off, of another version, written by two."""

import pytest
from tests.made_stories import FERRY, MILL_FIRE, arrivals

from variorum.adapters import story_state
from variorum.adapters.story_state import StateFile
from variorum.errors import InputError
from variorum.steps.stories import StoryStream
from variorum.steps.stories.state import dump

GIVEN = [x for pair in zip(arrivals(FERRY, "f"), arrivals(MILL_FIRE, "m"), strict=True) for x in pair]


def kept(path, given, *, at_once=2):
    """A file to which these arrivals came, some in each run."""
    for n in range(0, len(given), at_once):
        file = StateFile(path)
        stream = file.read()
        for a in given[n : n + at_once]:
            stream.add(a)
        file.write(stream)
    return path


def whole(given):
    stream = StoryStream()
    for a in given:
        stream.add(a)
    return dump(stream)


def test_runs_that_add_to_a_file_are_one_run(tmp_path):
    path = kept(tmp_path / "state", GIVEN)
    assert dump(StateFile(path).read()) == whole(GIVEN)


def test_one_more_article_writes_little(tmp_path):
    path = tmp_path / "state"
    file = StateFile(path)
    stream = file.read()
    for n in range(300):
        for a in GIVEN:
            stream.add(type(a)(article=f"{a.article}-{n}", title=f"{a.title} {n * 7919}", text=f"{a.text} word{n}"))
    file.write(stream)
    before = path.read_bytes()
    stream.add(GIVEN[0])
    file.write(stream)
    after = path.read_bytes()
    assert len(after) - len(before) < 3000
    assert after[200 : len(before)] == before[200:]
    assert dump(StateFile(path).read()) == dump(stream)


def test_a_file_is_kept_whole_again_when_much_came_to_it(tmp_path, monkeypatch):
    monkeypatch.setattr("variorum.steps.stories.fold._SINCE_LEAST", 3)
    path = kept(tmp_path / "state", GIVEN, at_once=1)
    data = path.read_bytes()
    assert len(story_state._parts(memoryview(data), len(data))) < 5
    assert dump(StateFile(path).read()) == whole(GIVEN)


@pytest.mark.parametrize("written", ["part", "half a part", "part and half a mark"])
def test_a_run_that_is_stopped_while_it_writes_leaves_what_was_there(tmp_path, written):
    path = kept(tmp_path / "state", GIVEN[:4])
    before = path.read_bytes()
    after = kept(path, GIVEN[4:6]).read_bytes()
    head = 19 + 64
    torn = {
        "part": before[:head] + after[head:],
        "half a part": before[:head] + after[head:-100],
        # The third run writes the second mark.
        "part and half a mark": after[: 19 + 32 + 4] + before[19 + 32 + 4 : head] + after[head:],
    }[written]
    path.write_bytes(torn)
    assert dump(StateFile(path).read()) == whole(GIVEN[:4])
    kept(path, GIVEN[4:])
    assert dump(StateFile(path).read()) == whole(GIVEN)


def test_a_file_that_is_cut_off_at_any_place_is_refused_and_left(tmp_path):
    path = kept(tmp_path / "state", GIVEN[:6])
    data = path.read_bytes()
    for end in [*range(17, 90), 120, len(data) // 2, len(data) - 40, len(data) - 1]:
        path.write_bytes(data[:end])
        with pytest.raises(InputError, match=r"cut off|no state|version"):
            StateFile(path).read()
        assert path.read_bytes() == data[:end]


def test_a_byte_that_changed_is_found(tmp_path):
    path = kept(tmp_path / "state", GIVEN[:6])
    data = path.read_bytes()
    for at in [*range(83, len(data), 997), len(data) - 1]:
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with pytest.raises(InputError):
            StateFile(path).read()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no state"),
        (b"PK\x03\x04 something else", "no state"),
        (b"variorum stories 2\n" + bytes(400), "version 2, and this program reads version 3"),
        (b"variorum stories 999\n" + bytes(400), "version 999"),
    ],
)
def test_another_file_is_named_for_what_it_is(tmp_path, data, said):
    path = tmp_path / "state"
    path.write_bytes(data)
    with pytest.raises(InputError, match=said):
        StateFile(path).read()
    assert path.read_bytes() == data


def test_two_runs_at_once_lose_nothing(tmp_path):
    path = kept(tmp_path / "state", GIVEN[:2])
    one, two = StateFile(path), StateFile(path)
    first, second = one.read(), two.read()
    first.add(GIVEN[2])
    one.write(first)
    second.add(GIVEN[3])
    with pytest.raises(InputError, match="another run meanwhile"):
        two.write(second)
    assert dump(StateFile(path).read()) == whole(GIVEN[:3])


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    file = StateFile(tmp_path / "no folder" / "state")
    stream = file.read()
    stream.add(GIVEN[0])
    with pytest.raises(InputError, match="cannot be written"):
        file.write(stream)
