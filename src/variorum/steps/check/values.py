"""The checks, one a value: each finds the first thing that the cited words do not carry, or nothing."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from variorum.data.claim_words import SPEECH_VERBS
from variorum.records.checking import Verdict
from variorum.records.parse import Token
from variorum.records.reading import Quantity
from variorum.steps.check.evidence import Evidence, name_words
from variorum.steps.check.reading import CONTENT, FAMILY, LIGHT, Reading
from variorum.text.gazetteer import fold

_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_MONTHS = frozenset(
    "january february march april june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec".split()
)
_NEAR_DAYS = frozenset("today yesterday tomorrow tonight".split())
_DAYS = (_WEEKDAYS, _MONTHS, _NEAR_DAYS)
_CALENDAR = _WEEKDAYS | _MONTHS | _NEAR_DAYS | {"may"}
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_SPEECH = SPEECH_VERBS - frozenset("add note know see learn show read hear find indicate suggest think feel".split())
_FRAME = frozenset("according cited by to the a an of and s".split())


class Found(NamedTuple):
    """What a check found: the verdict, a plain phrase, the sentence's words."""

    verdict: Verdict
    why: str
    words: tuple[Token, ...]


def numbers(said: Reading, cited: Reading, around: Reading, evidence: Evidence, paraphrased: bool) -> Found | None:
    """Every number of the sentence stands in the words, for the same thing."""
    for n, t in enumerate(said.tokens):
        low = fold(t.text)
        if not (t.pos == "NUM" or any(c.isdigit() for c in low)) or low in ("one", "ones"):
            continue
        if _month_beside(said.tokens, n) or _counted_alike(t, n, said, cited, around, paraphrased):
            continue
        mine = next((q for q in said.quantities if q.start <= t.start < q.end), None)
        rivals = [q for q in around.quantities if mine is not None and _same_thing(q, mine)]
        if mine is not None and any(_agree(q, mine, paraphrased) for q in rivals):
            continue
        clash = bool(rivals) and mine is not None and all(_apart(q, mine) for q in rivals)
        written = " / ".join(dict.fromkeys(_written(q, around) for q in rivals))
        if clash:
            return Found(Verdict.CONTRADICTED, f"the cited words say “{written}”, not “{_written(mine, said)}”", (t,))
        return Found(Verdict.NOT_CARRIED, f"the number “{t.text}” is not in the cited words", (t,))
    return None


def _counted_alike(t: Token, n: int, said: Reading, cited: Reading, around: Reading, paraphrased: bool) -> bool:
    """Whether the same figure stands in the words beside the same noun."""
    low = fold(t.text)
    before, after = _beside(said.tokens, n)
    for where in (cited, around):
        for m, o in enumerate(where.tokens):
            if fold(o.text) != low and low not in fold(o.text).split("-"):
                continue
            b, a = _beside(where.tokens, m)
            if (after and after == a) or (before and before == b) or not (before or after):
                return True
            unit, other = said.tokens[n + 1 : n + 2], where.tokens[m + 1 : m + 2]
            if unit and other and unit[0].text.isalpha() and unit[0].text == other[0].text:
                return True
            if paraphrased and {after, before} & {a, b} - {""}:
                return True
    return False


def _month_beside(tokens: Sequence[Token], n: int) -> str:
    """The month that a number stands beside, "" where there is none."""
    for k in (n - 1, n + 1, n + 2):
        if 0 <= k < len(tokens) and tokens[k].text[:1].isupper() and fold(tokens[k].text) in _MONTHS | {"may"}:
            return fold(tokens[k].text)[:3]
    return ""


def _same_thing(a: Quantity, b: Quantity) -> bool:
    return a.unit == b.unit and (a.noun == b.noun or not a.noun or not b.noun or a.unit not in ("", "person"))


def _agree(theirs: Quantity, mine: Quantity, paraphrased: bool) -> bool:
    """Whether the words' number carries the sentence's: the same bounds, or, in other words, narrower ones."""
    if theirs.noun != mine.noun and theirs.unit in ("", "person"):
        return False
    if (theirs.low, theirs.high) == (mine.low, mine.high):
        return True
    if not paraphrased:
        return False
    from_below = mine.low is None or (theirs.low is not None and theirs.low >= mine.low)
    from_above = mine.high is None or (theirs.high is not None and theirs.high <= mine.high)
    return from_below and from_above


def _apart(a: Quantity, b: Quantity) -> bool:
    """Whether no value fits both."""
    return (a.high is not None and b.low is not None and a.high < b.low) or (
        b.high is not None and a.low is not None and b.high < a.low
    )


def _written(q: Quantity | None, where: Reading) -> str:
    if q is None:
        return ""
    return " ".join(t.text for t in where.tokens if q.start <= t.start and t.end <= q.end)


def days(said: Reading, cited: Reading, around: Reading, evidence: Evidence, paraphrased: bool) -> Found | None:
    """Every day, month and year of the sentence stands in the words."""
    theirs = _days_of_months(around)
    for month, (day, token) in sorted(_days_of_months(said).items()):
        if month in theirs and theirs[month][0] != day:
            return Found(
                Verdict.CONTRADICTED, f"the cited words say “{theirs[month][1].text}”, not “{token.text}”", (token,)
            )
    for t in said.tokens:
        low = fold(t.text).rstrip("s") if fold(t.text).rstrip("s") in _WEEKDAYS else fold(t.text)
        if t.ent == "PERSON":
            continue  # "Jan" may be somebody
        kind = next((k for k in _DAYS if low in k), None)
        if kind is None and not _YEAR.fullmatch(low) and not (low == "may" and t.pos == "PROPN"):
            continue
        nearest = {w for w in cited.words if kind is not None and w in kind}
        allowed = cited.words if nearest else around.words
        if low in allowed or low[:3] in {w for w in allowed if kind is _MONTHS and len(w) <= 4}:
            continue
        rivals = sorted(w for w in allowed if kind is not None and w in kind)
        if len(rivals) == 1:
            return Found(Verdict.CONTRADICTED, f"the cited words say “{rivals[0].capitalize()}”, not “{t.text}”", (t,))
        return Found(Verdict.NOT_CARRIED, f"“{t.text}” is not in the cited words", (t,))
    return None


def _days_of_months(of: Reading) -> dict[str, tuple[str, Token]]:
    """The day that is named with each month, where it is one day."""
    found: dict[str, list[tuple[str, Token]]] = {}
    for n, t in enumerate(of.tokens):
        day = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", t.text)
        month = _month_beside(of.tokens, n) if day else ""
        if day and month:
            found.setdefault(month, []).append((day[1], t))
    return {month: rows[0] for month, rows in found.items() if len({d for d, _ in rows}) == 1}


def names(said: Reading, cited: Reading, around: Reading, evidence: Evidence, paraphrased: bool) -> Found | None:
    """Every name of the sentence stands in the words, and in the same company."""
    known = name_words(evidence.speakers) | name_words(evidence.voices) | evidence.names
    frame = {t.i for run in sources(said) if _framed(run, said) for t in run}
    theirs = [(where, run) for where in (cited, around) for run in _runs(where)]
    lower = {t.text for t in around.tokens}
    for run in _runs(said):
        # A word that the report writes small was only at the head of the sentence.
        if run[0][0] == 0 and run[0][1].text.lower() in lower:
            run = run[1:]
        mine = [t for n, t in run if t.i not in frame and fold(t.text) not in _CALENDAR]
        here = [t for t in mine if fold(t.text) in around.words]
        missing = [t for t in mine if fold(t.text) not in around.words | known]
        if missing:
            return Found(Verdict.NOT_CARRIED, f"the name “{missing[0].text}” is not in the cited words", (missing[0],))
        if paraphrased and mine and _other_doer(run, said, around):
            name = " ".join(t.text for t in mine)
            return Found(Verdict.NOT_CARRIED, f"in the cited words it is not “{name}” who does this", tuple(mine))
        if paraphrased or not here or len(mine) < len(run):
            continue
        wanted = {fold(t.text) for t in here}
        same = [(where, r) for where, r in theirs if wanted <= {fold(t.text) for _, t in r}]
        if not any(_in_company(run, said, r, where) for where, r in same):
            name = " ".join(t.text for t in mine)
            return Found(Verdict.NOT_CARRIED, f"the cited words do not say this of “{name}”", tuple(mine))
    return None


_Run = list[tuple[int, Token]]


def _runs(of: Reading) -> list[_Run]:
    """The stretches of words that name something: capitals that do not only begin the sentence."""
    out: list[_Run] = []
    for n, t in enumerate(of.tokens):
        written = t.text[:1].isupper() and any(c.isalpha() for c in t.text)
        if not written or not (
            t.pos == "PROPN" or t.ent not in ("", "DATE", "CARDINAL", "TIME") or (n and t.pos in CONTENT)
        ):
            continue
        if t.ent in ("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"):
            continue
        if out and out[-1][-1][0] == n - 1:
            out[-1].append((n, t))
        else:
            out.append([(n, t)])
    return out


def _in_company(mine: _Run, said: Reading, theirs: _Run, where: Reading) -> bool:
    """Whether a name stands beside a word, or under one, that it stands beside in the sentence."""
    before, after = _beside(said.tokens, mine[0][0])[0], _beside(said.tokens, mine[-1][0])[1]
    b, a = _beside(where.tokens, theirs[0][0])[0], _beside(where.tokens, theirs[-1][0])[1]
    if (after and after == a) or (before and before == b):
        return True
    over, up = _over(mine, said), _over(theirs, where)
    if over and over == up:
        return True
    # A subject may be lent to a clause that stands further on.
    last, other = mine[-1][1], theirs[-1][1]
    return last.dep in ("nsubj", "nsubjpass") and other.dep in ("nsubj", "nsubjpass", "pobj") and not before and not b


def _other_doer(run: _Run, said: Reading, around: Reading) -> bool:
    """Whether a verb of the sentence has another name for its subject wherever the words have it."""
    last = run[-1][1]
    verb = said.tree.head(last)
    if last.dep != "nsubj" or verb is None or verb.pos != "VERB" or verb.lemma.lower() in LIGHT:
        return False
    mine = {fold(t.text) for _, t in run}
    doers = []
    for o in around.tokens:
        if o.pos != "VERB" or not _kin(o.lemma, verb.lemma):
            continue
        below = around.tree.children(o)
        doers += [around.tree.below(c) for c in below if c.dep == "nsubj"]
        doers += [around.tree.below(g) for c in below if c.dep == "agent" for g in around.tree.children(c)]
    named = [d for d in doers if any(t.pos == "PROPN" for t in d)]
    return bool(doers) and len(named) == len(doers) and not any(mine & {fold(t.text) for t in d} for d in doers)


def _kin(one: str, other: str) -> bool:
    a, b = one.lower(), other.lower()
    return a == b or (a in FAMILY and FAMILY[a] == FAMILY.get(b))


def _over(run: _Run, where: Reading) -> str:
    """The lemma of the word that a name hangs on."""
    held = {t.i for _, t in run}
    heads = [h for _, t in run for h in [where.tree.head(t)] if h is not None and h.i not in held]
    return heads[-1].lemma.lower() if heads else ""


def polarity(said: Reading, cited: Reading, around: Reading, evidence: Evidence, paraphrased: bool) -> Found | None:
    """What is denied in the words is denied in the sentence, and nothing else is."""
    theirs = list(cited.negations)
    top = {t.i for t in cited.tokens if cited.tree.head(t) is None or cited.tree.head(t) not in cited.tokens}
    held = {o.i for o, _ in theirs}
    others = [(o, b) for o, b in around.negations if o.i not in held]
    for token, bears in said.negations:
        same = [i for i, (o, b) in enumerate(theirs) if bears & b or o.lemma.lower() == token.lemma.lower()]
        if same:
            del theirs[same[0]]
            continue
        wider = [i for i, (o, b) in enumerate(others) if bears & b]
        if wider:
            del others[wider[0]]
            continue
        verdict = Verdict.CONTRADICTED if bears & around.lemmas else Verdict.NOT_CARRIED
        return Found(verdict, f"the cited words do not deny it: “{token.text}” is not in them", (token,))
    governing = {t.i for t in cited.above}
    verbs = {t.lemma.lower() for t in said.content if t.pos == "VERB"}
    for token, bears in theirs:
        if token.i in governing or (bears & said.lemmas and _weighs(bears, said, cited)):
            return Found(Verdict.CONTRADICTED, f"the cited words deny it with “{token.text}”", ())
        if paraphrased and (token.i in top or token.head in top or any(_kin(a, b) for a in bears for b in verbs)):
            return Found(Verdict.NOT_CARRIED, f"the cited words deny it with “{token.text}”", ())
    return None


def _weighs(bears: frozenset[str], said: Reading, cited: Reading) -> bool:
    """Whether a word that is denied in the cited words is one that the sentence says as well."""
    return any(t.lemma.lower() in bears for t in said.content) or not bears & {t.lemma.lower() for t in cited.content}


def certainty(said: Reading, cited: Reading, around: Reading, evidence: Evidence, paraphrased: bool) -> Found | None:
    """What the words hedge is hedged in the sentence."""
    mine = list(said.hedges)
    governing = {t.i for t in cited.above}
    for token, kind, bears in cited.hedges:
        if token.i not in governing and not bears & said.lemmas:
            continue
        lemma = token.lemma.lower()
        same = [i for i, (o, _, _) in enumerate(mine) if o.lemma.lower() == lemma]
        same += [i for i, (_, k, b) in enumerate(mine) if k == kind and (b & bears or paraphrased)]
        if same:
            del mine[same[0]]
        elif lemma not in said.lemmas or token.i not in governing:
            return Found(Verdict.NOT_CARRIED, f"the cited words hedge it with “{token.text}”", ())
    if paraphrased:
        return None
    known = cited.lemmas | around.lemmas
    for token, _, _ in said.hedges:
        if token.lemma.lower() not in known and token.text.lower() not in known:
            return Found(Verdict.NOT_CARRIED, f"“{token.text}” is not in the cited words", (token,))
    return None


def sources(said: Reading) -> list[list[Token]]:
    """The words of each source that the sentence names: after "according to" and "cited by", before "said"."""
    out = []
    tokens = said.tokens
    for n, t in enumerate(tokens):
        low = t.text.lower()
        if (low, tokens[n + 1].text.lower() if n + 1 < len(tokens) else "") in (("according", "to"), ("cited", "by")):
            run = []
            for o in tokens[n + 2 :]:
                if o.text in (",", ".", "—", ";", ":") or o.text.lower() in ("that", "who", "which"):
                    break
                run.append(o)
            out.append(run)
        elif t.pos == "VERB" and t.lemma.lower() in _SPEECH:
            for c in said.tree.children(t):
                if c.dep == "nsubj" and c.pos != "PRON":
                    below = said.tree.below(c)
                    cut = next((k for k, o in enumerate(below) if o.text in (",", "who", "which", "that")), len(below))
                    out.append(below[:cut])
    return [run for run in out if run]


def voices(said: Reading, cited: Reading, around: Reading, evidence: Evidence, paraphrased: bool) -> Found | None:
    """Each source that the sentence names is one of the words' own, and theirs is not left out."""
    named = sources(said)
    known = name_words(evidence.speakers) | name_words(evidence.voices)
    own = {fold(o.text) for run in sources(around) for o in run}
    for run in named:
        parts = [t for t in run if t.pos in CONTENT and fold(t.text) not in _FRAME]
        framed = bool(evidence.speakers) and _framed(run, said)
        allowed = name_words(evidence.speakers) if framed else known | own
        wrong = [t for t in parts if t.pos == "PROPN" and fold(t.text) not in allowed]
        if parts and (wrong or not any(fold(t.text) in allowed for t in parts)):
            return Found(
                Verdict.NOT_CARRIED,
                f"the cited words are not given on the word of “{' '.join(t.text for t in run)}”",
                tuple(wrong or parts),
            )
    if not named:
        saying = _told_by(said, cited)
        if saying:
            return Found(Verdict.NOT_CARRIED, f"the report gives it on the word of {saying}, who is left out", ())
    if evidence.speakers and not named:
        told = name_words(evidence.speakers) - _FRAME
        pointed = any(t.pos == "PRON" and t.dep in ("nsubj", "nsubjpass") for t in said.tokens)
        if not told & (said.words | said.before if pointed else said.words):
            return Found(
                Verdict.NOT_CARRIED, f"the report gives it on the word of {evidence.speakers[0]}, who is left out", ()
            )
    return None


def _told_by(said: Reading, cited: Reading) -> str:
    """Who says it in the cited words, where the sentence gives only what is said; "" where nobody does."""
    for t in cited.tokens:
        if t.pos != "VERB" or t.lemma.lower() not in _SPEECH | {"deny"} or t.lemma.lower() in said.lemmas:
            continue
        below = cited.tree.children(t)
        speaker = next((c for c in below if c.dep == "nsubj" and c in cited.tokens), None)
        told = [x for c in below if c.dep in ("ccomp", "parataxis") for x in cited.tree.below(c) if x in cited.tokens]
        if speaker is None or not told:
            continue
        held = {x.lemma.lower() for x in told}
        inside = [x for x in said.content if x.lemma.lower() in held]
        if 2 * len(inside) > len(said.content):
            return " ".join(x.text for x in cited.tree.below(speaker))
    return ""


def _framed(run: Sequence[Token], said: Reading) -> bool:
    first = next((n for n, t in enumerate(said.tokens) if t.i == run[0].i), 0)
    return (
        first > 1
        and said.tokens[first - 1].text.lower() in ("to", "by")
        and said.tokens[first - 2].text.lower() in ("according", "cited")
    )


def _beside(tokens: Sequence[Token], n: int) -> tuple[str, str]:
    """The lemmas of the content words nearest before and after a place."""
    before = next((t.lemma.lower() for t in reversed(tokens[max(0, n - 5) : n]) if t.pos in CONTENT), "")
    after = next((t.lemma.lower() for t in tokens[n + 1 : n + 6] if t.pos in CONTENT), "")
    return before, after


def listed(tokens: Iterable[Token]) -> str:
    """Words in quotation marks, as a list."""
    return ", ".join(f"“{t.text}”" for t in tokens)
