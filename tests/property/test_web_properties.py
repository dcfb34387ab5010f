"""Whatever a feed, an archive or a row holds, it ends as records or as a named refusal."""

import io

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.warc_files import packed, record

from variorum.adapters.feeds import parse_feed
from variorum.adapters.feeds.markup import markup_text
from variorum.adapters.fetch.permission import opted_out, robots_of, tdm_rules
from variorum.adapters.paths import RefusedError
from variorum.adapters.rows import given_row
from variorum.adapters.warc import Capture, captures, warc_documents
from variorum.config import Config
from variorum.records.source import Document, Rejection
from variorum.records.web import Feed

FEED = (
    b'<?xml version="1.0"?><rss xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>A &amp; b</title>'
    b"<ttl>5</ttl>"
    b"<item><link>https://a.example/1</link><pubDate>Mon, 10 Mar 2031 08:00:00 GMT</pubDate><dc:creator>X</dc:creator>"
    b'<source url="https://b.example/">B</source><description><![CDATA[<p>Words</p>]]></description></item>'
    b"</channel></rss>"
)
ARCHIVE = b"".join(record(n, b"<html><body><p>Words %d.</p></body></html>" % n) for n in range(4))
PACKED = b"".join(packed(*(record(n, b"<html><body><p>Words %d.</p></body></html>" % n) for n in range(4))))
EDITS = st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=12), st.integers(0, 40)), max_size=4)
NAMES = st.sampled_from(["text", "body", "html", "content", "authors", "name", "sections", "summary", "url"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda x: st.lists(x, max_size=3) | st.dictionaries(NAMES, x, max_size=4),
    max_leaves=6,
)


def edited(data, edits):
    for at, put, cut in edits:
        at %= len(data) + 1
        data = data[:at] + put + data[at + cut :]
    return data


def outcome(call):
    """What a call gives, or the refusal that it raises, which says what to do."""
    try:
        return call()
    except RefusedError as refusal:
        return refusal if refusal.detail.endswith(".") else None


@settings(max_examples=150, deadline=None)
@given(EDITS)
def test_any_feed_is_read_or_refused(edits):
    feed = outcome(lambda: parse_feed(edited(FEED, edits), "https://a.example/feed"))
    assert isinstance(feed, Feed | RefusedError)
    if isinstance(feed, Feed):
        assert all(e.key for e in feed.entries)
        assert all(e.link is None or e.link.startswith("http") for e in feed.entries)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([ARCHIVE, PACKED]), EDITS)
def test_any_archive_is_read_or_refused(data, edits):
    results = outcome(lambda: list(captures("a.warc", io.BytesIO(edited(data, edits)), config=Config())))
    assert isinstance(results, list | RefusedError)
    if isinstance(results, list):
        assert all(isinstance(r, Capture | Rejection) for r in results)


@settings(max_examples=20, deadline=None)
@given(EDITS)
def test_any_page_of_an_archive_is_read_or_refused(edits):
    data = io.BytesIO(edited(ARCHIVE, edits))
    results = outcome(lambda: list(warc_documents("a.warc", data, None, Config())))
    assert isinstance(results, list | RefusedError)
    if isinstance(results, list):
        assert all(isinstance(r, Document | Rejection) for r in results)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_markup_leaves_no_tags_and_never_fails(one, two):
    text = markup_text(f"<p>{one}</p><b title='{two}'>x")
    assert text == text.strip()


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["text", "body", "html", "source", "authors", "author", "date", "metadata"]), JSON)
)
def test_any_row_is_read_or_refused(row):
    result = given_row(row, "row 1", None, Config())
    assert isinstance(result, Document | Rejection)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([200, 404, 500]))
def test_any_word_of_a_site_is_understood_somehow(body, status):
    robots_of(status, body).allows("https://a.example/x")
    tdm_rules(body)
    opted_out({}, b"<meta " + body + b">", by_file=None)
