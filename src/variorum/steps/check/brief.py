"""The brief's sentences against the words that they cite."""

import re
from collections.abc import Mapping, Sequence

from variorum.ports import Tagger
from variorum.records.checking import Judgement, Verdict
from variorum.records.parse import Parse, Token
from variorum.records.place import Cite
from variorum.records.reading import Attribution
from variorum.records.report import BriefSentence, WithheldSentence
from variorum.records.source import Article
from variorum.steps.check.evidence import Evidence, name_words, read_text
from variorum.steps.check.judge import judge
from variorum.text.name_index import NameIndex

_IDS = r"\{[^{}\s]+\}(?:, \{[^{}\s]+\})*(?: and \{[^{}\s]+\})?"
_SAID = re.compile(rf"^(?P<body>.*\S), (?:says|say) (?P<ids>{_IDS})$", re.S)
_QUOTED = re.compile(rf"^(?P<ids>{_IDS}) (?:says|say) “(?P<words>[^“”]*)”$")
_ALONE = re.compile(rf"^(?P<body>.*\S) — (?P<ids>{_IDS}) alone reports? this$", re.S)
_CLAUSE = re.compile(rf"; (?={_IDS} says? “)")
_ID = re.compile(r"\{([^{}\s]+)\}")
COVERED = 0.8
"""Share of the cited words that an attribution's content must hold for them to rest on its source."""


def check_brief(
    sentences: Sequence[BriefSentence],
    *,
    articles: Mapping[str, Article],
    parses: Mapping[str, Parse],
    attributions: Mapping[str, Sequence[Attribution]],
    names: NameIndex,
    tagger: Tagger,
) -> tuple[BriefSentence | WithheldSentence, ...]:
    """Let pass what the cited words carry, and withhold the rest.

    Args:
        sentences: As drafted; reports stand in them as "{article id}".
        articles: By id.
        parses: By article id.
        attributions: By article id.
        names: The story's names.
        tagger: Reads the sentences.

    Returns:
        The sentences in order; in the place of each that is not carried, what was withheld and why.
    """
    out: list[BriefSentence | WithheldSentence] = []
    for sentence in sentences:
        why = _refused(sentence, articles, parses, attributions, names, tagger)
        if why:
            out.append(WithheldSentence(text=sentence.text, point=sentence.point, why=why))
        else:
            out.append(sentence)
    return tuple(out)


def _refused(
    sentence: BriefSentence,
    articles: Mapping[str, Article],
    parses: Mapping[str, Parse],
    attributions: Mapping[str, Sequence[Attribution]],
    names: NameIndex,
    tagger: Tagger,
) -> str:
    """Why the cited words do not carry the sentence; "" where they do."""
    by_article: dict[str, list[Cite]] = {}
    for cite in sentence.cites:
        by_article.setdefault(cite.article, []).append(cite)
    if not by_article:
        return "it cites nothing"
    text = sentence.text.rstrip()
    plain = text[:-1] if text.endswith(".") else text
    first, *others = _CLAUSE.split(plain)
    for clause in others:
        match = _QUOTED.match(clause)
        if match is None:
            return "it is not in a form that can be checked"
        wanted = " ".join(match["words"].split()).casefold()
        for key in _ID.findall(match["ids"]):
            cited = [" ".join(articles[c.article].text[c.start : c.end].split()) for c in by_article.get(key, ())]
            if not any(wanted in words.casefold() for words in cited):
                return f"“{match['words']}” is not in the cited words of {{{key}}}"
    body, keys = first, sorted(by_article)
    for form in (_ALONE, _SAID):
        match = form.match(first)
        if match is not None:
            body, keys = match["body"], _ID.findall(match["ids"])
            if form is _ALONE and set(by_article) != set(keys):
                return "it is said to stand in one report alone, yet others are cited"
            break
    tokens = read_text(f"{body.rstrip('.')}.", tagger)
    found: list[Judgement] = []
    for key in keys:
        if key not in by_article:
            return f"no words of {{{key}}} are cited"
        evidence = gather(
            key,
            by_article[key],
            parse=parses[key],
            attributions=attributions[key],
            names=names,
        )
        found.append(judge(tokens, evidence))
    if match is not None and any(j.verdict is not Verdict.SUPPORTED for j in found):
        return next(j.why for j in found if j.verdict is not Verdict.SUPPORTED)
    if any(j.verdict is Verdict.SUPPORTED for j in found):
        return ""
    return max(found, key=lambda j: j.weight).why


def gather(
    article: str,
    cites: Sequence[Cite],
    *,
    parse: Parse,
    attributions: Sequence[Attribution],
    names: NameIndex,
) -> Evidence:
    """Cited words of one article with their sentences, their sources and the names in them."""
    cited = _tokens(parse, cites)
    held = sorted({t.sent for t in cited})
    sentences = [parse.sentences[i] for i in held]
    around = tuple(t for s in sentences for t in parse.of(s))
    speakers: list[str] = []
    voices: list[str] = []
    for a in attributions:
        near = [e for e in (*a.source, *a.cue) if any(s.start < e.end and e.start < s.end for s in sentences)]
        inside = _covered(cited, a)
        if near or inside:
            voices += [n for n in (a.speaker, *a.relays) if n]
            voices += [t.text for e in a.source for t in parse.within(e.start, e.end)]
        if inside and a.cue_class in ("said", "shown"):
            speakers += [n for n in (a.speaker, *a.relays) if n]
            speakers += [t.text for e in a.source for t in parse.within(e.start, e.end) if t.pos in ("NOUN", "PROPN")]
    known = {
        word
        for s in sentences
        for _, _, entity in names.within(article, s.start, s.end)
        for alias in (entity.name, *entity.aliases)
        for word in _folded(alias)
    }
    return Evidence(
        article=article,
        cited=cited,
        around=around,
        speakers=tuple(dict.fromkeys(speakers)),
        voices=tuple(dict.fromkeys(voices)),
        names=frozenset(known),
    )


def _folded(name: str) -> frozenset[str]:

    return name_words([name])


def _tokens(parse: Parse, cites: Sequence[Cite]) -> tuple[Token, ...]:
    found = {t.i: t for c in cites for t in parse.within(c.start, c.end)}
    return tuple(found[i] for i in sorted(found))


def _covered(cited: Sequence[Token], attribution: Attribution) -> bool:
    if not cited or not attribution.content:
        return False
    inside = sum(any(e.start <= t.start and t.end <= e.end for e in attribution.content) for t in cited)
    return inside >= COVERED * len(cited)
