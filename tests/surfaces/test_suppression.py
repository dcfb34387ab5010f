"""A name on the suppression list leaves by no way, in whatever field of an article, feed or correction it is."""

import html
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote_plus

import msgspec
import pytest
from asking import Client
from desk_store import AT, STORY, articles_of, fill, place
from page_story import ferry
from test_mcp import one

from variorum.agents.server import make_server
from variorum.cli.app import main
from variorum.cli.desk import WHAT
from variorum.desk import Desk
from variorum.exports.formats import FORMS
from variorum.exports.tables import TABLES
from variorum.http.api.routes import ENDPOINTS
from variorum.http.app import Limits, create_app
from variorum.http.security import Rules
from variorum.records.place import Extent
from variorum.records.source import Article, Located, Rejection, RejectReason

RULES = Rules(hosts=frozenset({"127.0.0.1"}))
SLUG = "ilva-moren-held"
LONE = "story-lone"


def leaks(told: str | bytes) -> list[str]:
    """Where the name stands in an answer, whatever way it is written in."""
    text = told.decode("utf-8", "replace") if isinstance(told, bytes) else told
    # A name may be parted by marks of a page; what an escape hides counts too.
    plain = unquote_plus(html.unescape(html.unescape(re.sub(r"\\u00[0-9a-f]{2}", " ", re.sub(r"<[^>]*>", "", text)))))
    whole = unquote_plus(html.unescape(html.unescape(text)))
    found = []
    for read in (plain, whole):
        folded = unicodedata.normalize("NFKD", read).casefold()
        found += [folded[max(0, m.start() - 40) : m.end() + 40] for m in re.finditer(r"ilva[\W_]{1,6}moren", folded)]
    return found


def spread(path: Path) -> Desk:
    """A desk in which the name stands in every field that comes from outside."""
    desk = fill(path)
    text = "Ilva Moren held\nIlva Moren, 44, was held on Monday. ILVA  MOREN’s office said no more of Ilva\u00a0Moren."
    article = Article(
        id="named",
        source=f"inputs/{SLUG}.txt",
        text=text,
        language="en",
        outlet="The Ilva Moren Gazette",
        byline="Ilva Moren",
        published="2031-03-04",
        url=f"https://news.example/2031/{SLUG}?by=ilva+moren",
        title=Located(text="Ilva Moren held"),
        paragraphs=((Extent(16, len(text)),),),
        credits=("Ilva Moren Agency",),
        raw_hash="named",
    )
    again = msgspec.structs.replace(article, id="named-again", text=text + " Ilva Moren left.", raw_hash="again")
    desk.store.add([article, again], at=AT)
    place(desk, {"named": LONE, "named-again": LONE})
    feed = f"https://news.example/ilva_moren/{SLUG}.rss"
    desk.feeds.follow({feed: "Ilva Moren Feed"})
    desk.feeds.polled(feed, at=AT, told="Ilva Moren does not answer")
    desk.store.reject(
        [Rejection(id=f"{SLUG}.txt", step="ingest", reason=RejectReason.UNREADABLE, detail="Ilva Moren lacks")], at=AT
    )
    point = ferry().points[0]
    desk.correct(
        STORY,
        "relabel",
        {"point": [{"source": "Ilva Moren", "words": "Ilva Moren"}], "text": "As Ilva Moren said.", "by": "Ilva Moren",
         "reason": "Ilva Moren asked"},
    )  # fmt: skip
    assert point.text
    return desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with spread(tmp_path / "desk.variorum") as found:
        yield found


@pytest.fixture
def hidden(desk: Desk) -> Desk:
    desk.store.suppress("Ilva Moren", reason="asked", at=AT)
    return desk


PAGES = (
    "/", "/?reports=1", f"/story/{STORY}", f"/story/{STORY}/history", f"/story/{STORY}/correct", f"/story/{LONE}",
    f"/story/{LONE}/history", "/article/a1", "/article/named", "/article/named-again?against=named",
    "/article/named?at=16-30", "/who", "/who?name=Ilva+Moren", "/who?name=ilva", "/who?name=captain", "/search?q=moren",
    "/search?q=ilva+moren", "/search?q=held", "/search?q=captain", "/sources", "/add", "/suppressed",
    "/story/Ilva%20Moren", "/article/ilva-moren", "/Ilva%20Moren", "/search?q=Ilva%20Moren&page=Ilva%20Moren",
)  # fmt: skip


def test_the_name_stands_where_it_is_looked_for(desk: Desk) -> None:
    client = Client(create_app(desk, rules=RULES))
    shown = [address for address in PAGES if leaks(client.get(address).text)]
    assert len(shown) >= 14


def test_no_page_has_it(hidden: Desk) -> None:
    client = Client(create_app(hidden, rules=RULES))
    for address in PAGES:
        answer = client.get(address)
        assert answer.status_code in (200, 400, 404), address
        assert leaks(answer.text) == [], address


def test_no_refusal_of_a_form_has_it(hidden: Desk) -> None:
    client = Client(create_app(hidden, rules=RULES))
    csrf = re.search(r'name="csrf" value="([0-9a-f]+)"', client.get("/add").text)
    assert csrf
    point = ferry().points[0].id
    for address, data in (
        (f"/story/{STORY}/correct", {"point": point, "what": "reword", "text": "", "reason": "Ilva Moren"}),
        (f"/story/{STORY}/take-back", {"seq": "Ilva Moren"}),
        ("/add", {"text": "Ilva Moren", "outlet": "Ilva Moren", "url": f"https://x.example/{SLUG}"}),
        ("/add", {"text": "Ilva Moren", "url": "Ilva Moren"}),
        ("/suppressed", {"name": "Ilva Moren", "reason": "again", "what": "suppress"}),
    ):
        assert leaks(client.post(address, data={"csrf": csrf[1], **data}).text) == [], address


def test_no_cut_leaves_a_part_of_it(hidden: Desk) -> None:
    for most in range(40, 120, 5):
        client = Client(create_app(hidden, rules=RULES, limits=Limits(article_chars=most, excerpt_chars=40)))
        for address in ("/article/named", "/api/v1/articles/named", f"/api/v1/stories/{STORY}/report"):
            told = client.get(address).text
            assert leaks(told) == []
            assert not re.search(r"ilva\W+mo?r?e?n?\b", told.casefold()), (address, most)


_GIVEN = {
    "story": STORY, "article": "named", "name": "captain", "sentence": "Ilva Moren spoke of the ferry.", "q": "ferry",
}  # fmt: skip


def _addresses() -> list[str]:
    out = []
    for endpoint in ENDPOINTS:
        needed = {p.name: _GIVEN[p.name] for p in endpoint.takes if p.needed}
        query = "&".join(f"{k}={quote(v)}" for k, v in needed.items())
        path = "/api/v1" + endpoint.path
        for story in (STORY, LONE) if "{story}" in path else ("",):
            for form in [n for n in FORMS if n != "text"] if "{form}" in path else ("",):
                whole = path.replace("{story}", story).replace("{article}", "named").replace("{form}", form)
                tables = [f"?table={t}" for t in TABLES] if form == "csv" else [f"?{query}" if query else ""]
                out += [whole + t for t in tables]
    more = ("articles?q=ilva", "articles?q=moren+ilva", "articles?q=held", "stories?q=ilva", "stories?q=moren",
            "claims?q=ilva", "claims?q=ilva+moren", "who?name=Ilva+Moren", "who?name=ilva&role=about",
            "speakers?start=ilva", "check?sentence=Ilva+was+held", "stories?q=ilva&limit=Ilva+Moren",
            "stories/Ilva+Moren", "Ilva+Moren", "openapi.json")  # fmt: skip
    return [*out, *(f"/api/v1/{m}" for m in more)]


def test_no_answer_of_the_interface_has_it(hidden: Desk) -> None:
    client = Client(create_app(hidden, rules=RULES))
    for address in _addresses():
        answer = client.get(address)
        assert answer.status_code in (200, 400, 404), address
        told = answer.text.replace(_GIVEN["sentence"], "")  # what was asked is given back as it was asked
        assert leaks(told) == [], address
        assert leaks("\n".join(v for k, v in answer.headers.items() if k != "link")) == [], address


def test_no_tool_for_agents_has_it(hidden: Desk) -> None:
    server = make_server(hidden)
    for tool, arguments in (
        ("search_stories", {"words": "ilva"}),
        ("search_stories", {}),
        ("compare_story", {"story": STORY}),
        ("who_says", {"name": "Ilva Moren"}),
        ("who_says", {"name": "ilva", "role": "about"}),
        ("who_says", {"name": "captain"}),
        ("where_do_they_differ", {"story": STORY, "kind": "all"}),
        ("check_claim", {"sentence": "The ferry ran aground."}),
    ):
        assert leaks(one(server, tool, **arguments)) == [], tool


def test_no_export_has_it_unless_it_is_asked_for(hidden: Desk, capsys: pytest.CaptureFixture) -> None:
    for what in WHAT:
        assert main(["export", what, "--store", str(hidden.path)]) == 0
        told = capsys.readouterr().out
        assert told
        assert leaks(told) == [], what
        assert main(["export", what, "--with-suppressed", "--store", str(hidden.path)]) == 0
        assert bool(leaks(capsys.readouterr().out)) is (what != "events"), what


def test_no_command_over_the_store_has_it(hidden: Desk, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    store = ["--store", str(hidden.path)]
    for more in ([], ["--events"]):
        assert main(["stories", *store, *more]) == 0
        assert leaks(capsys.readouterr().out) == []
    hidden.corrections.take_back(STORY, 1, at=AT)
    row = hidden.story(STORY)
    hidden.reports.put(STORY, ferry(), change=row.change, made_of=hidden.made_of, page="", at=AT)
    folder = tmp_path / "out"
    folder.mkdir()
    outs = [folder / f"r{form.endings[0]}" for form in FORMS.values()]
    main(["compare", *store, "--story", STORY, *(f"--out={o}" for o in outs), "--full-text"])
    written = [p for p in folder.rglob("*") if p.is_file()]
    assert len(written) >= len(FORMS)
    assert [p.name for p in written if leaks(p.read_bytes())] == []
    told = capsys.readouterr()
    assert leaks(told.out + told.err) == []


def test_no_notebook_has_it(hidden: Desk) -> None:
    report = hidden.report(STORY)
    assert leaks(report._repr_html_() + report.to_text() + report.to_json()) == []
    for table in TABLES:
        assert leaks(report.to_pandas(table).to_csv()) == [], table
        assert leaks(str(report.to_polars(table).rows())) == [], table
    assert leaks(str([line.row for line in hidden.lines()])) == []
    assert leaks(hidden.reports.page(STORY) or "") != []  # what is kept stays as it came: a name can be lifted


def test_a_lifted_name_stands_again(hidden: Desk) -> None:
    client = Client(create_app(hidden, rules=RULES))
    assert leaks(client.get(f"/story/{STORY}").text) == []
    hidden.store.unsuppress("ilva moren")
    assert leaks(client.get(f"/story/{STORY}").text)


def test_articles_that_were_read_keep_their_places(hidden: Desk) -> None:
    before = {a.id: a for a in articles_of(ferry())}
    for a in hidden.report(STORY).articles:
        assert len(a.text) == len(before[a.id].text)
