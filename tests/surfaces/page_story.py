"""An invented story report, built by hand: a ferry that ran aground, told by four invented outlets."""

from variorum.records import report as r

_TEXTS = {
    "a1": (
        "Ferry Petrel runs aground off Harnsey\n\nHARNSEY (Nordwire) - The ferry Petrel ran aground off Harnsey "
        "on Tuesday, injuring seven people, the harbour office said.\n“We heard a long scrape and then nothing,” "
        "said the captain, Ilva Moren.\nThe line will stay closed until Friday.\nSign up for our newsletter"
    ),
    "b1": (
        "The ferry Petrel ran aground off Harnsey on Tuesday, injuring seven people, the harbour office said. "
        "“We heard a long scrape and then nothing,” said the captain, Ilva Moren."
    ),
    "c1": (
        "A ferry struck rocks near Harnsey on Tuesday evening. At least five people were hurt, according to the "
        "coast guard. The captain, Ilva Moren, spoke of “a long scraping, then silence”. The owner hopes to "
        "reopen the line on Friday."
    ),
    "d1": "The Petrel, built in 1987, was due to be scrapped next year, its owner told the Quay Gazette.",
}


def _at(article: str, words: str) -> r.Place:
    start = _TEXTS[article].index(words)
    return r.Place(start, start + len(words))


def cite(article: str, words: str) -> r.Cite:
    """A citation of words that stand in the article."""
    place = _at(article, words)
    return r.Cite(article=article, start=place.start, end=place.end)


def _article(key: str, letter: str, outlet: str | None, **more: object) -> r.ReportArticle:
    fields = {
        "source": f"inputs/{key}.txt",
        "language": "en",
        "credits": (),
        "byline": None,
        "published": "2031-03-05",
        "published_from": "given",
        "title": None,
        "subtitle": None,
        "dateline": None,
        "body": (r.Place(0, len(_TEXTS[key])),),
        "dropped": (),
    } | more
    return r.ReportArticle(id=key, siglum=letter, text=_TEXTS[key], outlet=outlet, **fields)  # type: ignore[arg-type]


def _claim(key: str, article: str, *words: str, by: str | None = None, **more: object) -> r.ReportClaim:
    fields = {
        "polarity": "affirmed",
        "certainty": "stated",
        "quantities": (),
        "times": (),
        "origin": "o1" if article in {"a1", "b1"} else f"o-{article}",
    } | more
    source = (r.ReportSource(name=by, start=0, end=1),) if by else ()
    return r.ReportClaim(
        id=key,
        article=article,
        spans=tuple(_at(article, w) for w in words),
        text=" ".join(words),
        attribution=source,
        **fields,  # type: ignore[arg-type]
    )


def _point(key: str, text: str, *claims: r.ReportClaim, near: tuple[r.Cite, ...] = (), **more: object) -> r.ReportPoint:
    states = {c.article for c in claims}
    unclear = {c.article for c in near}
    fields = {"kind": "event", "rests_on": None} | more
    return r.ReportPoint(
        id=key,
        text=text,
        claims=claims,
        coverage={k: "states" if k in states else "unclear" if k in unclear else "silent" for k in _TEXTS},
        independent_origins=len({c.origin for c in claims}),
        near=near,
        **fields,  # type: ignore[arg-type]
    )


def ferry() -> r.Report:
    """The report: a conflict, a hedge, a reprint, an exclusive, one utterance in two wordings, a rejection."""
    aground = _point(
        "p-aground",
        "The ferry Petrel ran aground off Harnsey.",
        _claim("k1", "a1", "The ferry Petrel ran aground off Harnsey on Tuesday"),
        _claim("k2", "b1", "The ferry Petrel ran aground off Harnsey on Tuesday", why="the same words"),
        _claim("k3", "c1", "A ferry struck rocks near Harnsey", why="the same event on the same day"),
        near=(cite("d1", "The Petrel, built in 1987"),),
    )
    hurt = _point(
        "p-hurt",
        "Seven people were injured.",
        _claim("k4", "a1", "injuring seven people", by="Harbour office"),
        _claim("k5", "b1", "injuring seven people", by="Harbour office"),
        _claim("k6", "c1", "At least five people were hurt", by="Coast guard"),
    )
    heard = _point(
        "p-heard",
        "The captain heard a scrape.",
        _claim("k7", "a1", "“We heard a long scrape and then nothing,”", by="Ilva Moren"),
        _claim("k8", "b1", "“We heard a long scrape and then nothing,”", by="Ilva Moren"),
        _claim("k9", "c1", "spoke of “a long scraping, then silence”", by="Ilva Moren"),
        kind="statement",
    )
    closed = _point(
        "p-closed",
        "The line reopens on Friday.",
        _claim("k10", "a1", "The line will stay closed until Friday"),
        _claim("k11", "c1", "hopes to reopen the line on Friday", certainty="hoped"),
    )
    office = _point(
        "p-office",
        "The harbour office spoke of the accident.",
        _claim("k12", "a1", "the harbour office said"),
        _claim("k13", "b1", "the harbour office said"),
        rests_on="Harbour office",
    )
    scrapped = _point(
        "p-scrapped",
        "The Petrel was due to be scrapped next year.",
        _claim("k14", "d1", "was due to be scrapped next year", by="Owner"),
    )
    return r.Report(
        run=r.Run(variorum="0.0.0", config="0" * 16, steps=(), models=()),
        articles=(
            _article(
                "a1",
                "A",
                "The Harnsey Courier",
                credits=("Nordwire",),
                title=r.Words(start=0, end=37, text="Ferry Petrel runs aground off Harnsey"),
                dropped=(
                    r.DroppedPlace(start=_at("a1", "Sign up").start, end=len(_TEXTS["a1"]), reason="subscription"),
                ),
                url="https://courier.example/ferry",
            ),
            _article("b1", "B", "Island Mail", published="2031-03-06T07:15:00", published_from="metadata"),
            _article("c1", "C", None, published=None, published_from=None),
            _article("d1", "D", "Quay Gazette"),
        ),
        entities=(
            r.ReportEntity(
                id="e1", name="Harnsey", type="place", aliases=("Harnsey",), mentions=(cite("c1", "Harnsey"),)
            ),
        ),
        times=(
            r.ReportTime(
                article="a1",
                start=_at("a1", "Tuesday").start,
                end=_at("a1", "Tuesday").end,
                value="2031-03-04",
                anchor="",
            ),
            r.ReportTime(
                article="c1",
                start=_at("c1", "Tuesday evening").start,
                end=_at("c1", "Tuesday evening").end,
                value="2031-03-04TEV",
                anchor="",
            ),
        ),
        quotes=(
            *(
                r.ReportQuote(
                    article=key,
                    start=_at(key, "“We heard").start,
                    end=_at(key, "nothing,”").end,
                    kind="direct",
                    speaker="Ilva Moren",
                    cue=None,
                    via=None,
                )
                for key in ("a1", "b1")
            ),
            r.ReportQuote(
                article="c1",
                start=_at("c1", "“a long").start,
                end=_at("c1", "silence”").end,
                kind="partial",
                speaker="Ilva Moren",
                cue=None,
                via=None,
            ),
        ),
        points=(aground, hurt, heard, closed, office, scrapped),
        variants=(
            r.ReportVariant(
                id="v1",
                point="p-hurt",
                kind="number",
                relation="conflict",
                claims=("k6",),
                against=("k4", "k5"),
                note="{c1} says “At least five”; {a1} and {b1} say seven.",
                severity=0.9,
                marks=(cite("a1", "seven"), cite("b1", "seven"), cite("c1", "At least five")),
            ),
            r.ReportVariant(
                id="v2",
                point="p-closed",
                kind="certainty",
                relation="compatible",
                claims=("k11",),
                against=("k10",),
                note="{c1} calls it a hope; {a1} states it.",
                severity=0.6,
                marks=(cite("c1", "hopes to"),),
            ),
            r.ReportVariant(
                id="v3",
                point="p-heard",
                kind="quote_wording",
                relation="compatible",
                claims=("k9",),
                against=("k7", "k8"),
                note="The wording of the quotation differs.",
                severity=0.2,
            ),
        ),
        lineage=(
            r.ReportLink(
                article="a1",
                relation="agency_copy",
                source="Nordwire",
                start=_at("a1", "Nordwire").start,
                end=_at("a1", "Nordwire").end,
            ),
            r.ReportLink(article="b1", relation="near_duplicate", source="a1", start=0, end=101, share=0.97),
        ),
        origins=(
            r.ReportOrigin(id="o1", name="Nordwire", articles=("a1", "b1"), reason="one text"),
            r.ReportOrigin(id="o-c1", name=None, articles=("c1",)),
            r.ReportOrigin(id="o-d1", name=None, articles=("d1",)),
        ),
        brief=(
            r.BriefSentence(
                text="The ferry Petrel ran aground off Harnsey.",
                point="p-aground",
                cites=(
                    cite("a1", "The ferry Petrel ran aground off Harnsey"),
                    cite("c1", "A ferry struck rocks near Harnsey"),
                ),
            ),
        ),
        withheld=(r.WithheldSentence(text="Nine were hurt.", point="p-hurt", why="no cited words say nine"),),
        rejections=(
            r.ReportRejection(
                id="notes.bin", step="ingest", reason="binary", detail="It is no text; give a text file."
            ),
        ),
    )
