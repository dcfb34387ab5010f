"""The checker on sentences made wrong by one change.

usage: python -m evals.check_score [STORY ...] [--misses] [--most N]

True sentences are the plain statements of the stories' claims, as the brief words them, each with its own spans.
Each is made wrong by another name of the story, another number, another day, a negation put in or taken out, a hedge
dropped, or another speaker. Printed: the share of true ones that the checker lets pass, and the share of wrong ones
that it stops.
"""

import argparse
import re
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from evals.shared import SEEDS_PUBLISHED, STORIES, available, inputs
from variorum import ingest, session
from variorum.config import Config
from variorum.engines import local
from variorum.pipeline import CLAIM_PLAN, Tools
from variorum.records.parse import Token
from variorum.records.place import Cite
from variorum.records.report import BriefSentence
from variorum.steps.brief.wording import statement_of
from variorum.steps.check import check_brief
from variorum.steps.check.evidence import read_text

KINDS = ("name", "number", "date", "negation", "hedge", "speaker")
_NUMBERS = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = "January February March April June July August September October November December".split()
_HEDGES = frozenset(
    "reportedly allegedly possibly probably apparently perhaps likely potentially supposedly seemingly".split()
)
_DOES = {"is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may", "might", "should"}


def state_of(story: str) -> dict[str, Any]:
    """A story read as far as its claims."""
    published = SEEDS_PUBLISHED if story == "seeds" else None
    config = msgspec.structs.replace(Config(), published=published)
    articles, _ = ingest.clean_inputs(inputs(story), config=config, stdin=None)
    return local.run(CLAIM_PLAN, articles, tools=session._tools())


def true_sentences(state: dict[str, Any], most: int) -> list[BriefSentence]:
    """Statements of claims, spread evenly over the articles."""
    out = []
    for key in sorted(state["claims"]):
        for claim in state["claims"][key]:
            text = statement_of(claim, state["parses"][key])
            if text is not None:
                cites = tuple(Cite(article=key, start=s.start, end=s.end) for s in claim.spans)
                out.append(BriefSentence(text=text, point=claim.id, cites=cites))
    step = max(1, len(out) // most)
    return out[::step][:most]


def changed(
    sentence: BriefSentence, tokens: Sequence[Token], state: dict[str, Any], n: int
) -> Iterator[tuple[str, str]]:
    """The sentence made wrong, once for each kind of change that it offers."""
    text = sentence.text

    def swap(start: int, end: int, words: str) -> str:
        return text[:start] + words + text[end:]

    known = {a: e.id for e in state["names"].entities() for a in (e.name, *e.aliases)}
    named = [
        (e.name, e.type) for e in state["names"].entities() if e.type in ("person", "country", "organisation", "place")
    ]
    voice = re.search(r", according to (?:the )?(.+?)\.$", text)
    for t in tokens:
        if t.ent in ("PERSON", "GPE", "ORG") and t.ent_begins and not (voice and t.start >= voice.start()):
            last = t.i
            while last + 1 < len(tokens) and tokens[last + 1].ent == t.ent and not tokens[last + 1].ent_begins:
                last += 1
            kinds = {"PERSON": ("person",), "GPE": ("country", "place"), "ORG": ("organisation",)}[t.ent]
            words = text[t.start : tokens[last].end]
            others = [
                k for k, kind in named if kind in kinds and not _shares(k, words) and known.get(words) != known[k]
            ]
            if others:
                yield "name", swap(t.start, tokens[last].end, others[n % len(others)])
                break
    for t in tokens:
        low = t.text.lower()
        if low in _NUMBERS:
            yield "number", swap(t.start, t.end, _NUMBERS[(_NUMBERS.index(low) + 3) % len(_NUMBERS)])
            break
        if t.pos == "NUM" and re.fullmatch(r"\d{1,3}(?:,\d{3})*(?:\.\d+)?", t.text):
            yield "number", swap(t.start, t.end, str(int(float(t.text.replace(",", ""))) + 3))
            break
    for t in tokens:
        for group in (_DAYS, _MONTHS):
            if t.text in group:
                yield "date", swap(t.start, t.end, group[(group.index(t.text) + 2) % len(group)])
                break
        else:
            continue
        break
    yield from _negation(tokens, text)
    yield from _hedge(tokens, text)
    if voice:
        others = [k for k, kind in named if kind in ("person", "organisation") and not _shares(k, voice[1])]
        if others:
            yield "speaker", swap(voice.start(1), voice.end(1), others[n % len(others)])


def _shares(one: str, other: str) -> bool:
    def parts(name: str) -> set[str]:
        return {re.sub(r"\W", "", w).lower().removesuffix("s") for w in name.replace("’s", "").split()}

    return bool(parts(one) & parts(other) - {"the", "of", ""}) or one in other or other in one


def _negation(tokens: Sequence[Token], text: str) -> Iterator[tuple[str, str]]:
    for t in tokens:
        if t.text.lower() in ("not", "n't", "n’t") and t.dep == "neg":
            yield "negation", " ".join((text[: t.start] + text[t.end :]).split())
            return
    root = next((t for t in tokens if t.dep == "ROOT"), None)
    if root is None:
        return
    helper = next(
        (t for t in tokens if t.head == root.i and t.dep in ("aux", "auxpass") and t.text.lower() in _DOES), None
    )
    if root.text.lower() in _DOES:
        helper = root
    if helper is not None:
        yield "negation", f"{text[: helper.end]} not{text[helper.end :]}"
    elif root.tag == "VBD":
        yield "negation", f"{text[: root.start]}did not {root.lemma}{text[root.end :]}"


def _hedge(tokens: Sequence[Token], text: str) -> Iterator[tuple[str, str]]:
    for t in tokens:
        low = t.text.lower()
        head = tokens[t.head]
        if low in _HEDGES and t.dep == "advmod":
            yield "hedge", " ".join((text[: t.start] + text[t.end :]).split())
            return
        following = tokens[t.i + 1] if t.i + 1 < len(tokens) else None
        modal = t.dep == "aux" and low in ("may", "might", "could", "will", "would")
        if modal and following is not None and following.i == head.i and following.tag == "VB":
            form = "is" if head.lemma == "be" else "has" if head.lemma == "have" else f"{head.lemma}s"
            yield "hedge", f"{text[: t.start]}{form}{text[head.end :]}"
            return
        governs = next((c for c in tokens if c.head == t.i and c.dep == "xcomp"), None)
        if t.lemma.lower() in ("believe", "expect", "appear", "seem", "hope", "plan", "intend") and governs is not None:
            to = next((c for c in tokens if c.head == governs.i and c.tag == "TO"), None)
            if to is None or to.i + 1 >= len(tokens):
                continue
            verb = tokens[to.i + 1]
            start = next((c.start for c in tokens if c.head == t.i and c.dep == "auxpass"), t.start)
            form = "is" if verb.lemma == "be" else "has" if verb.lemma == "have" else f"{verb.lemma}s"
            yield "hedge", f"{text[:start]}{form}{text[verb.end :]}"
            return


def measure(state: dict[str, Any], most: int, misses: list[str]) -> dict[str, tuple[int, int]]:
    """How many of each kind were judged rightly, and of how many; "kept" for the true ones."""
    tools: Tools = session._tools()
    rows: list[tuple[str, BriefSentence, str]] = []
    for n, sentence in enumerate(true_sentences(state, most)):
        rows.append(("kept", sentence, ""))
        tokens = read_text(sentence.text, tools.tagger)
        for kind, text in changed(sentence, tokens, state, n):
            rows.append((kind, msgspec.structs.replace(sentence, text=text), sentence.text))
    found = check_brief(
        [r[1] for r in rows],
        articles=state["articles"],
        parses=state["parses"],
        attributions=state["attributions"],
        names=state["names"],
        tagger=tools.tagger,
    )
    out: dict[str, tuple[int, int]] = {}
    for (kind, sentence, was), result in zip(rows, found, strict=True):
        passed = isinstance(result, BriefSentence)
        right = passed if kind == "kept" else not passed
        hit, of = out.get(kind, (0, 0))
        out[kind] = (hit + right, of + 1)
        if not right:
            misses.append(
                f"{kind}: {sentence.text}" + (f" [was: {was}]" if was else f" [{getattr(result, 'why', '')}]")
            )
    return out


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m evals.check_score")
    parser.add_argument("stories", nargs="*", default=list(STORIES))
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--most", type=int, default=60, help="true sentences of a story at most")
    options = parser.parse_args()
    if not available():
        print("evals: the evaluation data (../shared) is not beside this checkout; nothing was measured")
        return 0
    began = time.perf_counter()
    rows: list[dict[str, tuple[int, int]]] = []
    print(f"{'':<10}", *(f"{k:>12}" for k in ("kept", "caught", *KINDS)))
    for story in options.stories:
        misses: list[str] = []
        rows.append(measure(state_of(story), options.most, misses))
        show(story, rows[-1])
        if options.misses:
            print(*(f"   {m}" for m in misses), sep="\n")
    show("all", summed(rows))
    print(f"{time.perf_counter() - began:.0f} s", file=sys.stderr)
    return 0


def summed(rows: list[dict[str, tuple[int, int]]]) -> dict[str, tuple[int, int]]:
    """The rows of several stories as one."""
    total: dict[str, tuple[int, int]] = {}
    for row in rows:
        for kind, (hit, of) in row.items():
            total[kind] = (total.get(kind, (0, 0))[0] + hit, total.get(kind, (0, 0))[1] + of)
    return total


def figures(most: int = 60) -> dict[str, float]:
    """Over all stories: the share of true sentences kept, and of changed ones caught."""
    total = summed([measure(state_of(story), most, []) for story in STORIES])
    kept, n = total["kept"]
    wrong = [total[k] for k in KINDS if k in total]
    return {"kept": kept / n, "caught": sum(h for h, _ in wrong) / sum(o for _, o in wrong)}


def show(name: str, row: dict[str, tuple[int, int]]) -> None:
    """One line of the table."""
    wrong = [row[k] for k in KINDS if k in row]
    cells = [row.get("kept", (0, 0)), (sum(h for h, _ in wrong), sum(o for _, o in wrong))]
    cells += [row.get(k, (0, 0)) for k in KINDS]
    print(f"{name:<10}", *(f"{h / of:6.3f} {of:>5}" if of else f"{'-':>12}" for h, of in cells))


if __name__ == "__main__":
    sys.exit(main())
