"""Round-ups that only their passages show; every text is invented."""

import random

import pytest
from tests.made_roundups import ONE_STORY, ROUNDUPS, STORIES
from tests.made_stories import arrivals, follow

from variorum.records.story_stream import Arrival
from variorum.steps.stories.roundups import gathers, has_no_thread, is_roundup, may_gather, passages
from variorum.steps.stories.state import changes, dump, load

OTHERS = [
    Arrival(
        article=f"x{n}",
        title=f"Notice {n} of the office for Quarrel{n}",
        text=f"Bellwether{n} met Aldous{n} on hill {n}.",
    )
    for n in range(40)
]


def reports(seed):
    """Three reports of each of six stories, in one order or another."""
    given = [a for name, some in STORIES.items() for a in arrivals(some[:3], name)]
    random.Random(seed).shuffle(given)
    return given


def taken(stream):
    """Which stories hold the reports of each event."""
    return {name: {stream.placement(f"{name}{n}").story for n in range(3)} for name in STORIES}


def roundup_of(given, *, flat=False):
    title, text = given
    return Arrival(article="gathered", title=title, text=" ".join(text.split()) if flat else text)


@pytest.mark.parametrize("kind", sorted(ROUNDUPS))
@pytest.mark.parametrize("flat", [False, True])
def test_an_article_whose_passages_are_of_many_stories_is_marked_and_welds_none(kind, flat):
    assert not is_roundup(ROUNDUPS[kind][0], "")
    for seed in range(3):
        stream, _ = follow([*reports(seed), roundup_of(ROUNDUPS[kind], flat=flat)])
        assert stream.placement("gathered").roundup
        stories = taken(stream)
        assert all(len(s) == 1 for s in stories.values())
        assert len(set.union(*stories.values())) == len(STORIES)


@pytest.mark.parametrize("kind", sorted(ROUNDUPS))
@pytest.mark.parametrize("before", [0, 9])
def test_one_that_came_before_its_stories_is_marked_when_they_are_there(kind, before):
    for seed in range(3):
        given = reports(seed)
        stream, _ = follow([*given[:before], roundup_of(ROUNDUPS[kind]), *given[before:], *OTHERS])
        assert stream.placement("gathered").roundup
        stories = taken(stream)
        assert all(len(s) == 1 for s in stories.values())
        assert len(set.union(*stories.values())) == len(STORIES)


@pytest.mark.parametrize("kind", sorted(ONE_STORY))
@pytest.mark.parametrize("before", [0, 9, 18])
def test_a_long_report_of_one_event_is_none_though_it_looks_back_at_others(kind, before):
    (title, text), of = ONE_STORY[kind]
    for seed in range(3):
        given = reports(seed)
        long = Arrival(article="long", title=title, text=text)
        stream, _ = follow([*given[:before], long, *given[before:], *OTHERS])
        assert not stream.placement("long").roundup
        stories = taken(stream)
        assert len(set.union(*stories.values())) == len(STORIES)
        if before == 18:
            assert stories[of] == {stream.placement("long").story}


def test_what_waits_to_be_looked_at_again_is_kept_with_the_state():
    given = reports(5)
    first = [roundup_of(ROUNDUPS["live blog"]), *given[:4]]
    rest = [*given[4:], *OTHERS]
    whole, told = follow([*first, *rest])
    parted, _ = follow(first)
    kept = dump(parted)
    parted = load(kept)
    for a in rest[:10]:
        parted.add(a)
    parted = load(kept, [changes(parted)])
    again = [e for a in rest[10:] for e in parted.add(a)]
    assert again == told[-len(again) :]
    assert dump(parted) == dump(whole)
    assert parted.placement("gathered").roundup


def test_passages_are_paragraphs_with_their_headings_or_a_few_sentences():
    words = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    assert passages(f"Heading\n{words}.\n\n{words}!\nEnd") == [f"Heading {words}.", f"{words}!", "End"]
    assert passages(f"{words}. {words}. {words}.") == [f"{words}. {words}.", f"{words}."]
    assert passages("") == []
    assert len(passages(f"{words}.\n" * 1000)) == 40


def test_how_many_passages_must_be_of_how_many_stories():
    assert gathers([1, 2, 3])
    assert gathers([1, 2, 3, None, None, None])
    assert not gathers([1, 2, 3, None, None, None, None])
    assert not gathers([1, 1, 2, 2])
    assert not gathers([1, 1, 1, 1, 2, 3, None])
    assert not gathers([])
    assert has_no_thread([{1, 2}, {3}, {4}], [1, 3])
    assert not has_no_thread([{1, 2}, {1}, {4}], [1, 3])
    assert may_gather({"a": range(9), "b": range(9, 14), "c": range(14, 18)})
    assert not may_gather({"a": range(9), "b": range(9), "c": range(14, 18)})
