"""Whether cited words carry a sentence: who, what, when, how many, how surely, yes or no, on whose word.

Each value is read from the sentence and looked for in the words; what a sentence may not leave out (a denial, a hedge,
on whose word it is) is read from the words and looked for in the sentence.
"""

from collections.abc import Sequence

from variorum.records.checking import Judgement, Verdict
from variorum.records.parse import Token
from variorum.steps.check import values
from variorum.steps.check.evidence import Evidence, Tree, name_words
from variorum.steps.check.reading import FAMILY, Reading
from variorum.text.gazetteer import fold

NEAR_WORDS = 0.75
"""Share of a sentence's content words that the sentence around the cited words must hold."""
NEAR_CITED = 0.4
"""The same share for the cited words themselves."""
PARAPHRASED = 0.6
"""The share for text that is not made of the reports' own words; kin words count ("killed", "died")."""
CLASH_WORDS = 0.7
"""Share of the other content words that both must have before a differing value is a contradiction."""
_PLAIN = frozenset({"aim", "year", "years", "old"})
"""Nouns with which a clause is made a sentence of its own."""
_CHECKS = (values.days, values.numbers, values.names, values.polarity, values.certainty, values.voices)


def judge(
    sentence: Sequence[Token], evidence: Evidence, *, paraphrased: bool = False, before: frozenset[str] = frozenset()
) -> Judgement:
    """Read a sentence against cited words of one article.

    Args:
        sentence: Its tokens.
        evidence: The cited words.
        paraphrased: Whether the sentence may be in other words than the report's.
        before: Folded words of the sentences before it, in which a pronoun's name may stand.

    Returns:
        Supported; contradicted, where a number, a day or a yes and no clash and nearly all else is shared;
        otherwise not carried, with the first reason found.
    """
    said = Reading(sentence, before=before)
    tree = Tree(evidence.around)
    cited = Reading(evidence.cited, tree, tree.governing(evidence.cited))
    around = Reading(evidence.around, tree)
    known = evidence.names | name_words(evidence.speakers) | name_words(evidence.voices)
    framed = {t.i for run in values.sources(said) for t in run}
    content = [t for t in said.content if t.i not in framed]
    near = _share(content, cited, known, paraphrased)
    wide = _share(content, around, known, paraphrased)
    weight = round((near + wide) / 2, 4)
    for check in _CHECKS:
        found = check(said, cited, around, evidence, paraphrased)
        if found is None:
            continue
        verdict = found.verdict
        if verdict is Verdict.CONTRADICTED:
            rest = [t for t in content if t not in found.words]
            if _share(rest, around, known, True) < CLASH_WORDS:
                verdict = Verdict.NOT_CARRIED
        return Judgement(verdict=verdict, why=found.why, words=tuple(t.text for t in found.words), weight=weight)
    missing = [t for t in content if not _has(t, around, known, paraphrased)][:4]
    foreign = not paraphrased and any(t.pos != "VERB" and fold(t.text) not in _PLAIN for t in missing)
    least_near, least_wide = (PARAPHRASED, PARAPHRASED) if paraphrased else (NEAR_CITED, NEAR_WORDS)
    if foreign or wide < least_wide or near < least_near:
        why = f"the cited words lack {values.listed(missing)}" if missing else "the cited words say something else"
        return Judgement(verdict=Verdict.NOT_CARRIED, why=why, words=tuple(t.text for t in missing), weight=weight)
    return Judgement(verdict=Verdict.SUPPORTED, weight=weight)


def _share(content: Sequence[Token], where: Reading, known: frozenset[str], kin: bool) -> float:
    return sum(_has(t, where, known, kin) for t in content) / len(content) if content else 0.0


def _has(t: Token, where: Reading, known: frozenset[str], kin: bool) -> bool:
    if fold(t.text) in where.words or t.lemma.lower() in where.lemmas or fold(t.text) in known:
        return True
    return kin and t.pos != "PROPN" and FAMILY.get(t.lemma.lower(), -1) in where.kin
