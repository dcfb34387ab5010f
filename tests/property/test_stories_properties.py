"""What holds for any stream: one run or several, whole ids, a history from which the stories can be told again."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.made_stories import FERRY, FERRY_INQUIRY, MILL_FIRE

from variorum.records.ids import make_id
from variorum.records.story_stream import Arrival, EventKind
from variorum.steps.stories import StoryStream
from variorum.steps.stories.state import changes, dump, load

WORDS = sorted({w for reports in (FERRY, FERRY_INQUIRY, MILL_FIRE) for t, x in reports for w in f"{t} {x}".split()})
DAY = 86400.0


class Scattered:
    """An encoder that sends texts to a few places, so that much is bridged, rightly or wrongly."""

    def encode(self, texts):
        angles = np.radians([len(t) % 7 * 12.0 for t in texts])
        out = np.zeros((len(texts), 384), dtype=np.float32)
        out[:, 0], out[:, 1] = np.cos(angles), np.sin(angles)
        return out


@st.composite
def streams(draw):
    out = []
    for n in range(draw(st.integers(1, 24))):
        source = draw(st.sampled_from([*FERRY, *FERRY_INQUIRY, *MILL_FIRE, None]))
        title, text = source or (" ".join(draw(st.lists(st.sampled_from(WORDS), max_size=6))), "")
        text += " " + " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=12)))
        at = draw(st.one_of(st.none(), st.floats(0, 100 * DAY), st.floats(0, DAY)))
        language = draw(st.sampled_from(("en", "en", "de", "ja", "")))
        out.append(Arrival(article=f"a{n}", title=title, text=text, at=at, language=language))
    return out


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(streams(), st.sets(st.integers(0, 23), max_size=3), st.sampled_from((None, Scattered())))
def test_any_number_of_runs_is_one_run(arrivals, cuts, multilingual):
    whole = StoryStream(multilingual=multilingual)
    told = [e for a in arrivals for e in whole.add(a)]
    parted = StoryStream(multilingual=multilingual)
    whole_state, since = b"", []
    again = []
    for n, a in enumerate(arrivals):
        if n in cuts:
            came = changes(parted)
            whole_state, since = (dump(parted), []) if came is None else (whole_state, [*since, came])
            parted = load(whole_state, since, multilingual=multilingual)
        again += parted.add(a)
    assert again == told
    assert dump(parted) == dump(whole)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(streams(), st.sampled_from((None, Scattered())))
def test_the_history_tells_the_stories(arrivals, multilingual):
    stream = StoryStream(multilingual=multilingual)
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
