"""Every form of a report, read back by a library of its field or held against its schema."""

import csv
import io
import json
import lzma
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import feedparser
import jsonschema
import msgspec
import networkx as nx
import pyarrow.parquet as pq
import pytest
import rdflib
from lxml import etree
from tests.surfaces.page_story import ferry

from variorum.errors import ConfigError
from variorum.exports.atom import Entry, conflict_entries, feed
from variorum.exports.citations import citations
from variorum.exports.formats import FORMS, Options, form_of, render, table_files
from variorum.exports.fragments import text_directive, text_link
from variorum.exports.prov import TERMS
from variorum.exports.tables import TABLES, table
from variorum.records import report as r

SCHEMAS = Path(__file__).parent.parent / "schemas"
TEI = {"t": "http://www.tei-c.org/ns/1.0"}
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
AT = datetime(2031, 3, 7, 9, tzinfo=UTC)
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
OWN = rdflib.Namespace(TERMS)
# rdflib's own reader of JSON-LD calls a class of rdflib's that it gives up.
of_rdf = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


def hostile() -> r.Report:
    """The story with text in every field that a form could trip over; places stay as they are."""
    report = ferry()
    evil = '=HYPERLINK("http://x.example";"\x00\x1b\u202e]]><script>&amp;\ufffe")'
    articles = tuple(
        msgspec.structs.replace(
            a,
            outlet=evil,
            byline=evil,
            credits=(evil,),
            published="XXXX-10-02",
            text=a.text.replace(" ", "\x0b", 1).replace("ferry", "f\u202ery<"),
            url=url,
        )
        for a, url in zip(
            report.articles,
            ("javascript:alert(1)", "https://e.example/a#top", "http://[", "https://e.example/?a=1&b=2"),
            strict=True,
        )
    )
    points = tuple(msgspec.structs.replace(p, text=evil, rests_on=evil) for p in report.points)
    variants = tuple(msgspec.structs.replace(v, note=evil + "{a1}") for v in report.variants)
    return msgspec.structs.replace(report, articles=articles, points=points, variants=variants)


def empty() -> r.Report:
    """A report of one article without a point."""
    report = ferry()
    return r.Report(
        run=report.run,
        articles=report.articles[3:],
        entities=(),
        times=(),
        quotes=(),
        points=(),
        variants=(),
        lineage=(),
        origins=(),
    )


STORIES = {"ferry": ferry, "hostile": hostile, "empty": empty}


@pytest.fixture(params=STORIES)
def report(request) -> r.Report:
    return STORIES[request.param]()


def rows_of(report: r.Report, name: str) -> list[dict[str, str]]:
    data = render(report, FORMS["csv"], Options(table=name)).decode("utf-8")
    assert data.count("\n") == data.count("\r\n")
    return list(csv.DictReader(io.StringIO(data, newline="")))


# -- tables -----------------------------------------------------------------------------------------------------------


def test_csv_and_parquet_hold_the_same_rows(report):
    for name in TABLES:
        parquet = pq.read_table(io.BytesIO(render(report, FORMS["parquet"], Options(table=name))))
        rows = rows_of(report, name)
        assert parquet.num_rows == len(rows)
        assert parquet.column_names == list(table(report, name).columns)


def test_no_cell_starts_a_formula():
    report = hostile()
    for name in TABLES:
        for row in rows_of(report, name):
            for column, cell in row.items():
                assert not cell.startswith(tuple("=+-@\t\r\n")), (name, column, cell)
    assert rows_of(report, "articles")[0]["outlet"].startswith("'=HYPERLINK")


def test_parquet_keeps_words_as_they_stand():
    report = hostile()
    texts = {a.id: a.text for a in report.articles}
    rows = pq.read_table(io.BytesIO(render(report, FORMS["parquet"], Options(table="citations")))).to_pylist()
    assert rows
    assert all(row["words"] == texts[row["article"]][row["start"] : row["end"]] for row in rows)


def test_tables_say_what_the_report_says():
    report = ferry()
    points = {row["point"]: row for row in rows_of(report, "points")}
    assert points["p-hurt"]["stated_by"] == "A | B | C"
    assert points["p-hurt"]["silent_in"] == "D"
    assert points["p-hurt"]["conflicts"] == "1"
    claims = {row["claim"]: row for row in rows_of(report, "claims")}
    assert claims["k6"]["words"] == "At least five people were hurt"
    assert claims["k6"]["attribution"] == "Coast guard"
    conflict = next(row for row in rows_of(report, "variants") if row["relation"] == "conflict")
    assert conflict["against_outlets"] == "The Harnsey Courier | Island Mail"
    assert "{" not in conflict["note"]
    assert len(rows_of(report, "coverage")) == len(report.points) * len(report.articles)


def test_a_folder_takes_every_table():
    assert set(table_files(ferry(), FORMS["csv"])) == {f"{name}.csv" for name in TABLES}
    assert set(table_files(ferry(), FORMS["parquet"])) == {f"{name}.parquet" for name in TABLES}
    with pytest.raises(ConfigError, match="no table 'people'"):
        table(ferry(), "people")


# -- links to words ---------------------------------------------------------------------------------------------------


def find_by_directive(text: str, directive: str) -> tuple[int, int]:
    """What a browser would find: an own reading of the draft's search, for words within a line."""
    parts = directive.removeprefix(":~:text=").split(",")
    parts = [unquote(p) if not p.endswith("-") else unquote(p[:-1]) + "\0" for p in parts]
    before = parts.pop(0)[:-1] if parts[0].endswith("\0") else ""
    after = parts.pop()[1:] if parts[-1].startswith("-") else ""
    pattern = r"\s+".join(map(re.escape, parts[0].split()))
    if len(parts) > 1:
        pattern += r"[\s\S]*?" + r"\s+".join(map(re.escape, parts[1].split()))
    if before:
        pattern = r"(?:" + r"\s+".join(map(re.escape, before.split())) + r")\s*(?P<found>" + pattern + ")"
    else:
        pattern = f"(?P<found>{pattern})"
    if after:
        pattern += r"\s*" + r"\s+".join(map(re.escape, after.split()))
    found = re.search(pattern, text)
    assert found, (directive, text)
    return found.span("found")


@pytest.mark.parametrize(
    ("text", "words", "nth"),
    [
        ("The ferry sank. The ferry is old.", "ferry", 0),
        ("The ferry sank. The ferry is old.", "ferry", 1),
        ("A well-known, old & slow ship", "well-known, old & slow", 0),
        ("First line ends\nand the second begins here", "ends\nand the second", 0),
        ("Word " * 60 + "end of it", "Word " * 59 + "Word end", 0),
        ("“Quite,” she said — “quite.”", "“quite.”", 0),
        ("naïve café", "café", 0),
    ],
)
def test_a_directive_finds_the_cited_words(text, words, nth):
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    directive = text_directive(text, start, start + len(words))
    assert find_by_directive(text, directive) == (start, start + len(words))
    assert set(directive.removeprefix(":~:text=")) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789%,-._~"
    )


def test_only_pages_on_the_web_are_linked():
    for url in (None, "", "javascript:alert(1)", "file:///etc/passwd", "http://[", "notes/a.txt"):
        assert text_link(url, "some words", 0, 4) is None
    assert text_link("https://e.example/a?b=1#top", "some words", 5, 10) == (
        "https://e.example/a?b=1#top:~:text=some-,words"
    )
    assert (
        text_link("https://e.example/#:~:text=old", "some new words", 5, 14) == "https://e.example/#:~:text=new%20words"
    )


# -- annotations ------------------------------------------------------------------------------------------------------

_BODY = {
    "type": "object",
    "required": ["type", "value", "format", "purpose"],
    "properties": {"type": {"const": "TextualBody"}, "purpose": {"enum": ["describing", "tagging"]}},
}
_SELECTORS = {
    "TextPositionSelector": {"start": {"type": "integer", "minimum": 0}, "end": {"type": "integer", "minimum": 1}},
    "TextQuoteSelector": {"exact": {"type": "string", "minLength": 1}, "prefix": {"type": "string"}},
    "FragmentSelector": {"conformsTo": {"type": "string"}, "value": {"type": "string", "pattern": "^:~:text="}},
}
# What the Web Annotation Data Model says MUST hold of what is written here (sections 3.1, 3.2.4, 4.1, 4.2, 5).
ANNOTATIONS = {
    "type": "object",
    "required": ["@context", "id", "type", "total"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "type": {"const": "AnnotationCollection"},
        "total": {"type": "integer", "minimum": 0},
        "first": {
            "type": "object",
            "required": ["id", "type", "partOf", "items"],
            "properties": {
                "type": {"const": "AnnotationPage"},
                "items": {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "type": "object",
                        "required": ["id", "type", "target", "motivation"],
                        "properties": {
                            "id": {"type": "string", "pattern": "^urn:uuid:[0-9a-f-]{36}$"},
                            "type": {"const": "Annotation"},
                            "body": {"type": "array", "items": _BODY},
                            "target": {
                                "type": "array",
                                "minItems": 1,
                                "items": {
                                    "type": "object",
                                    "required": ["type", "source", "selector"],
                                    "properties": {
                                        "type": {"const": "SpecificResource"},
                                        "selector": {
                                            "type": "array",
                                            "items": {
                                                "oneOf": [
                                                    {
                                                        "required": ["type", *fields],
                                                        "properties": {"type": {"const": kind}, **fields},
                                                    }
                                                    for kind, fields in _SELECTORS.items()
                                                ]
                                            },
                                        },
                                    },
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}


def test_every_citation_is_an_annotation(report):
    data = json.loads(render(report, FORMS["annotations"]))
    jsonschema.validate(data, ANNOTATIONS)
    items = data.get("first", {}).get("items", [])
    assert len(items) == len({a["id"] for a in items}) == data["total"]
    cited = {(c.cited_for, c.id, c.statement, c.article, c.places) for c in citations(report)}
    assert len(items) == len(cited)
    texts = [a.text for a in report.articles]
    for annotation in items:
        for target in annotation["target"]:
            position, quoted = target["selector"][:2]
            start, end = position["start"], position["end"]
            around = quoted["prefix"] + quoted["exact"] + quoted["suffix"]
            assert any(t[start:end] == quoted["exact"] and around in t for t in texts)


@of_rdf
def test_annotations_are_read_as_rdf():
    data = json.loads(render(ferry(), FORMS["annotations"]))
    # The published context lies on the web, where a test does not go: the terms used here, as it maps them.
    oa, rdf = "http://www.w3.org/ns/oa#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    data["@context"] = {
        "@vocab": oa,
        "as": "https://www.w3.org/ns/activitystreams#",
        "id": "@id",
        "type": "@type",
        "value": f"{rdf}value",
        "body": {"@id": f"{oa}hasBody"},
        "target": {"@id": f"{oa}hasTarget"},
        "selector": {"@id": f"{oa}hasSelector"},
        "source": {"@id": f"{oa}hasSource", "@type": "@id"},
        "first": {"@id": "as:first"},
        "items": {"@id": "as:items", "@container": "@list"},
    }
    graph = rdflib.Graph().parse(data=json.dumps(data), format="json-ld")
    found = graph.query(
        "SELECT ?exact WHERE { ?a a oa:Annotation; oa:hasTarget ?t . ?t oa:hasSource <https://courier.example/ferry>; "
        "oa:hasSelector ?s . ?s oa:exact ?exact }",
        initNs={"oa": rdflib.Namespace(oa)},
    )
    assert "injuring seven people" in {str(row.exact) for row in found}


# -- provenance -------------------------------------------------------------------------------------------------------


def graph_of(report: r.Report) -> rdflib.Graph:
    return rdflib.Graph().parse(data=render(report, FORMS["prov"]), format="json-ld")


@of_rdf
def test_provenance_uses_provs_own_terms(report):
    graph = graph_of(report)
    classes = {"Entity", "Agent", "Activity", "Organization", "SoftwareAgent", "Collection", "Location"}
    classes |= {"Derivation", "PrimarySource", "EntityInfluence"}
    for kind in graph.objects(None, rdflib.RDF.type):
        assert str(kind).removeprefix(str(PROV)) in classes
    entities = set(graph.subjects(rdflib.RDF.type, PROV.Entity))
    for term in ("wasDerivedFrom", "hadPrimarySource", "wasQuotedFrom", "alternateOf", "hadMember", "wasInfluencedBy"):
        for subject, target in graph.subject_objects(PROV[term]):
            assert {subject, target} <= entities, term
    agents = set(graph.subjects(rdflib.RDF.type, PROV.Agent))
    assert set(graph.objects(None, PROV.wasAttributedTo)) <= agents


@of_rdf
def test_provenance_says_who_leans_on_whom():
    report = ferry()
    graph = graph_of(report)
    labels = {str(v): k for k, v in graph.subject_objects(OWN.siglum)}
    labels |= {str(v): k for k, v in graph.subject_objects(rdflib.RDFS.label)}
    assert (labels["A"], PROV.hadPrimarySource, labels["Reporting of Nordwire"]) in graph
    assert (labels["A"], PROV.alternateOf, labels["B"]) in graph
    assert (labels["A"], PROV.wasDerivedFrom, labels["B"]) not in graph
    leaning = msgspec.structs.replace(
        report,
        lineage=tuple(
            msgspec.structs.replace(k, direction="leans", certainty="likely") for k in report.lineage if k.share
        ),
    )
    graph = graph_of(leaning)
    letters = {k: str(v) for k, v in graph.subject_objects(OWN.siglum)}
    pairs = {(letters[s], letters[t]) for s, t in graph.subject_objects(PROV.wasDerivedFrom) if s in letters}
    assert pairs & {("A", "B"), ("B", "A")}


# -- the critical apparatus -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tei_schema():
    with lzma.open(SCHEMAS / "tei_all.rng.xz") as file:
        return etree.RelaxNG(etree.parse(file))


def test_the_apparatus_is_valid_tei(tei_schema):
    for name, make in STORIES.items():
        document = etree.fromstring(render(make(), FORMS["tei"]))
        assert tei_schema.validate(document), (name, tei_schema.error_log.last_error)
        ids = document.xpath("//@xml:id")
        assert len(ids) == len(set(ids))
        for pointer in document.xpath("//@wit|//@target|//@corresp|//@resp"):
            for part in pointer.split():
                assert not part.startswith("#") or part[1:] in ids, part


def test_the_apparatus_is_the_comparison():
    report = ferry()
    document = etree.fromstring(render(report, FORMS["tei"]))
    entries = document.findall(".//t:app", TEI)
    assert len(entries) == len(report.points)
    by_letter = {a.siglum: a for a in report.articles}
    for app, point in zip(entries, report.points, strict=True):
        marks = {}
        for rdg in app.findall("t:rdg", TEI):
            marks |= {by_letter[w[1:]].id: rdg.get("type") for w in rdg.get("wit").split()}
        assert marks == point.coverage
        readings = {rdg.get(XML_ID): rdg.text for rdg in app.findall("t:rdg", TEI)}
        for detail in app.findall("t:witDetail[@type='place']", TEI):
            article = by_letter[detail.get("wit")[1:]]
            ranges = detail.findall(".//t:citedRange", TEI)
            words = " … ".join(article.text[int(c.get("from")) : int(c.get("to"))] for c in ranges)
            assert words == readings[detail.get("target")[1:]]
        differences = [v for v in report.variants if v.point == point.id]
        told = app.findall("t:note[@subtype]", TEI)
        assert [(n.get("type"), n.get("subtype")) for n in told] == [(v.kind, v.relation) for v in differences]
    first = document.findall(".//t:listWit/t:listWit", TEI)
    assert [[w.get(XML_ID) for w in g.findall("t:witness", TEI)] for g in first] == [["A", "B"]]


# -- feeds ------------------------------------------------------------------------------------------------------------


def test_the_feed_of_conflicts_is_read_by_a_feed_reader(report):
    data = render(report, FORMS["atom"])
    read = feedparser.parse(data, sanitize_html=False)
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    assert read.feed.id
    assert read.feed.updated_parsed
    assert len(read.entries) == sum(v.relation == "conflict" for v in report.variants)
    for entry in read.entries:
        assert entry.id
        assert entry.updated_parsed
        assert entry.title
        assert "<script" not in entry.content[0].value
        assert "javascript:" not in entry.content[0].value


def test_conflicts_tell_both_sides_in_the_outlets_words():
    (entry,) = conflict_entries(ferry(), updated=AT, link="https://desk.example/story/1")
    assert "At least five people were hurt" in entry.html
    assert "injuring seven people" in entry.html
    assert entry.updated == AT
    assert entry.link == "https://desk.example/story/1"
    told = conflict_entries(ferry(), updated=AT, relations=("conflict", "compatible"))
    assert len(told) > 1


def test_a_feed_of_stories():
    at = datetime(2031, 3, 5, 8, tzinfo=UTC)
    entries = [
        Entry(id=f"urn:uuid:{n}", title=f"Story <{n}>", updated=at.replace(hour=n), html="<p>two reports</p>")
        for n in (7, 9)
    ]
    read = feedparser.parse(
        feed(entries, id="urn:uuid:1", title="Stories", made=AT, address="https://desk.example/stories.atom")
    )
    assert not read.bozo
    assert read.feed.updated == "2031-03-05T09:00:00Z"
    assert [e.title for e in read.entries] == ["Story <7>", "Story <9>"]
    assert feedparser.parse(feed([], id="urn:uuid:1", title="Stories", made=AT)).feed.updated == "2031-03-07T09:00:00Z"


def test_a_feed_has_the_time_of_its_latest_report_and_of_its_making_where_none_is_dated():
    dated = feedparser.parse(render(ferry(), FORMS["atom"], Options(made=AT)))
    assert {dated.feed.updated, *(e.updated for e in dated.entries)} == {"2031-03-06T07:15:00Z"}
    articles = tuple(msgspec.structs.replace(a, published=None) for a in ferry().articles)
    undated = msgspec.structs.replace(ferry(), articles=articles)
    found = feedparser.parse(render(undated, FORMS["atom"], Options(made=AT)))
    assert {found.feed.updated, *(e.updated for e in found.entries)} == {"2031-03-07T09:00:00Z"}
    assert not any("published" in e for e in found.entries)
    before = datetime.now(UTC).replace(microsecond=0)
    now = feedparser.parse(render(undated, FORMS["atom"])).feed.updated
    assert before <= datetime.fromisoformat(now) <= datetime.now(UTC)


# -- all forms --------------------------------------------------------------------------------------------------------


def test_the_map_is_read_as_graphml(report):
    graph = nx.read_graphml(io.BytesIO(render(report, FORMS["graphml"])))
    assert graph.is_directed()


def test_every_form_is_the_same_bytes_each_time(report):
    for form in FORMS.values():
        assert render(report, form) == render(report, form), form.name


def test_endings_tell_forms():
    for form in FORMS.values():
        for ending in form.endings:
            assert form_of(f"out/story{ending}") is form
            assert form_of(f"out/STORY{ending.upper()}") is form
    assert form_of("a.json", "prov").name == "prov"
    for path in ("story", "story.jsonld", "story.docx", ".csv"):
        with pytest.raises(ConfigError, match="tells no format"):
            form_of(path)
    with pytest.raises(ConfigError, match="no form 'docx'"):
        form_of("a.docx", "docx")


def test_the_command_line_knows_every_form_and_table():
    from variorum.cli import forms

    assert tuple(FORMS) == forms.NAMES
    assert TABLES == forms.TABLES
