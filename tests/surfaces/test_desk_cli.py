"""`variorum add`, `export` and `serve` as commands."""

import argparse
import json
from pathlib import Path

import pytest

from variorum.cli import serve
from variorum.cli.app import _parser, main
from variorum.errors import ConfigError

TEXT = "Harbour opens\nThe harbour of Port Elsin opened again on Monday, the harbour office said.\n"


@pytest.fixture
def store(tmp_path: Path) -> str:
    return str(tmp_path / "desk.variorum")


def test_what_is_added_is_there_once_with_its_bytes(tmp_path: Path, store: str, capsys: pytest.CaptureFixture) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.jsonl").write_text(json.dumps({"id": "7", "text": TEXT, "outlet": "The Ledger"}) + "\nno row\n")
    given = [str(tmp_path / "a.txt"), str(tmp_path / "b.jsonl"), "--store", store]
    assert main(["add", *given]) == 3
    assert "2 added" in capsys.readouterr().err
    assert main(["add", *given, "--rejects", str(tmp_path / "r.jsonl")]) == 3
    assert "0 added to" in (said := capsys.readouterr().err)
    assert "2 were there already" in said
    assert json.loads((tmp_path / "r.jsonl").read_text())["reason"] == "broken_row"
    assert main(["export", "articles", "--store", store]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [r["row_id"] for r in rows] == [None, "7"]
    assert main(["export", "rejections", "--store", store, "--out", str(tmp_path / "o.jsonl")]) == 0
    assert len((tmp_path / "o.jsonl").read_text().splitlines()) == 1
    from variorum.desk import Desk

    with Desk(store) as desk:
        assert desk.store.raw(rows[0]["raw_hash"]) == TEXT.encode()
        assert json.loads(desk.store.raw(rows[1]["raw_hash"]) or b"")["id"] == "7"


def test_an_empty_call_and_an_absent_store_are_told(store: str, capsys: pytest.CaptureFixture) -> None:
    assert main(["add", "--store", store]) == 2
    assert main(["export", "stories", "--store", store]) == 1
    assert "there is no store" in capsys.readouterr().err
    assert not Path(store).exists()


def test_exports_are_empty_where_nothing_is(tmp_path: Path, store: str, capsys: pytest.CaptureFixture) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    assert main(["add", str(tmp_path / "a.txt"), "--store", store, "--quiet"]) == 0
    for what in ("stories", "reports", "events", "corrections", "feeds"):
        assert main(["export", what, "--store", store]) == 0
    assert capsys.readouterr().err == ""


def _options(*given: str) -> argparse.Namespace:
    return _parser().parse_args(["serve", *given])


def test_this_machine_alone_needs_no_token() -> None:
    rules = serve.rules_of(_options())
    assert rules.token is None
    assert "localhost" in rules.hosts


def test_off_this_machine_a_token_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(serve.TOKEN_VARIABLE, raising=False)
    for given in (["--host", "192.0.2.7"], ["--name", "desk.example"], ["--host", "0.0.0.0", "--name", "desk.example"]):
        rules = serve.rules_of(_options(*given))
        assert rules.token is not None
        assert len(rules.token) >= 32
        assert rules.secure
        assert "0.0.0.0" not in rules.hosts
    assert not serve.rules_of(_options("--name", "desk.example", "--plain-http")).secure
    with pytest.raises(ConfigError, match="--name"):
        serve.rules_of(_options("--host", "0.0.0.0"))
    (tmp_path / "token").write_text("short")
    with pytest.raises(ConfigError, match="easily guessed"):
        serve.rules_of(_options("--name", "desk.example", "--token-file", str(tmp_path / "token")))
    monkeypatch.setenv(serve.TOKEN_VARIABLE, "a-token-of-the-environment")
    assert serve.rules_of(_options("--name", "desk.example")).token == "a-token-of-the-environment"


@pytest.mark.parametrize("given", [["--excerpt-chars", "3"], ["--article-chars", "0"], ["--max-upload", "0"]])
def test_settings_that_are_none_are_refused(given: list[str], store: str) -> None:
    assert main(["serve", "--store", store, *given]) == 2
