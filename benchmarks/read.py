"""Reading one article: sentences a second beside the bare parse, and growth with length over odd forms.

usage: python -m benchmarks.read [INPUT ...] [--growth] [--small N] [--large N]

Without --growth: processor seconds of `variorum read` beside the tagger alone on the same paragraphs, warm, in one
process; the default input is the invented example story. With --growth: for each form, the processor seconds of every
step on a text of `--small` and of `--large` characters; a step is marked where its time grew by far more than the text.
"""

import argparse
import time
from pathlib import Path
from typing import Any

from variorum import session
from variorum.adapters.spacy_tagger import SpacyTagger
from variorum.config import Config
from variorum.engines import local
from variorum.pipeline import READ_PLAN, Tools
from variorum.records.source import Article, Document
from variorum.steps.clean import clean_documents
from variorum.text.sentences import sentence_starts
from variorum.text.view import paragraph_views

EXAMPLE = Path(__file__).parents[1] / "examples" / "fictional-ferry"
_LEAST = 0.02  # seconds below which a figure is noise
_SLACK = 2.0

FORMS = {
    "one paragraph": "The harbour master said on Monday that the ferry ran aground, and that 12 people were hurt. ",
    "paragraphs": "The harbour master, Olle Varn, said that the ferry ran aground.\n\n“We were lucky,” she said.\n\n",
    "one word": "word ",
    "marks opened": "“We said it was ",
    "marks of six styles": "“one ‘two «three „four 「five \"six ",
    "marks closed": "he said” ",
    "apostrophes": "'tis the dogs' 'own' ",
    "capitals": "THE FERRY RAN ABOUT THE COAST OF PORT VALE ON MONDAY SAID THE OFFICE. ",
    "right to left": "قال المتحدث إن الميناء مغلق. ",
    "emoji": "🏗️👩‍👩‍👧 ferry ‼️ ",
    "no width": "fer\u200bry\u200d ran\u200e a\ufeffground ",
    "table": "| Name | 12 | 5% | $4.5m |\n|---|---|---|---|\n",
    "transcript": "SOLT: We were there.\nVARN: No, we were not. (LAUGHTER)\n\n",
    "list": "1. The ferry ran aground\n\n",
    "live blog": "10:32 a.m. The ferry is aground.\n\n10:35 a.m. “We are safe,” Ena Solt said.\n\n",
    "poem": "O ferry, ferry of the night,\nthat runs aground,\n\n",
    "names": "Ada Brovik, Ena Solt, Olle Varn, ",
    "numbers": "12 14 3.5 1,200 5% ",
    "number words": "twenty million two hundred and ",
    "ranges": "5 to 7 to 9 to ",
    "dates": "on Monday May 5, 2031, at 7:30 a.m. a day earlier, the night of the 1st, ",
    "no full stop": "and and said and he said that ",
    "clauses in clauses": "said that he said that ",
    "brackets": "(a (b (c ",
    "pronouns": "He said he told him. ",
    "dashes": "—–- — ",
    "initials": "Mr. Dr. J. K. U.S. ",
    "acronyms": "The Orlo Line Board (OLB) of the OLB said. ",
    "of and of": "Ministry of Office of Bank of ",
    "one long word": "a",
    "digits": "1",
    "short lines": "x\n",
}


def _seconds(text: str, tools: Tools) -> dict[str, float]:
    began = time.process_time()
    document = Document(source="x", text=text, published="2031-03-12")
    articles, _ = clean_documents([document], config=Config(), identify=lambda _: "en")
    seconds = {"clean": time.process_time() - began}
    started: dict[str, float] = {}

    def watch(step: str, done: int, total: int) -> None:
        started.setdefault(step, time.process_time())
        if done == total:
            seconds[step] = time.process_time() - started[step]

    if articles:
        local.run(READ_PLAN, articles, tools=tools, progress=watch)
    return seconds


def growth(small: int, large: int, tools: Tools) -> None:
    """Print every form's figures."""
    _seconds(FORMS["paragraphs"] * 20, tools)  # the first run loads the model
    for name, unit in FORMS.items():
        few, many = (_seconds(unit * (size // len(unit)), tools) for size in (small, large))
        shown = []
        for step, took in many.items():
            if took >= 0.1:
                beyond = took > _SLACK * large / small * max(few.get(step, 0.0), _LEAST)
                mark = " <-- faster than the text" if beyond else ""
                shown.append(f"{step} {few.get(step, 0.0):.2f} to {took:.2f}{mark}")
        print(f"{name:20} " + "  ".join(shown))


def beside_the_parse(inputs: list[str], tools: Tools) -> None:
    """Print sentences a second of the whole reading and of the tagger alone."""
    rows, _ = session.read(inputs, only_text=True)
    documents = [Document(source=str(r["id"]), text=r["text"], published="2031-03-12") for r in rows]
    articles, _ = clean_documents(documents, config=Config(), identify=lambda _: "en")

    def alone(article: Article) -> Any:
        texts = [v.text for v in paragraph_views(article)]
        return tools.tagger.tag(texts, sentence_starts=[frozenset(sentence_starts(t)) for t in texts])

    alone(articles[0])
    best: dict[str, float] = {"parse": 1e9, "read": 1e9}
    for _ in range(3):
        began = time.process_time()
        for article in articles:
            alone(article)
        best["parse"] = min(best["parse"], time.process_time() - began)
        began = time.process_time()
        sentences = sum(
            len(local.run(READ_PLAN, [a], tools=tools)["parses"][a.id].sentences) for a in articles
        )
        best["read"] = min(best["read"], time.process_time() - began)
    for name, took in best.items():
        print(f"{name:6} {sentences / took:7.0f} sentences/s of processor time")
    print(f"read / parse alone: {best['parse'] / best['read']:.2f} of its sentences/s")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.read")
    parser.add_argument("inputs", nargs="*", default=[str(p) for p in sorted(EXAMPLE.glob("*.txt"))])
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--small", type=int, default=5_000, help="characters")
    parser.add_argument("--large", type=int, default=40_000, help="characters")
    options = parser.parse_args()
    tools = Tools(tagger=SpacyTagger(), encoder=None)  # type: ignore[arg-type]
    if options.growth:
        growth(options.small, options.large, tools)
    else:
        beside_the_parse(options.inputs, tools)


if __name__ == "__main__":
    main()
