"""Feeds of every form, broken ones and hostile ones among them."""

import gzip
import json

import pytest
from tests.misbehaving import answer, serving

from variorum.adapters.feeds import Poll, entry_document, looks_like_feed, parse_feed, poll_feed
from variorum.adapters.feeds.markup import markup_text
from variorum.adapters.feeds.parse import when
from variorum.adapters.fetch import HttpFetcher
from variorum.adapters.paths import RefusedError
from variorum.config import Config
from variorum.records.source import Document, Media, Rejection, RejectReason
from variorum.records.web import FeedKind, FeedLink, FeedSource, Validators

URL = "https://post.example/feeds/all"
LONG = "The ferry ran aground off Port Vale on Monday, and all of them were taken off before noon. " * 8
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Harbour Post</title><link>https://post.example/</link><ttl>30</ttl><language>en</language>
<atom:link rel="self" href="{URL}"/>
<item><title>Ferry &amp; tug &lt;b&gt;aground&lt;/b&gt;</title><link>/news/1</link><guid isPermaLink="false">n1</guid>
<media:title>A picture</media:title><pubDate>Mon, 10 Mar 2031 08:00:00 GMT</pubDate><dc:creator>Ana Soto</dc:creator>
<source url="https://wire.example/rss">Meridian Wire</source>
<description>Short words. Read more</description>
<content:encoded><![CDATA[<p>{LONG}</p>
<script>evil()</script><p>Caf&eacute; &amp; <b>quay</b>.</p>]]></content:encoded></item>
<item><title>Second</title><guid>https://post.example/news/2</guid><pubDate>Tue, 11 Mar 2031 09:30:00 +0100</pubDate>
<author>desk@post.example (The Desk)</author></item>
<item><title>Nothing</title></item>
<item><title>Again</title><link>https://post.example/x</link><guid isPermaLink="false">n1</guid></item>
</channel></rss>"""
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://ledger.example/">
<title type="html">The &lt;i&gt;Halvik&lt;/i&gt; Ledger</title><link href="/"/>
<entry xml:base="news/"><id>tag:1</id><title>Crane fell</title><link rel="edit" href="/edit"/><link href="crane"/>
<updated>2031-03-12T10:00:00Z</updated><published>2031-03-12T08:00:00+01:00</published>
<author><name>Ena Solt</name></author><author><name>Bo Rask</name></author>
<source><id>tag:w</id><title>Meridian Wire</title><link href="https://wire.example/"/></source>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LONG}</p><p>Two &lt; three.</p></div></content>
</entry>
<entry><id>tag:2</id><title>Text</title><content type="text">A &lt; b, as they say.</content></entry>
</feed>"""
NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://post.example/news/1</loc><n:news><n:publication><n:name>Harbour Post</n:name>
<n:language>en</n:language></n:publication><n:publication_date>2031-03-12</n:publication_date>
<n:title>Ferry aground</n:title></n:news></url>
<url><loc>javascript:alert(1)</loc></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://post.example/old.xml</loc><lastmod>2030-01-01</lastmod></sitemap>
<sitemap><loc>https://post.example/new.xml.gz</loc><lastmod>2031-03-12</lastmod></sitemap></sitemapindex>"""
OPML = """<opml version="2.0"><head><title>The desk's feeds</title></head><body><outline text="North">
<outline type="rss" text="The Ledger" xmlUrl="https://ledger.example/feed"/>
<outline type="rss" text="Again" xmlUrl="https://ledger.example/feed"/></outline>
<outline type="rss" title="Post" xmlUrl="https://post.example/rss"/>
<outline text="x" xmlUrl="file:///etc"/></body></opml>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Strait Mercury",
        "home_page_url": "https://mercury.example/",
        "items": [
            {"id": 7, "url": "/a", "title": "A", "content_text": LONG, "date_published": "2031-03-12T08:00:00Z",
             "authors": [{"name": "Ana Soto"}, {"url": "x"}]},
            {"id": "8", "external_url": "https://wire.example/b", "content_html": "<p>Short.</p>",
             "author": {"name": "B"}},
            "nonsense",
        ],
    }
)  # fmt: skip


def parse(text, url=URL):
    return parse_feed(text if isinstance(text, bytes) else text.encode("utf-8"), url)


def test_rss():
    feed = parse(RSS)
    assert (feed.kind, feed.title, feed.home, feed.asked_minutes) == (
        FeedKind.RSS, "Harbour Post", "https://post.example/", 30.0,
    )  # fmt: skip
    first, second = feed.entries
    assert first.key == "n1"
    assert first.link == "https://post.example/news/1"
    assert first.title == "Ferry & tug aground"
    assert first.published == "2031-03-10T08:00:00Z"
    assert first.byline == "Ana Soto"
    assert first.source == FeedSource(name="Meridian Wire", url="https://wire.example/rss")
    assert first.language == "en"
    assert "Café" in markup_text(first.html)
    assert "evil" not in markup_text(first.html)
    assert (second.link, second.byline) == ("https://post.example/news/2", "The Desk")
    assert second.published == "2031-03-11T09:30:00+01:00"
    assert feed.unusable == 1


def test_rss_1_has_its_items_beside_the_channel():
    feed = parse(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Old</title></channel>'
        "<item><title>One</title><link>https://old.example/1</link><dc:date>2031-03-12T08:00Z</dc:date></item>"
        "</rdf:RDF>"
    )
    assert feed.title == "Old"
    assert [(e.link, e.published) for e in feed.entries] == [("https://old.example/1", "2031-03-12T08:00Z")]


def test_atom():
    feed = parse(ATOM)
    assert (feed.kind, feed.title, feed.home) == (FeedKind.ATOM, "The Halvik Ledger", "https://ledger.example/")
    first, second = feed.entries
    assert first.link == "https://ledger.example/news/crane"
    assert first.published == "2031-03-12T08:00:00+01:00"
    assert first.byline == "Ena Solt, Bo Rask"
    assert first.source == FeedSource(name="Meridian Wire", url="https://wire.example/")
    assert markup_text(first.html).endswith("\n\nTwo < three.")
    assert (second.link, second.text) == (None, "A < b, as they say.")


def test_json_feed():
    feed = parse(JSON_FEED)
    assert (feed.kind, feed.title, feed.unusable) == (FeedKind.JSON_FEED, "Strait Mercury", 1)
    first, second = feed.entries
    assert (first.key, first.link, first.byline) == ("7", "https://post.example/a", "Ana Soto")
    assert (second.link, second.byline) == ("https://wire.example/b", "B")


def test_news_sitemap_index_and_list():
    feed = parse(NEWS)
    [entry] = feed.entries
    assert (entry.link, entry.outlet, entry.title) == ("https://post.example/news/1", "Harbour Post", "Ferry aground")
    assert (entry.published, entry.language, feed.unusable) == ("2031-03-12", "en", 1)
    assert [x.url for x in parse(INDEX).links] == ["https://post.example/old.xml", "https://post.example/new.xml.gz"]
    feeds = parse(OPML)
    assert feeds.title == "The desk's feeds"
    assert feeds.links == (
        FeedLink(url="https://ledger.example/feed", outlet="The Ledger"),
        FeedLink(url="https://post.example/rss", outlet="Post"),
    )


@pytest.mark.parametrize("text", [RSS, ATOM, NEWS, INDEX, OPML, JSON_FEED, "\ufeff \n<!-- x --><?a b?>" + NEWS])
def test_feeds_are_known_by_their_beginning(text):
    assert looks_like_feed(text)
    assert parse(text)


@pytest.mark.parametrize("text", ["", "<html><body><rss>", "<!DOCTYPE html><feed>", "rss", "{}", "<svg/>", "[]"])
def test_other_things_are_no_feeds(text):
    assert not looks_like_feed(text)
    with pytest.raises(RefusedError) as error:
        parse(text)
    assert error.value.reason is RejectReason.NOT_A_FEED


def test_a_page_in_a_feeds_place_is_named_with_the_feeds_it_names():
    page = '<!doctype html><link rel=alternate type="application/rss+xml" href="/rss.xml"><p>Words.'
    with pytest.raises(
        RefusedError, match=r"an HTML page, not a feed; it names these feeds: https://post\.example/rss"
    ):
        parse(page)


# --- hostile and broken ones ---------------------------------------------------------------------
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {c} "{f"&{p};" * 10}">' for p, c in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><rss><channel><title>&i;</title><item><link>https://a.example/&i;</link></item></channel></rss>"
)
OUTSIDE = (
    '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<rss><channel><item><title>&x;</title><link>https://a.example/</link></item></channel></rss>"
)
PARAMETER = '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x.dtd"> %x;]><rss><channel/></rss>'


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE, PARAMETER, LAUGHS.encode("utf-16"), " " * 9000 + LAUGHS])
def test_entities_are_never_expanded(text):
    with pytest.raises(RefusedError, match="declares XML entities"):
        parse(text)


def test_entities_behind_tricks_stay_unexpanded():
    """Comments and quotes in the declaration may hide it from the eye, not from the parser's settings."""
    hidden = '<!DOCTYPE rss [<!-- ]> --><!ENTITY x "boom">]><rss><channel><title>a&x;b</title></channel></rss>'
    try:
        feed = parse(hidden)
    except RefusedError:
        return
    assert "boom" not in repr(feed)


def test_a_document_type_alone_is_harmless():
    old = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1:1/rss.dtd">'
    assert parse(old + "<rss><channel><title>T&eacute;</title></channel></rss>").title == "Té"


def test_broken_feeds_give_what_they_have():
    feed = parse(
        "<rss><channel><title>Smith & Sons &nbsp; Post</title><item><title>A &mdash; b</title>"
        "<link>https://a.example/?x=1&y=2</link><content:encoded>&lt;p&gt;Hi&lt;/p&gt;</content:encoded>"
    )
    assert feed.title == "Smith & Sons Post"
    [entry] = feed.entries
    assert entry.link == "https://a.example/?x=1&y=2"
    assert entry.html == "<p>Hi</p>"


@pytest.mark.parametrize("deep", ["<a>" * 100_000, "<item>" * 5000, "<![CDATA[" * 1000, "&" * 100_000, "&#0;" * 100])
def test_deep_and_odd_feeds_end(deep):
    parse("<rss><channel>" + deep)


def test_wrong_labels_of_encodings():
    latin = RSS.replace("utf-8", "iso-8859-1").replace("Ana Soto", "Zoë Ødegård")
    assert parse(latin.encode("cp1252")).entries[0].byline == "Zoë Ødegård"
    assert parse(latin.encode("utf-8")).entries[0].byline == "Zoë Ødegård"
    assert parse(latin.encode("utf-16")).entries[0].byline == "Zoë Ødegård"


@pytest.mark.parametrize(
    ("value", "known"),
    [
        ("Wed, 12 Mar 2031 08:00:00 GMT", "2031-03-12T08:00:00Z"),
        ("Wed, 12 Mar 2031 08:00:00 EST", "2031-03-12T08:00:00-05:00"),
        ("12 Mar 2031 08:00", "2031-03-12T08:00:00"),
        ("2031-03-12T08:00:00.123Z", "2031-03-12T08:00:00.123Z"),
        ("2031", None),
        ("soon", None),
        ("Wed, 99 Mar 2031 08:00:00 GMT", None),
        ("", None),
    ],
)
def test_dates(value, known):
    assert when(value) == known


def test_markup():
    assert markup_text("a <!-- b --> c<script>d</script> e") == "a c e"
    assert markup_text("<ul><li>One<li>Two</ul>tail") == "One\n\nTwo\n\ntail"
    assert markup_text("AT&T") == "AT&T"
    assert markup_text("<script>x</script>") == ""
    assert markup_text("<div>" * 3000 + "deep") == "deep"


# --- from the network ----------------------------------------------------------------------------
@pytest.fixture
def server():
    with serving({}) as made:
        yield made


@pytest.fixture
def fetcher():
    with HttpFetcher(Config(allow_private=True), sleep=lambda s: None) as made:
        yield made


PAGE = (
    "<html><head><title>Second | Harbour Post</title></head><body><article><h1>Second</h1>"
    "<p>The ferry ran aground on Monday morning with sixty people aboard, the harbour office said in a statement.</p>"
    "<p>All of them were taken off by lifeboats before noon, and divers found no damage to the hull of the ship.</p>"
    "</article></body></html>"
)


def test_a_feed_is_asked_for_only_what_is_new(server, fetcher):
    def route(connection, request):
        same = request.headers.get("if-none-match") == '"1"'
        connection.sendall(answer(b"", 304) if same else answer(RSS, etag='"1"', content_type="application/rss+xml"))

    server.routes["/rss"] = route
    first = poll_feed(server.url + "/rss", fetcher=fetcher)
    assert isinstance(first, Poll)
    assert len(first.feed.entries) == 2
    assert first.validators == Validators(etag='"1"')
    again = poll_feed(server.url + "/rss", fetcher=fetcher, validators=first.validators)
    assert again == Poll(feed=None, validators=Validators(etag='"1"'))


def test_a_feed_that_is_a_page_is_refused_by_name(server, fetcher):
    server.routes["/rss"] = answer(PAGE)
    rejection = poll_feed(server.url + "/rss", fetcher=fetcher)
    assert isinstance(rejection, Rejection)
    assert (rejection.id, rejection.reason) == (server.url + "/rss", RejectReason.NOT_A_FEED)
    server.routes["/gone"] = answer(b"", 410)
    assert poll_feed(server.url + "/gone", fetcher=fetcher).reason is RejectReason.HTTP_STATUS
    server.routes["/bomb"] = answer(gzip.compress(b"<rss>" + b" " * 25_000_000), content_type="application/gzip")
    assert poll_feed(server.url + "/bomb", fetcher=fetcher).reason is RejectReason.TOO_LARGE
    server.routes["/laughs"] = answer(LAUGHS)
    assert poll_feed(server.url + "/laughs", fetcher=fetcher).reason is RejectReason.NOT_A_FEED


def test_the_whole_text_of_a_feed_is_taken_from_it(server, fetcher):
    feed = parse(RSS, server.url + "/rss")
    document = entry_document(feed.entries[0], feed, fetcher=fetcher)
    assert isinstance(document, Document)
    assert server.asked == []
    assert document.text.startswith("The ferry ran aground")
    assert document.text.endswith("\n\nCafé & quay.")
    assert (document.outlet, document.byline, document.media) == ("Meridian Wire", "Ana Soto", Media.HTML)
    assert document.published == "2031-03-10T08:00:00Z"
    assert len(document.raw_hash) == 64
    assert document.extra["feed"] == {
        "url": server.url + "/rss",
        "key": "n1",
        "title": "Harbour Post",
        "source": {"name": "Meridian Wire", "url": "https://wire.example/rss"},
    }
    given = entry_document(feed.entries[0], feed, fetcher=fetcher, outlet="Mine")
    assert given.outlet == "Mine"


def test_a_summary_is_no_article(server, fetcher):
    server.routes["/2"] = answer(PAGE)
    for summary in ("Short.", LONG * 3 + "[…]", LONG * 3 + "<a href=x>Continue reading</a>"):
        text = json.dumps(
            {
                "version": "https://jsonfeed.org/version/1",
                "title": "Harbour Post",
                "items": [
                    {"url": server.url + "/2", "content_html": summary, "date_published": "2031-03-10T08:00:00Z"}
                ],
            }
        )
        feed = parse(text)
        document = entry_document(feed.entries[0], feed, fetcher=fetcher)
        assert isinstance(document, Document), document
        assert "sixty people aboard" in document.text
        assert document.published == "2031-03-10T08:00:00Z"
        assert document.extra["feed"]["key"] == server.url + "/2"


def test_an_entry_whose_page_cannot_be_had_is_a_rejection(server, fetcher):
    text = json.dumps(
        {
            "version": "https://jsonfeed.org/version/1",
            "items": [{"url": server.url + "/3"}, {"id": "n", "summary": "x"}],
        }
    )
    feed = parse(text)
    rejection = entry_document(feed.entries[0], feed, fetcher=fetcher)
    assert isinstance(rejection, Rejection)
    assert (rejection.id, rejection.reason) == (server.url + "/3", RejectReason.HTTP_STATUS)
    assert feed.unusable == 1
