"""Reading inputs: every form, every kind of bad input named, the rest read."""

import gzip
import io
import json
import os
from pathlib import Path

import pytest

from variorum.adapters.encoding import decode
from variorum.adapters.files import Reading, parted, pasted_document, pasted_documents, read_inputs
from variorum.config import Config
from variorum.records.source import Document, Media, Rejection, RejectReason

STORY = (
    "Ferry aground off Port Vale\n\nThe ferry ran aground on Monday, the harbour office said.\n"
    "Nobody was hurt — “we were lucky,” said Zoë Ødegård.\n"
)
PAGE = """<!doctype html><html lang="en"><head><title>Ferry aground off Port Vale | Harbour Post</title>
<meta property="og:title" content="Ferry aground off Port Vale"><meta property="og:site_name" content="Harbour Post">
<meta property="article:published_time" content="2021-03-04T08:00:00Z"><meta name="author" content="Ana Soto"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>Ferry aground off Port Vale</h1>
<p>The ferry ran aground on Monday morning with sixty people aboard, the harbour office said in a statement.</p>
<p>All of them were taken off by lifeboats before noon, and divers found no damage to the hull of the ship.</p>
</article><footer>Copyright Harbour Post</footer></body></html>"""


def read(
    *inputs: str | Path, config: Config | None = None, stdin: bytes | None = None
) -> tuple[list[Document], list[Rejection]]:
    reading = Reading(config=config or Config(), stdin=io.BytesIO(stdin) if stdin is not None else None)
    return parted(read_inputs([str(i) for i in inputs], reading))


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def refused(*inputs: str | Path, config: Config | None = None, stdin: bytes | None = None) -> Rejection:
    documents, rejections = read(*inputs, config=config, stdin=stdin)
    assert not documents
    assert len(rejections) == 1
    assert rejections[0].step == "ingest"
    assert rejections[0].detail.endswith(".")
    return rejections[0]


# --- forms ---------------------------------------------------------------------------------------
def test_a_text_file_is_read_as_it_stands(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", STORY)
    [document], rejections = read(path)
    assert document.text == path.read_text(encoding="utf-8") == STORY
    assert document.source == str(path)
    assert len(document.raw_hash) == 64
    assert not rejections


def test_markdown_is_text(tmp_path: Path) -> None:
    [document], _ = read(write(tmp_path, "a.md", "# Ferry aground\n\nIt ran aground."))
    assert document.text == "# Ferry aground\n\nIt ran aground."


def test_a_page_gives_text_and_what_it_says_of_itself(tmp_path: Path) -> None:
    [document], rejections = read(write(tmp_path, "a.html", PAGE))
    assert not rejections
    assert document.media is Media.HTML
    assert "sixty people aboard" in document.text
    assert "Home" not in document.text
    assert document.title == "Ferry aground off Port Vale"
    assert document.outlet == "Harbour Post"
    assert document.byline == "Ana Soto"
    assert document.published == "2021-03-04T08:00:00Z"


def test_rows_keep_their_fields_and_carry_unknown_ones(tmp_path: Path) -> None:
    row = {
        "id": 7,
        "url": "https://www.bbc.co.uk/x",
        "outlet": "BBC",
        "title": "T",
        "date": 1_600_000_000,
        "text": "a\r\nb",
        "mood": [1],
    }
    [document], _ = read(write(tmp_path, "a.jsonl", json.dumps(row) + "\n"))
    assert document.text == "a\r\nb"
    assert (document.row_id, document.url, document.source) == (
        "7",
        "https://www.bbc.co.uk/x",
        "https://www.bbc.co.uk/x",
    )
    assert document.published == "2020-09-13T12:26:40Z"
    assert document.extra == {"mood": [1]}


def test_half_a_surrogate_pair_becomes_a_mark(tmp_path: Path) -> None:
    row = '{"id": "a\\ud800", "text": "x\\ud83d\\ude00y\\udc00z", "mood": ["\\ud800"]}'
    [document], _ = read(write(tmp_path, "a.jsonl", row))
    assert document.text == "x😀y\ufffdz"
    assert (document.source, document.extra) == ("a\ufffd", {"mood": ["\ufffd"]})


def test_a_row_without_a_name_is_named_by_its_line(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", '\n{"text": "one"}\n{"id": "b", "text": "two"}\n')
    documents, _ = read(path)
    assert [d.source for d in documents] == [f"{path}:2", "b"]


def test_a_row_may_hold_a_page(tmp_path: Path) -> None:
    [document], _ = read(write(tmp_path, "a.jsonl", json.dumps({"id": "p", "html": PAGE})))
    assert document.media is Media.HTML
    assert document.source == "p"
    assert document.published == "2021-03-04T08:00:00Z"


def test_gzip_json_list_and_single_object(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": "one"}, {"id": "b", "text": "two"}]
    packed = gzip.compress(b'{"id": "c", "text": "x"}\n') + gzip.compress(b'{"id": "d", "text": "y"}\n')
    documents, rejections = read(
        write(tmp_path, "a.json", json.dumps(rows)),
        write(tmp_path, "b.json", json.dumps({"id": "e", "text": "z"})),
        write(tmp_path, "c.jsonl.gz", packed),
    )
    assert [d.source for d in documents] == ["a", "b", "e", "c", "d"]
    assert not rejections


def test_standard_input_is_json_lines() -> None:
    documents, _ = read("-", stdin=b'{"id": "a", "text": "one"}\n{"id": "b", "text": "two"}')
    assert [d.source for d in documents] == ["a", "b"]


def test_folders_and_globs_are_read_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", "notes.toml"):
        write(tmp_path, name, f"text of {name}")
    by_folder, _ = read(tmp_path)
    assert [Path(d.source).name for d in by_folder] == ["a.txt", "b.txt", "c.txt"]
    by_glob, _ = read(f"{tmp_path}/*.txt")
    assert [Path(d.source).name for d in by_glob] == ["a.txt", "b.txt"]


def test_an_outlet_may_be_named_and_wins(tmp_path: Path) -> None:
    path = write(tmp_path, "a=b.txt", STORY)
    rows = write(tmp_path, "a.jsonl", '{"text": "one", "outlet": "Other"}')
    documents, _ = read(f"Harbour Post={path}", f"Vale News={rows}", path.parent / "a=b.txt")
    assert [d.outlet for d in documents] == ["Harbour Post", "Vale News"]


def test_the_given_date_fills_gaps_only(tmp_path: Path) -> None:
    rows = '{"text": "one", "published": "2020-01-02"}\n{"text": "two"}\n{"text": "three", "published": "soon"}'
    documents, _ = read(write(tmp_path, "a.jsonl", rows), config=Config(published="2021-05-06"))
    assert [d.published for d in documents] == ["2020-01-02", "2021-05-06", "2021-05-06"]
    assert documents[2].extra == {"published": "soon"}


def test_pasted_articles_are_parted_by_rules() -> None:
    documents, rejections = parted(
        pasted_documents("One.\n---\nTwo.\nMore -- of it.\n=====\n\n", config=Config(published="2020-01-01"))
    )
    assert [d.text for d in documents] == ["One.\n", "Two.\nMore -- of it.\n"]
    assert [d.source for d in documents] == ["pasted-1", "pasted-2"]
    assert documents[0].published == "2020-01-01"
    assert not rejections
    assert pasted_document("x", 3).source == "pasted-3"
    [nothing] = pasted_documents(" \n---\n", config=Config())
    assert nothing.reason is RejectReason.EMPTY


# --- encodings -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "raw",
    [
        STORY.encode("utf-8"),
        b"\xef\xbb\xbf" + STORY.encode("utf-8"),
        STORY.encode("utf-16"),
        STORY.encode("utf-16-le"),
        b"\xfe\xff" + STORY.encode("utf-16-be"),
        STORY.encode("utf-32"),
        STORY.encode("cp1252"),
        STORY.replace("\n", "\r\n").encode("utf-8"),
    ],
)
def test_encodings(raw: bytes) -> None:
    assert decode(raw) == STORY


def test_one_damaged_byte_does_not_mangle_good_text() -> None:
    text = "“Zoë” — ’ — “Ødegård” — ‘é’ — “ü” — ’s — “à”"
    raw = text.encode("utf-8") + b" \xff end"
    assert decode(raw) == text + " \ufffd end"


def test_cyrillic_and_japanese_in_old_encodings() -> None:
    russian = (
        "Паром сел на мель у берега, сообщили в порту. Никто не пострадал, сказал капитан порта в понедельник утром. "
        * 4
    )
    assert decode(russian.encode("cp1251")) == russian
    japanese = "フェリーが座礁し、乗客は全員救助されたと港湾局が月曜日に発表した。けが人はいなかった。" * 6
    assert decode(japanese.encode("euc-jp")) == japanese


def test_a_page_declares_its_encoding(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1251">').replace("the harbour office", "Порт")
    [document], _ = read(write(tmp_path, "a.html", page.encode("cp1251")))
    assert "Порт said" in document.text


# --- bad input -----------------------------------------------------------------------------------
def test_empty_binary_and_large_are_named(tmp_path: Path) -> None:
    assert refused(write(tmp_path, "a.txt", "")).reason is RejectReason.EMPTY
    assert refused(write(tmp_path, "b.txt", " \n\t")).reason is RejectReason.EMPTY
    assert refused(write(tmp_path, "c.txt", bytes(range(256)) * 9)).reason is RejectReason.BINARY
    assert refused(write(tmp_path, "d.txt", b"%PDF-1.4 abc")).reason is RejectReason.BINARY
    large = write(tmp_path, "e.txt", "word " * 400)
    assert refused(large, config=Config(max_bytes=1000)).reason is RejectReason.TOO_LARGE
    found = refused(large, config=Config(max_chars=1000))
    assert found.reason is RejectReason.TOO_LARGE
    assert str(large) in found.detail


def test_a_broken_row_says_its_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", '{"text": "one"}\n{"text": "two"}\n{"text": \n{"text": "four"}\n')
    documents, [rejection] = read(path)
    assert [d.text for d in documents] == ["one", "two", "four"]
    assert rejection.reason is RejectReason.BROKEN_ROW
    assert "line 3" in rejection.detail
    assert rejection.id == f"{path}:3"


def test_broken_json_says_where(tmp_path: Path) -> None:
    found = refused(write(tmp_path, "a.json", '{\n"text": "one",\n"title" 3}'))
    assert found.reason is RejectReason.BROKEN_ROW
    assert "line 3" in found.detail
    assert refused(write(tmp_path, "b.json", "[" * 100_000)).reason is RejectReason.BROKEN_ROW


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ({"schema_version": "1.0", "articles": [], "points": [], "variants": []}, "report"),
        ({"story": "x", "articles": {}, "points": []}, "gold"),
        ({"$schema": "x", "properties": {}}, "Schema"),
        ({"tool": {}, "project": {}}, "configuration"),
        ({"id": "a", "title": "b"}, "without"),
        ([1, 2], "list"),
        ({}, "empty object"),
        ("text", "str"),
    ],
)
def test_json_of_another_form_is_refused_by_name(tmp_path: Path, value: object, word: str) -> None:
    found = refused(write(tmp_path, "gold.json", json.dumps(value)))
    assert found.reason is RejectReason.NOT_AN_ARTICLE
    assert word in found.detail
    assert "gold.json" in found.detail


def test_settings_and_json_in_text_files_are_no_articles(tmp_path: Path) -> None:
    assert refused(write(tmp_path, "a.toml", "[tool]\nx = 1\n")).reason is RejectReason.NOT_AN_ARTICLE
    assert refused(write(tmp_path, "b.txt", '{"articles": []}')).reason is RejectReason.NOT_AN_ARTICLE


def test_a_row_that_is_no_article_is_refused_and_the_rest_read(tmp_path: Path) -> None:
    documents, rejections = read(
        write(tmp_path, "a.jsonl", '{"a": 1}\n[]\n"x"\n{"text": ""}\n{"text": 5}\n{"text": "ok"}')
    )
    assert [d.text for d in documents] == ["ok"]
    assert [r.reason for r in rejections] == [
        RejectReason.NOT_AN_ARTICLE,
        RejectReason.NOT_AN_ARTICLE,
        RejectReason.NOT_AN_ARTICLE,
        RejectReason.EMPTY,
        RejectReason.NOT_AN_ARTICLE,
    ]


def test_gzip_cut_off_or_bomb(tmp_path: Path) -> None:
    packed = gzip.compress(json.dumps({"text": os.urandom(5000).hex()}).encode())
    assert refused(write(tmp_path, "a.jsonl.gz", packed[: len(packed) // 2])).reason is RejectReason.TRUNCATED
    bomb = write(tmp_path, "b.jsonl.gz", gzip.compress(b" " * 5_000_000))
    assert refused(bomb, config=Config(max_bytes=100_000)).reason is RejectReason.TOO_LARGE
    assert refused(write(tmp_path, "c.jsonl.gz", b"\x1f\x8bnonsense")).reason is RejectReason.UNREADABLE


def test_absent_paths_and_empty_folders(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.txt").reason is RejectReason.UNREADABLE
    assert refused(f"{tmp_path}/*.none").reason is RejectReason.UNREADABLE
    assert refused("").reason is RejectReason.UNREADABLE
    found = refused(tmp_path)
    assert found.reason is RejectReason.EMPTY
    assert "nothing readable" in found.detail
    assert refused("-", stdin=b"").reason is RejectReason.EMPTY


def test_symlink_loops_end(tmp_path: Path) -> None:
    write(tmp_path, "a/x.txt", "one")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    documents, rejections = read(tmp_path)
    assert [d.text for d in documents] == ["one"]
    assert [r.reason for r in rejections] == [RejectReason.UNREADABLE]


def test_one_path_twice_is_read_once_but_equal_files_are_two(tmp_path: Path) -> None:
    one, two = write(tmp_path, "a.txt", STORY), write(tmp_path, "b.txt", STORY)
    documents, rejections = read(one, two, one)
    assert [d.source for d in documents] == [str(one), str(two)]
    assert [r.reason for r in rejections] == [RejectReason.DUPLICATE]


def test_a_page_without_an_article_is_refused(tmp_path: Path) -> None:
    found = refused(write(tmp_path, "a.html", "<html><body><p></p></body></html>"))
    assert found.reason is RejectReason.NO_BODY
