"""The page as a file: whole without scripts, nothing from outside, every citation with its words."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_story import cite, ferry

from variorum.exports.excerpts import pieces, windows
from variorum.exports.html import to_html
from variorum.exports.page.checks import check_first
from variorum.exports.page.naming import Naming
from variorum.exports.page.times import plain_time
from variorum.exports.page.view import build_page
from variorum.exports.terminal import to_text
from variorum.records.report import Place, Report, ReportEntity
from variorum.text.edtf import time_key

_VOID = {"meta", "br", "input", "use", "circle", "path", "line", "link", "img", "hr"}


class _Reader(HTMLParser):
    """Collects ids, links, tags, and the text of elements with a class; checks that tags are nested well."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.sources: list[str] = []
        self.handlers: list[str] = []
        self.tags: list[str] = []
        self.open: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {k: v or "" for k, v in attrs}
        self.tags.append(tag)
        if "id" in given:
            self.ids.append(given["id"])
        if "href" in given:
            self.links.append(given["href"])
        if "src" in given:
            self.sources.append(given["src"])
        self.handlers += [k for k in given if k.startswith("on")]
        if tag not in _VOID:
            self.open.append((tag, given.get("class", "")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        name, _ = self.open.pop()
        assert name == tag

    def handle_data(self, data: str) -> None:
        if data.strip() and any("w" in cls.split() for _, cls in self.open):
            self.words.append(" ".join(data.split()))


def _hostile() -> Report:
    """The story with markup, script and foreign schemes wherever a report's text can stand."""
    report = ferry()
    bad = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\x00\ud800{{ 7*7 }}"
    first = report.articles[0]
    text = first.text + bad
    article = msgspec.structs.replace(
        first,
        text=text,
        outlet=bad,
        byline=bad,
        credits=(bad,),
        source=bad,
        url="javascript:alert(1)",
        title=msgspec.structs.replace(first.title, text=bad) if first.title else None,
    )
    point = msgspec.structs.replace(report.points[0], text=bad)
    variant = msgspec.structs.replace(report.variants[0], note=bad, kind=bad)
    link = msgspec.structs.replace(report.lineage[0], source=bad)
    return msgspec.structs.replace(
        report,
        articles=(article, *report.articles[1:]),
        points=(point, *report.points[1:]),
        variants=(variant, *report.variants[1:]),
        lineage=(link,),
        rejections=(msgspec.structs.replace(report.rejections[0], id=bad, detail=bad),),
    )


@pytest.mark.parametrize("full_text", [False, True])
def test_nothing_comes_from_outside(full_text: bool) -> None:
    text = to_html(ferry(), full_text=full_text)
    page = _Reader(text)
    assert page.sources == []
    outside = [x for x in page.links if not x.startswith("#")]
    assert set(outside) == {"https://courier.example/ferry"}
    assert not {"link", "img", "iframe", "object", "embed", "base"} & set(page.tags)
    assert "@import" not in text
    assert "url(" not in text
    assert page.handlers == []


@pytest.mark.parametrize("full_text", [False, True])
def test_ids_are_unique_and_every_link_has_its_end(full_text: bool) -> None:
    page = _Reader(to_html(ferry(), full_text=full_text))
    assert len(page.ids) == len(set(page.ids))
    missing = {x[1:] for x in page.links if x.startswith("#")} - set(page.ids)
    assert missing == set()


def test_hostile_text_stays_text() -> None:
    text = to_html(_hostile())
    page = _Reader(text)
    assert page.tags.count("script") == 1
    assert "img" not in page.tags
    assert page.handlers == []
    assert not any(x.lower().startswith("javascript:") for x in page.links)
    assert "49" not in re.findall(r"\d+", page.words[0])
    assert not re.search("[\x00\u202e\ud800]", text)
    text.encode("utf-8")


def test_the_policy_allows_only_the_page_s_own_script() -> None:
    text = to_html(ferry())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy is not None
    assert "default-src 'none'" in policy[1]
    assert "script-src 'sha256-" in policy[1]
    assert "'unsafe-inline'" not in policy[1].split("script-src")[1].split(";")[0]


def test_parts_stand_in_order() -> None:
    text = to_html(ferry())
    heads = [
        "Check these first",
        "The brief",
        "Point by point",
        "The differences",
        "Who said what",
        "Pictures",
        "The reports",
    ]
    places = [text.index(f">{h}</h2>") for h in heads]
    assert places == sorted(places)


def test_masthead_counts_origins_not_outlets() -> None:
    text = to_html(ferry())
    assert "4 reports, 3 origins." in text
    assert "A<sup>1</sup>" in text
    assert "C<sup>" not in text


def test_outlets_words_are_never_reworded() -> None:
    report = ferry()
    everything = " ".join(" ".join(a.text.split()) for a in report.articles).casefold()
    ours = {"The outlets’ words look like this."}
    for words in _Reader(to_html(report)).words:
        if words in ours:
            continue
        for part in re.split(r" ?… ?", words.strip('“”" ')):
            assert part.casefold().strip('“”". ') in everything


def test_silent_unclear_and_different_cells_are_told_in_words() -> None:
    text = to_html(ferry())
    assert "near it, but does not settle it" in text
    assert "states it with a difference" in text
    assert "not in this text" in text


def test_marks_stand_in_the_opened_point() -> None:
    assert "<mark>At least five</mark> people were hurt" in to_html(ferry())


def test_excerpts_leave_out_what_nobody_cites() -> None:
    report = ferry()
    long = "x " * 900
    first = msgspec.structs.replace(report.articles[0], text=report.articles[0].text + "\n" + long)
    report = msgspec.structs.replace(report, articles=(first, *report.articles[1:]))
    short, whole = to_html(report), to_html(report, full_text=True)
    assert "characters not shown" in short
    assert long.strip() not in short
    assert long.strip() in whole


def test_frame_is_greyed_with_its_reason() -> None:
    text = to_html(ferry(), full_text=True)
    assert 'title="left out: subscription line">Sign up for our newsletter' in text
    assert "Left out of the reading: subscription line." in text


def test_empty_parts_say_why() -> None:
    report = ferry()
    bare = msgspec.structs.replace(
        report, points=(), variants=(), quotes=(), times=(), lineage=(), origins=(), entities=(), brief=(), withheld=()
    )
    text = to_html(bare)
    for said in (
        "No brief is given",
        "No points",
        "No differences",
        "Nobody is quoted",
        "No time line",
        "No map",
        "No family tree",
    ):
        assert said in text
    _Reader(text)


def test_inputs_that_were_not_read_are_listed() -> None:
    text = to_html(ferry())
    assert "notes.bin" in text
    assert "It is no text; give a text file." in text
    assert '<a href="#not-read">1 input was not read.</a>' in text


def test_nothing_at_all_still_makes_a_page() -> None:
    report = ferry()
    empty = Report(
        run=report.run,
        articles=(),
        entities=(),
        times=(),
        quotes=(),
        points=(),
        variants=(),
        lineage=(),
        origins=(),
        rejections=report.rejections,
    )
    assert "notes.bin" in to_html(empty)
    assert "notes.bin" in to_text(empty)


def test_offsets_outside_a_text_break_nothing() -> None:
    report = ferry()
    claim = msgspec.structs.replace(report.points[0].claims[0], spans=(Place(5, 99999),))
    point = msgspec.structs.replace(report.points[0], claims=(claim, *report.points[0].claims[1:]))
    page = _Reader(to_html(msgspec.structs.replace(report, points=(point, *report.points[1:]))))
    assert {x[1:] for x in page.links if x.startswith("#")} <= set(page.ids)


def test_same_report_same_bytes() -> None:
    assert to_html(ferry()) == to_html(ferry())


def test_fifty_reports_stay_in_bounds() -> None:
    report = ferry()
    articles = tuple(
        msgspec.structs.replace(report.articles[2], id=f"x{n}", siglum=f"X{n}", outlet=f"Outlet {n}") for n in range(50)
    )
    proto = report.points[1].claims[2]
    points = tuple(
        msgspec.structs.replace(
            report.points[1],
            id=f"p{n}",
            claims=tuple(msgspec.structs.replace(proto, id=f"c{n}-{k}", article=f"x{k}") for k in range(0, 50, n + 1)),
            coverage={f"x{k}": "states" if k % (n + 1) == 0 else "silent" for k in range(50)},
        )
        for n in range(30)
    )
    text = to_html(
        msgspec.structs.replace(
            report,
            articles=articles,
            points=points,
            variants=(),
            brief=(),
            quotes=(),
            lineage=(),
            times=(),
            entities=(),
            withheld=(),
            origins=(),
        )
    )
    page = _Reader(text)
    assert len(page.ids) == len(set(page.ids))
    assert len(text) < 3_000_000


def test_a_small_story_is_a_small_file() -> None:
    assert len(to_html(ferry()).encode()) < 200_000


# What to check first


def test_checks_take_each_kind_once_before_a_second() -> None:
    checks = check_first(ferry())
    assert [c.kind for c in checks] == ["conflict", "one source", "hedge", "only one"]
    assert checks[0].point == "p-hurt"
    assert checks[1].point == "p-office"
    assert checks[2].variant == "v2"
    assert checks[3].point == "p-scrapped"


def test_checks_are_five_at_most() -> None:
    report = ferry()
    variants = tuple(
        msgspec.structs.replace(report.variants[0], id=f"w{n}", point=p.id) for n, p in enumerate(report.points)
    )
    checks = check_first(msgspec.structs.replace(report, variants=(*variants, report.variants[1])))
    assert [c.kind for c in checks] == ["conflict", "conflict", "conflict", "one source", "hedge"]


def test_background_of_one_report_is_nothing_to_check() -> None:
    report = ferry()
    last = msgspec.structs.replace(report.points[-1], kind="background")
    checks = check_first(msgspec.structs.replace(report, points=(*report.points[:-1], last)))
    assert "only one" not in [c.kind for c in checks]


def test_of_what_one_report_has_that_comes_first_which_can_be_read_alone() -> None:
    report = ferry()
    last = report.points[-1]
    leaning = msgspec.structs.replace(last, id="p-leaning", text="In this case it was due to be scrapped next year.")
    checks = check_first(msgspec.structs.replace(report, points=(*report.points[:-1], leaning, last)))
    assert next(c.point for c in checks if c.kind == "only one") == "p-scrapped"


def test_of_what_one_report_has_that_comes_first_which_tells_of_those_named_by_most() -> None:
    report = ferry()
    last = report.points[-1]
    beside = msgspec.structs.replace(
        last, id="p-a", claims=tuple(msgspec.structs.replace(c, id="ka", spans=()) for c in last.claims)
    )
    ship = ReportEntity(
        id="e1",
        name="Petrel",
        type="organisation",
        aliases=("Petrel",),
        mentions=(cite("a1", "Petrel"), cite("d1", "Petrel")),
    )
    whole = Place(0, len(report.articles[-1].text))
    about = msgspec.structs.replace(
        last, id="p-b", claims=tuple(msgspec.structs.replace(c, id="kb", spans=(whole,)) for c in last.claims)
    )
    for points in ((beside, about), (about, beside)):
        story = msgspec.structs.replace(report, entities=(ship,), points=(*report.points[:-1], *points))
        assert next(c.point for c in check_first(story) if c.kind == "only one") == "p-b"


def test_the_masthead_takes_a_short_wording_near_the_headlines() -> None:
    report = ferry()
    long = (
        "The ferry Petrel, which on Tuesday had left the harbour of Harnsey with a delay of half an hour because of "
        "the fog, ran aground off Harnsey."
    )
    first = msgspec.structs.replace(report.points[0], text=long)
    page = build_page(msgspec.structs.replace(report, points=(first, *report.points[1:])))
    assert page.headline.text == "The ferry Petrel ran aground off Harnsey on Tuesday"
    assert page.headline.named is not None


# Groups, readings, speakers


def test_points_are_grouped_by_how_many_state_them() -> None:
    groups = {g.key: [r.id for r in g.rows] for g in build_page(ferry()).groups}
    assert groups["most"][0] == "p-hurt"  # a conflict comes first among equals
    assert set(groups["most"]) == {"p-aground", "p-hurt", "p-heard"}
    assert set(groups["two"]) == {"p-closed", "p-office"}
    assert groups["one"] == ["p-scrapped"]


def test_apparatus_prints_the_readings_of_both_sides() -> None:
    first, second, third = build_page(ferry()).entries
    assert [(x.text, [r.named.plain for r in x.refs]) for x in first.lemma] == [("seven", ["A¹", "B¹"])]
    assert [(x.text, [r.named.plain for r in x.refs]) for x in first.readings] == [("At least five", ["C"])]
    assert [x.text for x in second.lemma] == [""]  # no words of this side are marked: they are not there
    assert third.group == "wording"


def test_versions_of_one_utterance_stand_together() -> None:
    speakers = {s.name: s for s in build_page(ferry()).speakers}
    (utterance,) = speakers["Ilva Moren"].utterances
    assert [(v.ref.named.letter, v.text) for v in utterance.versions] == [
        ("A", "“We heard a long scrape and then nothing,”"),
        ("B", "“We heard a long scrape and then nothing,”"),
        ("C", "“a long scraping, then silence”"),
    ]
    assert speakers["Harbour office"].reports == 2


# Excerpts and times


def test_windows_join_and_end_between_words() -> None:
    text = "alpha beta gamma " * 60
    found = windows(text, [(500, 510), (640, 650)], around=50)
    assert len(found) == 1
    assert text[found[0].start - 1].isspace() or text[found[0].start].isspace()
    assert found[0].start <= 450
    assert found[0].end >= 700


def test_windows_hold_a_text_without_spaces() -> None:
    assert windows("字" * 2000, [(900, 910)], around=200) == (Place(700, 1110),)


def test_pieces_mark_inside_and_show_gaps() -> None:
    article = ferry().articles[2]
    five, fri = cite("c1", "At least five people"), cite("c1", "on Friday")
    got = pieces(article, (Place(fri.start, fri.end), Place(five.start, five.end)), [(five.start, five.start + 8)])
    assert [(p.text, p.marked, p.gap) for p in got] == [
        ("At least", True, False),
        (" five people", False, False),
        (" … ", False, True),
        ("on Friday", False, False),
    ]


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ("2024-10-02", "2 October 2024"),
        ("2024-10-02TMO", "2 October 2024, morning"),
        ("2024-10-02T07:30", "2 October 2024, 07:30"),
        ("2024-10-02T00:00:00", "2 October 2024"),
        ("2024-10-02T05:00:00+09:00", "2 October 2024, 05:00"),
        ("XXXX-10-02", "2 October, year not known"),
        ("2024-10", "October 2024"),
        ("2024-24", "winter 2024"),
        ("2024-33", "first quarter of 2024"),
        ("2024-W40", "week 40 of 2024"),
        ("199X", "1990s"),
        ("2024~", "about 2024"),
        ("2024-10-01/2024-10-03", "1 to 3 October 2024"),
        ("2024/..", "2024 to open"),
        ("PAST_REF", "PAST_REF"),
    ],
)
def test_times_in_plain_words(value: str, plain: str) -> None:
    assert plain_time(value) == plain


def test_times_are_put_in_order() -> None:
    values = ["XXXX-01-01", "2024-10-02TEV", "2024-10-02", "2024", "2024-10-02TMO", "1950"]
    assert sorted(values, key=time_key) == [
        "1950",
        "2024",
        "2024-10-02",
        "2024-10-02TMO",
        "2024-10-02TEV",
        "XXXX-01-01",
    ]


# The terminal


def test_the_terminal_tells_the_same_in_short() -> None:
    text = to_text(ferry())
    assert "4 reports, 3 origins." in text
    assert "Conflict: Seven people were injured. C says “At least five”; A¹ and B¹ say seven." in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= 80
    assert "\x1b" not in text
    assert "\x1b[1m" in to_text(ferry(), color=True)


def test_no_report_steers_the_terminal() -> None:
    report = _hostile()
    point = msgspec.structs.replace(report.points[0], text="\x1b[2J\x9b31mred\r\n")
    text = to_text(msgspec.structs.replace(report, points=(point, *report.points[1:])))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", text)


def test_copies_of_one_text_are_shown_once() -> None:
    text = to_html(ferry())
    assert "the same words in" in text
    assert text.count('<blockquote class="w"><mark>At least five') == 1
    row = next(r for g in build_page(ferry()).groups for r in g.rows if r.id == "p-aground")
    assert [[(c.named.letter, [n.letter for n in c.same]) for c in b.columns] for b in row.brackets] == [
        [("A", ["B"])],
        [("C", [])],
        [("D", [])],
    ]


def test_a_statement_that_stands_in_a_report_is_set_as_its_words() -> None:
    naming = Naming(ferry())
    said = naming.statement("At least five people were hurt.", ["d1", "c1"])
    assert said.named is not None
    assert said.named.letter == "C"
    assert naming.statement("Seven people were injured.", ["a1"]).named is None
    assert naming.statement("seven people", ["a1"]).named is None  # too few words to be anybody's


def test_lists_of_letters_stand_in_order() -> None:
    assert Naming(ferry()).plain("{c1}, {b1} and {a1} differ from {d1}.") == "A¹, B¹ and C differ from D."
    assert Naming(ferry()).plain("{zz} and {a1}") == "{zz} and A¹"


def test_what_a_speaker_says_is_no_agreement_on_one_source() -> None:
    report = ferry()
    point = msgspec.structs.replace(report.points[2], rests_on="Ilva Moren")
    checks = check_first(msgspec.structs.replace(report, points=(point,), variants=()))
    assert "one source" not in [c.kind for c in checks]


def test_the_sender_s_folders_are_not_told() -> None:
    report = ferry()
    first = msgspec.structs.replace(report.articles[2], source="/home/someone/desk/secret/c1.txt")
    text = to_html(msgspec.structs.replace(report, articles=(*report.articles[:2], first, report.articles[3])))
    assert "c1.txt" in text
    assert "someone" not in text


@settings(deadline=None)
@given(
    st.text(alphabet="ab \n“é字", max_size=900),
    st.lists(st.tuples(st.integers(0, 900), st.integers(1, 60)), max_size=12),
    st.integers(0, 80),
)
def test_windows_hold_every_place_and_never_meet(text: str, drawn: list[tuple[int, int]], around: int) -> None:
    places = [(s, s + n) for s, n in drawn if s + n <= len(text)]
    found = windows(text, places, around=around)
    assert all(0 <= w.start < w.end <= len(text) for w in found)
    assert all(a.end < b.start for a, b in pairwise(found))
    assert all(any(w.start <= s and e <= w.end for w in found) for s, e in places)


@settings(deadline=None, max_examples=25)
@given(st.text(max_size=60))
def test_any_text_can_be_a_statement(said: str) -> None:
    report = ferry()
    point = msgspec.structs.replace(report.points[0], text=said)
    page = _Reader(to_html(msgspec.structs.replace(report, points=(point, *report.points[1:]))))
    assert page.tags.count("script") == 1
    assert {x[1:] for x in page.links if x.startswith("#")} <= set(page.ids)
