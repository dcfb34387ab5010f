"""Fuzz target: whatever the page is, taking its article out never crashes and every place is true.

usage: python -m fuzz.fuzz_page [--runs N] [--seed N] [FILE ...]     one file: that input again
       python -m fuzz.fuzz_page CORPUS_DIR -atheris_runs=N           with atheris installed, guided by coverage

Without atheris the pages are drawn from a seeded generator that puts together markup known to be hard: elements opened
and never closed, or closed in the wrong order; structured data that is broken, deep or of the wrong types; odd labels of
encodings; hidden parts; tables in lists in links. A failing input is written beside the caller as `crash-….html`.
"""

# ruff: noqa: E501 - markup is easier to read whole
import random

from fuzz import drive
from fuzz.fuzz_read import PIECES, places
from variorum.adapters.html import html_document
from variorum.records.source import Rejection
from variorum.session import read

TAGS = (
    "p div span article main aside section header footer nav ul ol li table tr td h1 h2 h3 figure figcaption blockquote pre a b i "
    "strong em br img script style noscript iframe svg math form input button select option time template details summary "
    "amp-img custom-element body html head title meta link label dl dt dd center font"
).split()
ATTRIBUTES = (
    "class='article-body'", "class='related more'", "id='comments'", "class='caption'", "style='display:none'", "hidden",
    "aria-hidden='true'", "role='navigation'", "itemprop='articleBody'", "itemprop='datePublished' content='2031-03-12'",
    "datetime='2031-03-12T25:61'", "datetime='\x00'", "href='javascript:void(0)'", "href='http://[::1'", "rel='next' href='?page=2'",
    "class='" + "x-" * 300 + "'", "class=\"", "lang='\U0001f6a2'", "onload='print()'", "class='live-entry'",
)  # fmt: skip
HEADS = (
    "<meta charset='utf-16'>", "<meta charset='nothing'>", "<meta property='og:title' content='Crane falls | Halvik Post'>",
    "<meta property='article:published_time' content='9999-99-99'>", "<meta name='date' content='99999999999999'>",
    "<link rel='canonical' href='http://[bad'>", "<link rel='next' href='//?page=99'>", "<title>Crane falls</title>",
    "<script type='application/ld+json'>{</script>", "<script type='application/ld+json'>" + "[" * 3000 + "</script>",
    "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":[{\"name\":3}],\"author\":[null,[[]],{\"name\":{}}]}</script>",
    "<script type='application/ld+json'>{\"@type\":[\"LiveBlogPosting\",7],\"liveBlogUpdate\":{\"headline\":null},\"datePublished\":1e400}</script>",
    "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"articleBody\":\"\\ud800 it fell\",\"inLanguage\":[[]]}</script>",
)  # fmt: skip


def page_of(rng: random.Random) -> str:
    """One hard page."""
    parts = [rng.choice(("<!doctype html>", "", "<?xml version='1.0' encoding='utf-16'?>", "\ufeff", "<html amp>"))]
    parts += [rng.choice(HEADS) for _ in range(rng.randrange(4))]
    opened: list[str] = []
    for _ in range(rng.randrange(1, 80)):
        roll = rng.random()
        if roll < 0.35:
            tag = rng.choice(TAGS)
            attributes = " ".join(rng.choice(ATTRIBUTES) for _ in range(rng.randrange(3)))
            parts.append(f"<{tag} {attributes}>" * rng.choice((1, 1, 1, 1, 1, 1, 400)))
            opened.append(tag)
        elif roll < 0.6 and opened:
            tag = opened.pop(rng.randrange(len(opened))) if rng.random() < 0.3 else opened.pop()
            parts.append(f"</{tag}>")
        else:
            parts.append(rng.choice(PIECES) * rng.choice((1, 1, 1, 5)))
    return " ".join(parts)


def one(page: str) -> int:
    """Take the article out of one page, decoded and as bytes, and check what is said of it; 1 if it was read.

    Raises:
        AssertionError: If the page is neither read nor refused, or a place is false.
    """
    for form in (page, page.encode("utf-8", "surrogatepass")):
        found = html_document(form, "fuzz", "https://post.example/2031/03/12/crane")
        if isinstance(found, Rejection):
            assert found.detail
            continue
        assert found.text.strip()
        for part in (*found.parts, *(found.page.entries if found.page else ())):
            assert 0 <= part.start < part.end <= len(found.text), part
    row = {"id": "fuzz", "html": page}
    rows, rejections = read([row], only_text=True)
    taken = list(rows)
    assert len(taken) + len(rejections) == 1
    assert all(r.detail for r in rejections)
    for got in taken:
        places(got, len(got["text"]))
        again, _ = read([row], only_text=True)
        assert list(again) == [got]
    return len(taken)


def run(runs: int, seed: int) -> int:
    """Read `runs` generated pages; how many of them were read, not refused."""
    return drive.run(one, page_of, runs=runs, seed=seed, ending="html")


if __name__ == "__main__":
    drive.main("fuzz.fuzz_page", one, run, what="pages")
