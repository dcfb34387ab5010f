"""A store that can only be read: every surface shows it, and none pretends to change it."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from asking import Client
from desk_store import STORY, articles_of, fill
from page_story import ferry

import variorum
from variorum.cli import commands
from variorum.cli.app import main
from variorum.desk import Desk
from variorum.errors import StoreError
from variorum.http.app import create_app
from variorum.http.security import Rules

NOTICE = "This store can only be read: corrections, additions and comparisons are off."


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of one compared story in a folder that, as far as the program can tell, cannot be written."""
    path = tmp_path / "desk.variorum"
    with fill(path):
        pass
    may = os.access
    monkeypatch.setattr("os.access", lambda at, mode: not mode & os.W_OK and may(at, mode))
    return path


@pytest.fixture
def client(store: Path) -> Iterator[Client]:
    with variorum.open(store) as desk:
        yield Client(create_app(desk, rules=Rules(hosts=frozenset({"127.0.0.1"}))))


@pytest.mark.parametrize(
    "address",
    ["/", f"/story/{STORY}", f"/story/{STORY}/correct", f"/story/{STORY}/history", "/article/a1", "/who",
     "/who?name=Ilva+Moren", "/search?q=ferry", "/sources", "/add", "/suppressed"],
)  # fmt: skip
def test_every_page_is_shown_and_says_that_nothing_can_be_changed(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.text.count(NOTICE) == 1
    assert not re.search(r'method="post"(?! action="/seen")', answer.text)


@pytest.mark.parametrize(
    ("address", "data"),
    [
        (f"/story/{STORY}/correct", {"point": ferry().points[0].id, "what": "reject-point", "reason": "wrong"}),
        (f"/story/{STORY}/take-back", {"seq": "1"}),
        ("/add", {"text": "A text."}),
        ("/suppressed", {"name": "Ilva Moren", "reason": "asked", "what": "suppress"}),
    ],
)
def test_what_would_change_something_is_refused(client: Client, address: str, data: dict[str, str]) -> None:
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', client.get("/").text)
    assert found
    answer = client.post(address, data={"csrf": found[1], **data})
    assert answer.status_code == 403
    assert "can only be read here" in answer.text
    assert "Ilva Moren" in client.get(f"/story/{STORY}").text


def test_what_was_seen_is_noted_in_the_browser(client: Client) -> None:
    page = client.get("/").text
    data = {name: re.search(rf'name="{name}" value="(\w+)"', page)[1] for name in ("csrf", "until")}  # type: ignore[index]
    assert client.post("/seen", data=data).status_code == 200
    assert "Nothing changed since your last look" in client.get("/?changed=1").text


def test_the_interface_answers(client: Client) -> None:
    assert client.get(f"/api/v1/stories/{STORY}/report").json()["points"]
    assert client.get("/api/v1/stories.atom").status_code == 200


def test_commands_that_read_do(store: Path, capsys: pytest.CaptureFixture, tmp_path: Path) -> None:
    assert main(["export", "articles", "--store", str(store)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(ferry().articles)
    assert main(["stories", "--store", str(store)]) == 0
    assert json.loads(capsys.readouterr().out)["story"] == STORY
    out = tmp_path / "page.html"
    assert main(["compare", "--store", str(store), "--story", STORY, "--out", str(out), "--quiet"]) == 3
    assert "Check these first" in out.read_text()


def test_commands_that_write_say_why_they_do_not(store: Path, capsys: pytest.CaptureFixture, tmp_path: Path) -> None:
    given = tmp_path / "a.txt"
    given.write_text("Harbour opens\nThe harbour opened again, the office said.")
    for command in (["add", str(given)], ["stories", str(given)], ["watch", "http://127.0.0.1:9/feed", "--once"]):
        assert main([*command, "--store", str(store)]) == 1
        assert "open for reading only: it cannot be written; give yourself the right" in capsys.readouterr().err


def test_a_comparison_that_is_not_held_is_made_and_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    path = tmp_path / "desk.variorum"
    with fill(path) as desk:
        desk.corrections.add(STORY, "reject", {"reason": "so that what is held is old"}, at=desk.now())
    may = os.access
    monkeypatch.setattr("os.access", lambda at, mode: not mode & os.W_OK and may(at, mode))
    asked: list[int] = []

    def compared(desk: Desk, story: str, *, words: int, **_: object) -> object:
        asked.append(words)
        return desk.report(story)

    monkeypatch.setattr(Desk, "compare", compared)
    out = str(tmp_path / "report.json")
    for words in ([], ["--words", "90"]):
        assert main(["compare", "--store", str(path), "--story", STORY, "--out", out, "--quiet", *words]) == 3
    assert asked == [commands.BRIEF_WORDS, 90]
    with variorum.open(path) as desk, pytest.raises(StoreError, match="reading only"):
        desk.refresh(STORY)


def test_articles_without_a_story_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    path = tmp_path / "desk.variorum"
    with Desk(path) as desk:
        desk.store.add(articles_of(ferry()), at=desk.now())
    may = os.access
    monkeypatch.setattr("os.access", lambda at, mode: not mode & os.W_OK and may(at, mode))
    assert main(["stories", "--store", str(path)]) == 0
    assert "its newest articles stand in no story yet" in capsys.readouterr().err
