"""What holds for any stream: one run or several, whole ids, a history from which the stories can be told again."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.made_stories import FERRY, FERRY_INQUIRY, MILL_FIRE

from variorum.records.ids import make_id
from variorum.records.story_stream import Arrival, EventKind
from variorum.steps.stories import StoryStream
from variorum.steps.stories.state import dump, load

WORDS = sorted({w for reports in (FERRY, FERRY_INQUIRY, MILL_FIRE) for t, x in reports for w in f"{t} {x}".split()})
DAY = 86400.0


@st.composite
def streams(draw):
    out = []
    for n in range(draw(st.integers(1, 24))):
        source = draw(st.sampled_from([*FERRY, *FERRY_INQUIRY, *MILL_FIRE, None]))
        title, text = source or (" ".join(draw(st.lists(st.sampled_from(WORDS), max_size=6))), "")
        text += " " + " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=12)))
        at = draw(st.one_of(st.none(), st.floats(0, 100 * DAY)))
        out.append(Arrival(article=f"a{n}", title=title, text=text, at=at))
    return out


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(streams(), st.sets(st.integers(0, 23), max_size=3))
def test_any_number_of_runs_is_one_run(arrivals, cuts):
    whole = StoryStream()
    told = [e for a in arrivals for e in whole.add(a)]
    parted = StoryStream()
    again = []
    for n, a in enumerate(arrivals):
        if n in cuts:
            parted = load(dump(parted))
        again += parted.add(a)
    assert again == told
    assert dump(parted) == dump(whole)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(streams())
def test_the_history_tells_the_stories(arrivals):
    stream = StoryStream()
    where: dict[str, str] = {}
    founders = {make_id("story", a.article): a.article for a in arrivals}
    for a in arrivals:
        for e in stream.add(a):
            if e.kind in (EventKind.MERGED, EventKind.SPLIT):
                assert {where[x] for x in e.articles} == {e.other}
            else:
                assert not set(e.articles) & set(where)
            if e.kind is EventKind.MERGED:
                assert e.other not in {where[x] for x in where if x not in e.articles}
            where |= dict.fromkeys(e.articles, e.story)
    assert {a.article: stream.placement(a.article).story for a in arrivals} == where
    for article, story in where.items():
        assert where[founders[story]] == story, article
