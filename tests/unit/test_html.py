from typing import Any

import pytest

from variorum.adapters.html import EXTRACTOR, html_document
from variorum.adapters.html.blocks import blocks_of
from variorum.adapters.html.dates import iso_of, url_date
from variorum.adapters.html.metadata import page_number, without_outlet
from variorum.adapters.html.parse import parse_page
from variorum.records.page import KnownFrom, PageForm, PartKind
from variorum.records.source import Document, Rejection, RejectReason
from variorum.session import read

# Invented: outlet, places, people.
PARAGRAPHS = (
    "The ferry Solvind ran aground off Port Vale on Thursday with sixty people aboard, the harbour office said.",
    "Nobody was hurt, and all of the passengers were brought ashore in two lifeboats before noon, it added.",
    "The master, Olle Varn, told the harbour office that the rudder had failed twice since Monday.",
    "The line has run the crossing since 1998 and says that it will look into the failure with the yard at Halvik.",
)
MENU = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"
MORE = (
    "<div class='related-stories'><h3>Read more</h3><ul>"
    + "".join(f"<li><a href='/{n}'>Harbour council puts off vote on pier {n} again</a></li>" for n in range(6))
    + "</ul></div>"
)
COMMENTS = (
    "<div id='comments'><h3>Comments</h3>"
    + "".join(f"<div class='comment'><p>I was on that boat, number {n}, and it was slow.</p></div>" for n in range(4))
    + "</div>"
)
FOOT = "<footer><p>© 2031 Harbour Post. All rights reserved.</p><a href='/terms'>Terms</a></footer>"


def page(
    *, head: str = "", body: str | None = None, root: str = "<html lang='en'>", above: str = "", below: str = ""
) -> str:
    told = body if body is not None else "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    return (
        f"<!DOCTYPE html>{root}<head><meta charset='utf-8'>"
        f"<title>Ferry aground off Port Vale | Harbour Post</title>{head}</head>"
        f"<body>{MENU}<main><article><h1>Ferry aground off Port Vale</h1>{above}"
        f"<div class='article-body'>{told}</div>{below}</article></main>{MORE}{COMMENTS}{FOOT}</body></html>"
    )


def document(html: str | bytes, url: str | None = None) -> Document:
    found = html_document(html, "p", url)
    assert isinstance(found, Document), found
    return found


def refused(html: str | bytes, url: str | None = None) -> RejectReason:
    found = html_document(html, "p", url)
    assert isinstance(found, Rejection), found
    assert found.detail
    return found.reason


def row(html: str, **fields: Any) -> dict[str, Any]:
    rows, rejections = read([{"id": "p", "html": html, **fields}], only_text=True)
    [found] = rows
    assert not rejections
    return found


def test_the_body_is_the_article_without_its_frame() -> None:
    found = row(page())
    assert "\n\n".join(found["text"][s["start"] : s["end"]] for s in found["body"]) == "\n\n".join(PARAGRAPHS)
    assert found["title"] == {"start": 0, "end": 27, "text": "Ferry aground off Port Vale"}
    assert found["page"]["extractor"] == EXTRACTOR
    assert len(found["raw_hash"]) == 64


def test_facts_have_the_place_they_stand_in() -> None:
    head = (
        '<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle",'
        '"headline":"Ferry aground off Port Vale","datePublished":"2031-03-12T08:15:00+01:00",'
        '"dateModified":"2031-03-12T10:00:00Z","author":[{"@type":"Person","name":"Ana Soto"}],'
        '"articleSection":"Coast","isAccessibleForFree":"False"}]}</script>'
        "<meta property='og:site_name' content='Harbour Post'>"
        "<link rel='canonical' href='https://post.example/coast/ferry'>"
    )
    facts = document(page(head=head)).page
    assert facts is not None
    assert facts.published is not None
    assert (facts.published.value, facts.published.known_from) == ("2031-03-12T08:15:00+01:00", KnownFrom.JSON_LD)
    assert facts.modified is not None
    assert facts.modified.value == "2031-03-12T10:00:00Z"
    assert facts.byline is not None
    assert facts.byline.value == "Ana Soto"
    assert facts.section is not None
    assert facts.section.value == "Coast"
    assert facts.outlet is not None
    assert (facts.outlet.value, facts.outlet.known_from) == ("Harbour Post", KnownFrom.OPEN_GRAPH)
    assert facts.canonical is not None
    assert facts.canonical.value == "https://post.example/coast/ferry"
    assert facts.language is not None
    assert facts.language.value == "en"
    assert facts.paywalled is True


def test_an_agency_that_signs_is_a_credit_and_no_person() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"Reuters"}}</script>'
    found = row(page(head=head))
    assert found["credits"] == ["Reuters"]
    assert found["byline"] is None


def test_captions_stand_apart_from_the_body() -> None:
    caption = "The Solvind on the rocks, with her bow up. Photo: Ena Solt"
    figure = f"<figure><img src='a.jpg'><figcaption>{caption}</figcaption></figure>"
    told = f"<p>{PARAGRAPHS[0]}</p>{figure}" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS[1:])
    found = row(page(body=told))
    [dropped] = [d for d in found["dropped"] if d["reason"] == "caption"]
    assert found["text"][dropped["start"] : dropped["end"]].startswith("The Solvind on the rocks")
    assert not any("on the rocks" in found["text"][s["start"] : s["end"]] for s in found["body"])


def test_every_part_stands_where_it_says() -> None:
    html = page(above="<p class='standfirst'>All sixty aboard were brought ashore before noon, in two boats.</p>")
    found = document(html)
    for part in found.parts:
        assert 0 <= part.start < part.end <= len(found.text)
    assert {p.kind for p in found.parts} >= {PartKind.TITLE}


@pytest.mark.parametrize("named", ["iso-8859-1", "windows-1251", "utf-16", "no-such-charset"])
def test_a_wrong_label_harms_no_utf8(named: str) -> None:
    html = page().replace("charset='utf-8'", f"charset='{named}'").replace("Olle Varn", "Åse Brøvik")
    assert "Åse Brøvik" in document(html.encode("utf-8")).text


def test_a_legacy_page_is_read_as_it_says() -> None:
    html = page().replace("charset='utf-8'", "charset='windows-1252'").replace("Olle Varn", "Åse Brøvik")
    assert "Åse Brøvik" in document(html.encode("cp1252")).text


def test_an_amp_page_and_a_print_page_say_so() -> None:
    amp = document(page(root="<html amp lang='en'>")).page
    printed = document(page(), url="https://post.example/print/ferry").page
    assert amp is not None
    assert printed is not None
    assert (amp.form, printed.form) == (PageForm.AMP, PageForm.PRINT)


def test_a_page_of_several_says_which_it_is() -> None:
    head = "<link rel='next' href='/coast/ferry?page=3'>"
    facts = document(page(head=head), url="https://post.example/coast/ferry?page=2").page
    assert facts is not None
    assert (facts.number, facts.next_page) == (2, "https://post.example/coast/ferry?page=3")
    other = document(page(head="<link rel='next' href='/coast/pier'>"), url="https://post.example/coast/ferry").page
    assert other is not None
    assert (other.number, other.next_page) == (None, None)


def test_a_live_blogs_entries_stand_apart() -> None:
    entries = "".join(
        f"<div class='live-entry'><time datetime='2031-03-12T0{n}:00:00Z'>0{n}:00</time><p>{p}</p></div>"
        for n, p in enumerate(PARAGRAPHS, start=6)
    )
    head = '<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"Ferry aground: live"}</script>'
    found = document(page(head=head, body=f"<div class='live-blog'>{entries}</div>"))
    assert found.page is not None
    assert found.page.live
    assert [e.published for e in found.page.entries] == [f"2031-03-12T0{n}:00:00Z" for n in range(6, 10)]
    assert [found.text[e.start : e.end][-40:] for e in found.page.entries] == [p[-40:] for p in PARAGRAPHS]


def test_what_styles_hide_is_read_only_where_nothing_else_is_shown() -> None:
    hidden = f"<p style='display: none'>{'Nobody sees this sentence at all. ' * 3}</p>"
    assert "Nobody sees" not in document(page(below=hidden, body="".join(f"<p>{p}</p>" for p in PARAGRAPHS * 5))).text
    whole = page().replace("<main>", "<main style='display:none'>").replace(MORE, "").replace(COMMENTS, "")
    assert "Solvind" in document(whole).text


CONSENT = (
    "<html><head><title>Harbour Post</title></head><body><h2>We value your privacy</h2>"
    "<p>We and our 120 partners store cookies on a device.</p>"
    "<button>Accept all</button><p>Manage your cookie preferences.</p></body></html>"
)
MISSING = "<html><head><title>404: page not found</title></head><body><h1>Page not found</h1></body></html>"
SCRIPTS = "<html><body><div>{}</div><script src='app.js'></script></body></html>"
FRONT = f"<html><head><title>Harbour Post</title></head><body>{MENU}{MORE * 3}</body></html>"


@pytest.mark.parametrize(
    ("html", "url", "reason"),
    [
        (SCRIPTS.format(""), None, RejectReason.SCRIPTED_PAGE),
        (SCRIPTS.format("You need to enable JavaScript to run this app."), None, RejectReason.SCRIPTED_PAGE),
        (CONSENT, None, RejectReason.CONSENT_WALL),
        (MISSING, None, RejectReason.ERROR_PAGE),
        (FRONT, "https://post.example/", RejectReason.LISTING),
        ("<html><body></body></html>", None, RejectReason.NO_BODY),
        ("", None, RejectReason.NO_BODY),
        ("<<<>>><", None, RejectReason.NO_BODY),
    ],
)
def test_a_page_without_an_article_is_refused_with_its_reason(html: str, url: str | None, reason: RejectReason) -> None:
    assert refused(html, url) is reason


def test_a_report_on_cookies_and_errors_is_read() -> None:
    more = "The page not found error and cookies policy was blamed on JavaScript being disabled."
    told = "".join(f"<p>{p} {more}</p>" for p in PARAGRAPHS)
    assert "Solvind" in document(page(body=told)).text


def test_broken_markup_is_read_as_far_as_it_goes() -> None:
    html = page().replace("</p>", "").replace("</div>", "").replace("</article>", "<b><i></article>")
    assert "rudder had failed" in document(html).text


def test_depth_does_not_matter() -> None:
    html = page(body="<div>" * 3000 + "".join(f"<p>{p}</p>" for p in PARAGRAPHS))
    found = html_document(html, "p")
    assert isinstance(found, Document | Rejection)


def test_two_line_breaks_part_paragraphs() -> None:
    root = parse_page("<html><body><div>One thing.<br><br>Another<br>thing.</div></body></html>")
    assert root is not None
    assert [b.text for b in blocks_of(root).blocks] == ["One thing.", "Another thing."]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2031-03-12T08:15:00.000Z", "2031-03-12T08:15:00Z"),
        ("20310312", "2031-03-12"),
        ("March 12, 2031", "2031-03-12"),
        ("12 de marzo de 2031", "2031-03-12"),
        ("2031년 3월 12일", "2031-03-12"),
        ("12.03.2031", "2031-03-12"),
        ("2031-02-31", None),
        ("no date", None),
    ],
)
def test_dates_as_machines_and_people_write_them(text: str, date: str | None) -> None:
    assert iso_of(text) == date


def test_addresses_name_days_and_pages() -> None:
    assert url_date("https://post.example/2031/03/12/ferry") == "2031-03-12"
    assert url_date("https://post.example/id/99991399") is None
    assert page_number("https://post.example/ferry?page=3") == 3
    assert without_outlet("Ferry aground off Port Vale - Harbour Post", "Harbour Post") == "Ferry aground off Port Vale"
