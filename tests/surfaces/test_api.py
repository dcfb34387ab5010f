"""The interface for programs: what it answers, what it refuses, and that it is as it is described."""

from collections.abc import Iterator
from pathlib import Path

import feedparser
import hypothesis
import jsonschema
import pytest
import schemathesis
from asking import Client
from desk_store import AT, STORY, fill
from page_story import ferry

from variorum.desk import Desk
from variorum.exports.formats import FORMS
from variorum.http.api.routes import ENDPOINTS
from variorum.http.app import Limits, create_app
from variorum.http.security import Rules

LOOPBACK = Rules(hosts=frozenset({"127.0.0.1"}))
TOKEN = "a-token-that-is-long-enough"
API = "/api/v1"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with fill(tmp_path / "desk.variorum") as found:
        yield found


@pytest.fixture
def client(desk: Desk) -> Client:
    return Client(create_app(desk, rules=LOOPBACK))


def refusal(answer) -> dict[str, object]:
    assert answer.headers["content-type"] == "application/problem+json"
    found = answer.json()
    assert found["status"] == answer.status_code
    assert found["title"]
    assert found["detail"]
    return found


def test_it_gives_what_the_pages_show(client: Client) -> None:
    (story,) = client.get(f"{API}/stories").json()["items"]
    assert (story["id"], story["reports"], story["origins"], story["disputes"]) == (STORY, 4, 3, 1)
    assert client.get(f"{API}/stories?q=scrapped").json()["items"] == [story]
    assert client.get(f"{API}/stories?q=zebra").json()["items"] == []
    found = client.get(f"{API}/stories/{STORY}").json()
    assert found["articles"] == ["a1", "b1", "c1", "d1"]
    assert client.get(f"{API}/stories/{STORY}/report").json()["points"][1]["text"] == "Seven people were injured."
    assert client.get(f"{API}/stories/{STORY}/history").json()["items"][0]["record"]["kind"] == "created"
    article = client.get(f"{API}/articles/a1").json()
    assert article["text"] == ferry().articles[0].text
    assert article["dropped"][0]["reason"] == "subscription"
    assert client.get(f"{API}/articles?q=aground").json()["items"]
    assert {c["article"] for c in client.get(f"{API}/who?name=ilva+moren").json()["items"]} == {"a1", "b1", "c1"}
    assert client.get(f"{API}/claims?q=coast").json()["items"] == []
    assert client.get(f"{API}/speakers?start=ilva").json()["items"] == [{"name": "Ilva Moren", "claims": 3}]
    assert client.get(f"{API}/sources").json() == {"feeds": [], "rejections": []}


def test_a_report_is_given_in_every_form(client: Client) -> None:
    for form in FORMS.values():
        answer = client.get(f"{API}/stories/{STORY}/report/{form.name}")
        if form.name == "text":
            assert answer.status_code == 404
            continue
        assert answer.status_code == 200, form.name
        assert answer.headers["content-type"].split(";")[0] == form.media_type.split(";")[0]
        assert "attachment" in answer.headers["content-disposition"]
    points = client.get(f"{API}/stories/{STORY}/report/csv?table=points").text
    assert points.startswith("point,n,text")
    assert refusal(client.get(f"{API}/stories/{STORY}/report/csv?table=people"))["name"] == "table"


def test_pages_follow_one_another(client: Client) -> None:
    seen, address = [], f"{API}/who?name=Ilva+Moren&limit=2"
    while address:
        answer = client.get(address)
        seen += [c["id"] for c in answer.json()["items"]]
        address = answer.json()["next"]
        assert ("link" in answer.headers) == bool(address)
    assert sorted(seen) == ["k7", "k8", "k9"]


def test_what_is_the_same_is_not_sent_again(client: Client, desk: Desk) -> None:
    for path in ("/stories", f"/stories/{STORY}/report", "/openapi.json", "/stories.atom"):
        first = client.get(API + path)
        tag = first.headers["etag"]
        again = client.get(API + path, headers={"if-none-match": f'"other", W/{tag}'})
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["etag"] == tag
    desk.store.suppress("Ilva Moren", reason="asked", at=AT)
    tag = first.headers["etag"]
    changed = client.get(f"{API}/stories/{STORY}/report", headers={"if-none-match": tag})
    assert changed.status_code == 200


@pytest.mark.parametrize(
    ("address", "status", "name"),
    [
        ("/stories/nobody", 404, "story"),
        ("/stories/nobody/report", 404, "story"),
        ("/stories/nobody/report/tei", 404, "story"),
        (f"/stories/{STORY}/report/docx", 404, "form"),
        ("/stories/nobody/history", 404, "story"),
        ("/articles/nobody", 404, "article"),
        ("/nothing", 404, None),
        ("/stories?limit=0", 400, "limit"),
        ("/stories?limit=100000", 400, "limit"),
        ("/stories?offset=-1", 400, "offset"),
        ("/stories?offset=99999999999999999999999", 400, "offset"),
        ("/stories?limit=%D9%A1", 400, "limit"),
        ("/stories?limit=1&limit=2", 400, "limit"),
        ("/stories?page=1", 400, "page"),
        ("/articles", 400, "q"),
        ("/articles?q=" + "x" * 501, 400, "q"),
        ("/claims?q=%00", 400, "q"),
        ("/who?name=x&role=of", 400, "role"),
        ("/check", 400, "sentence"),
    ],
)
def test_bad_requests_are_told_as_problems(client: Client, address: str, status: int, name: str | None) -> None:
    answer = client.get(API + address)
    assert answer.status_code == status
    assert refusal(answer).get("name") == name


def test_what_the_guard_refuses_is_told_as_a_problem_too(desk: Desk) -> None:
    locked = Client(create_app(desk, rules=Rules(hosts=frozenset({"127.0.0.1"}), token=TOKEN)))
    answer = locked.get(f"{API}/stories", headers={"accept": "application/json"})
    assert refusal(answer)["status"] == 401
    assert locked.get(f"{API}/stories", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert refusal(Client(create_app(desk, rules=LOOPBACK)).post(f"{API}/stories"))["status"] == 405
    assert refusal(locked.get(f"{API}/stories", headers={"host": "evil.example"}))["status"] == 421
    slow = Client(create_app(desk, rules=Rules(hosts=frozenset({"127.0.0.1"}), per_minute=2)))
    last = [slow.get(f"{API}/stories") for _ in range(4)][-1]
    assert refusal(last)["status"] == 429
    assert last.headers["retry-after"]


def test_nothing_of_a_failing_store_is_told(client: Client, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from variorum.errors import StoreError

    def broken(*_: object, **__: object) -> object:
        raise StoreError("the store '/home/somebody/desk.variorum' is damaged")

    monkeypatch.setattr(desk.stories, "recent", broken)
    answer = client.get(f"{API}/stories")
    assert refusal(answer)["status"] == 503
    assert "somebody" not in answer.text


def test_suppressed_names_are_blotted_out_letter_for_letter(client: Client, desk: Desk) -> None:
    before = client.get(f"{API}/stories/{STORY}/report").json()
    desk.store.suppress("ilva moren", reason="asked", at=AT)
    forms = [f"/stories/{STORY}/report/{f}" for f in ("html", "tei", "csv", "annotations", "prov", "markdown")]
    for path in (f"/stories/{STORY}/report", "/articles/a1", "/speakers", "/articles?q=captain", *forms):
        assert "ilva moren" not in client.get(API + path).text.lower(), path
    assert client.get(f"{API}/who?name=Ilva+Moren").json()["items"] == []
    after = client.get(f"{API}/stories/{STORY}/report").json()
    for old, new in zip(before["articles"], after["articles"], strict=True):
        assert len(old["text"]) == len(new["text"])


def test_limits_of_excerpts_hold(desk: Desk) -> None:
    client = Client(create_app(desk, rules=LOOPBACK, limits=Limits(excerpt_chars=40, article_chars=60)))
    article = client.get(f"{API}/articles/a1").json()
    assert (len(article["text"]), article["cut"]) == (60, True)
    assert all(len(a["text"]) <= 60 for a in client.get(f"{API}/stories/{STORY}/report").json()["articles"])
    for item in client.get(f"{API}/articles?q=aground").json()["items"]:
        assert len(item["excerpt"]) <= 44


def test_a_sentence_is_held_against_the_store(client: Client) -> None:
    found = client.get(f"{API}/check", params={"sentence": "The ferry Petrel ran aground off Harnsey."}).json()
    assert found["verdict"] == "supported"
    (finding,) = found["findings"]
    assert finding["story"] == STORY
    assert finding["independent_origins"] == 1
    report = {a.id: a.text for a in ferry().articles}
    for cite in finding["cites"]:
        assert report[cite["article"]][cite["start"] : cite["end"]] == cite["words"]
    # The third report says it in other words: told, and not counted.
    assert {c["article"] for c in finding["cites"]} == {"a1", "b1"}
    assert {c["article"] for c in finding["also"]} == {"c1"}
    near = client.get(f"{API}/check", params={"sentence": "The ferry Petrel ran aground off Portwell."}).json()
    assert near["verdict"] == "unclear"
    assert near["findings"][0]["near"]
    nowhere = client.get(f"{API}/check", params={"sentence": "A zebra won the election."}).json()
    assert nowhere == {"sentence": "A zebra won the election.", "verdict": "not in the reports", "findings": []}


def test_feeds_are_read_by_a_feed_reader(client: Client) -> None:
    stories = feedparser.parse(client.get(f"{API}/stories.atom").content)
    assert not stories.bozo
    assert [e.link for e in stories.entries] == [f"http://127.0.0.1:8765/story/{STORY}"]
    conflicts = feedparser.parse(client.get(f"{API}/conflicts.atom").content)
    assert not conflicts.bozo
    assert len(conflicts.entries) == 1


# -- the description --------------------------------------------------------------------------------------------------


def test_answers_are_as_described(client: Client) -> None:
    described = client.get(f"{API}/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert set(described["paths"]) == {API + e.path for e in ENDPOINTS}
    addresses = {"/stories": "", "/claims": "?q=ferry", "/who": "?name=ilva+moren", "/articles": "?q=ferry"}
    addresses |= {"/check": "?sentence=Seven+people+were+injured.", "/speakers": "", "/sources": ""}
    for endpoint in ENDPOINTS:
        if endpoint.gives is None:
            continue
        path = endpoint.path.replace("{story}", STORY).replace("{article}", "a1")
        answer = client.get(API + path + addresses.get(endpoint.path, ""))
        assert answer.status_code == 200, path
        content = described["paths"][API + endpoint.path]["get"]["responses"]["200"]["content"]
        schema = content["application/json"]["schema"] | {"components": described["components"]}
        jsonschema.validate(answer.json(), schema)


def test_schemathesis_finds_no_fault(desk: Desk) -> None:
    """A short run, without wrong data; docs/guides/limits.md says how to make a long one."""
    app = create_app(desk, rules=LOOPBACK)
    schema = schemathesis.openapi.from_asgi(f"{API}/openapi.json", app, headers={"host": "127.0.0.1"})
    for result in schema.get_all_operations():
        operation = result.ok()

        @hypothesis.settings(max_examples=8, deadline=None, database=None, derandomize=True)
        @hypothesis.given(case=operation.as_strategy())
        def tried(case) -> None:
            case.call_and_validate(headers={"host": "127.0.0.1"})

        tried()
