"""What must hold of every report, whatever the articles say and in whatever order they come."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import variorum

SENTENCES = (
    "A crane fell onto the quay of Halvik on Monday morning.",
    "Two dockers were hurt, the port authority said.",
    "At least three people were injured when the crane fell, according to the Halvik Ledger.",
    "“It swayed, and then it was down,” said Ena Solt, a crane driver.",
    "The mayor, Olle Varn, did not comment in detail.",
    "Varn said he hoped the quay would reopen by 12 May.",
    "\"Nobody told us,\" she added.",
    "Prime Minister Maruna Teshk phoned President Alda Brennvik around 7:30 a.m.",
    "The two leaders agreed to inspect 40% of all cranes by 2033 — about 1,200 in number.",
    "He denied that the crane had been overloaded.",
    "It was the first accident since 1998 (when four men died)",
    "— …",
    "“An unmatched mark opens here",
    "قال المتحدث إن الميناء مغلق.",
    "🏗️ CRANE DOWN AT HALVIK‼️",
    "Follow us on social",
    "PHOTO: NORDBILD",
)

articles = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=9).flatmap(
    lambda lines: st.sampled_from(["\n", "\n\n", " "]).map(lambda gap: gap.join(lines))
)
stories = st.lists(articles, min_size=1, max_size=4)


def rows(texts):
    return [{"id": f"r{n}", "url": f"r{n}.txt", "text": t} for n, t in enumerate(texts)]


def compare(given_rows):
    try:
        return variorum.compare(given_rows, published="2031-03-12")
    except variorum.InputError:
        return None


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(stories)
def test_places_hold_and_order_is_only_order(texts):
    report = compare(rows(texts))
    if report is None:
        return
    text = {a.id: a.text for a in report.articles}
    for a in report.articles:
        edges = [(e.start, e.end) for e in a.body] + [(d.start, d.end) for d in a.dropped]
        assert all(0 <= s < e <= len(a.text) for s, e in edges)
        if a.title and a.title.start is not None:
            assert a.text[a.title.start : a.title.end] == a.title.text
    for q in report.quotes:
        assert text[q.article][q.start] in "\"'“‘«„‚‹「『”’`"
        assert q.end <= len(text[q.article])
    for cite in [m for e in report.entities for m in e.mentions] + [m for v in report.variants for m in v.marks]:
        assert 0 <= cite.start < cite.end <= len(text[cite.article])
    for t in report.times:
        assert text[t.article][t.start : t.end].strip()
    claims = {c.id: c for p in report.points for c in p.claims}
    for p in report.points:
        assert p.claims
        assert {c.article for c in p.claims} == {a for a, mark in p.coverage.items() if mark == "states"}
        assert 1 <= p.independent_origins <= len(p.claims)
        for c in p.claims:
            spans = [(s.start, s.end) for s in c.spans]
            assert spans == sorted(spans)
            assert all(0 <= s < e <= len(text[c.article]) for s, e in spans)
    for v in report.variants:
        assert v.claims
        assert v.against
        assert not set(v.claims) & set(v.against)
        assert set(v.claims) | set(v.against) <= set(claims)
        assert v.relation != "conflict" or v.kind in ("number", "date", "polarity")
    assert sorted(a for o in report.origins for a in o.articles) == sorted(text)

    again = compare(rows(texts))
    assert again is not None
    assert again.to_json() == report.to_json()
    turned = compare(rows(texts)[::-1])
    assert turned is not None
    assert {p.id: sorted(c.id for c in p.claims) for p in turned.points} == {
        p.id: sorted(c.id for c in p.claims) for p in report.points
    }
    assert {v.id for v in turned.variants} == {v.id for v in report.variants}
    assert turned.origins == report.origins
    assert turned.entities == report.entities
