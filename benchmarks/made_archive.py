"""A made-up archive of any size: invented events told by several outlets over a month, with reprints and bad records.

usage: python -m benchmarks.made_archive DIR [--articles 200000] [--stories N] [--reprints .15] [--bad .01]
           [--facts .2] [--days 30] [--words 300] [--seed 1] [--format jsonl|parquet|warc] [--files 8]

Every article is made from its number alone, so that an archive of any size streams, in order of time, and the same
arguments give the same bytes. DIR gets the files, and truth.jsonl: one row an article with the event that it reports
and the article that it reprints, or why a record is none. `--facts` is the part of an article that tells facts of its
event which others tell too, so that a comparison finds something: .8 makes stories that are worth comparing.

    python -m benchmarks.made_archive DIR --articles 5000 --stories 1000 --even --reprints 0 --bad 0 --facts .8

makes the 1,000 stories of five articles.
"""

import argparse
import gzip
import html
import importlib.resources
import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from tests.warc_files import record

from benchmarks.made_stream import Vocabulary, made_word
from benchmarks.made_words import (
    BODIES,
    CREDITS,
    DAYS,
    FILLER,
    FOREIGN,
    GIVEN,
    KINDS,
    MONTHS,
    ROLES,
    SAID,
    SLOTS,
    STOCK,
    phrase,
)

_BEGAN = 1_614_556_800  # 2021-03-01: dates that lie ahead are taken as unknown
_OUTLETS = 300
_AGENCIES = ("Meridian", "Novapress", "Interwire")
_FACTS = {kind: tuple(map(phrase, patterns)) for kind, patterns in KINDS.items()}
_SAID = tuple(map(phrase, SAID))
_FILLER = tuple(map(phrase, FILLER))
_FOREIGN = tuple(map(phrase, FOREIGN))
_NUMBERS = ("dead", "hurt", "hours", "weeks", "homes", "crowd", "cost", "rise", "offer", "staff", "yes", "no")
_MOST = {"dead": 40, "hurt": 90, "hours": 30, "weeks": 9, "homes": 900, "crowd": 9000, "cost": 400, "rise": 20}
BAD = ("empty", "no_text", "foreign", "frame", "broken", "nul")


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """One record of the archive with what is true of it.

    Attributes:
        id: Its row's id.
        url: Its address.
        outlet: Who published it.
        title: Its headline.
        text: Its text.
        published: ISO 8601.
        story: The event.
        reprint_of: The id of the article that it reprints, or "".
        how: "verbatim", "credited" or "edited" for a reprint, else "".
        bad: Why it is no article, or "".
        reserved: Whether its outlet reserves text and data mining.
    """

    id: str
    url: str
    outlet: str
    title: str
    text: str
    published: str
    story: str
    reprint_of: str = ""
    how: str = ""
    bad: str = ""
    reserved: bool = False


class Archive:
    """An archive that is made article by article."""

    def __init__(
        self,
        articles: int = 200_000,
        *,
        stories: int = 0,
        even: bool = False,
        reprints: float = 0.15,
        bad: float = 0.01,
        facts: float = 0.2,
        days: float = 30.0,
        words: int = 300,
        seed: int = 1,
    ) -> None:
        """Plan it.

        Args:
            articles: Articles, reprints among them.
            stories: Events; a tenth of the articles where 0.
            even: Whether every event has as many articles; else many have one, and few have very many.
            reprints: The part of the articles that reprint another.
            bad: Records that are no article, beside the articles, as a part of them.
            facts: The part of an article's words that tell what others tell too.
            days: From the first article to the last, about.
            words: Of an article.
            seed: Another seed, another archive.
        """
        self.articles = articles
        self._stories = stories or max(1, articles // 10)
        self._facts = facts
        self._words = words
        self._seed = seed
        self._vocabulary = Vocabulary(seed, given=_english())
        rng = np.random.Generator(np.random.PCG64(seed))
        self._story, self._at = _scheduled(articles, self._stories, even, days, rng)
        self._reprints = _reprinted(self._story, reprints, rng)
        self._how = rng.integers(0, 4, articles)
        self._bad_after = np.sort(rng.integers(0, articles, round(articles * bad)))
        names = random.Random(seed)
        self.outlets = [" ".join(["The", *(made_word(names, n).capitalize() for n in (2, 1))]) for _ in range(_OUTLETS)]
        self.truth_of = lru_cache(maxsize=20_000)(self._truth)
        self._original = lru_cache(maxsize=20_000)(self._told)

    def __iter__(self) -> Iterator[Made]:
        """Records in order of time."""
        bad = iter(enumerate(self._bad_after.tolist()))
        following = next(bad, None)
        for n in range(self.articles):
            yield self.article(n)
            while following is not None and following[1] == n:
                yield self._bad(following[0], n)
                following = next(bad, None)

    def __len__(self) -> int:
        return self.articles + len(self._bad_after)

    def article(self, n: int) -> Made:
        """The article of this number."""
        rng = random.Random(self._seed << 40 | n)
        outlet = rng.randrange(_OUTLETS)
        source = int(self._reprints[n])
        how = ""
        title, text = self._original(n if source < 0 else source)
        if source >= 0:
            how = ("verbatim", "verbatim", "credited", "edited")[self._how[n]]
            title, text = self._reprint(rng, how, title, text)
        of = f"a{source:07}" if source >= 0 else ""
        return self._made(n, f"a{n:07}", outlet, title, text, reprint_of=of, how=how)

    def _made(self, n: int, key: str, outlet: int, title: str, text: str, **rest: str) -> Made:
        slug = self.outlets[outlet].lower().replace(" ", "-")
        return Made(
            id=key,
            url=f"https://{slug}.example/{key}",
            outlet=self.outlets[outlet],
            title=title,
            text=text,
            published=datetime.fromtimestamp(_BEGAN + int(self._at[n]), UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            story=f"s{self._story[n]:06}",
            reserved=outlet % 50 == 7,
            **rest,
        )

    def _truth(self, story: int) -> tuple[str, dict[str, str], list[str]]:
        """An event: its kind, what fills its slots, and the words that are its own."""
        rng = random.Random(self._seed << 41 | story)
        slots = {name: rng.choice(values) for name, values in SLOTS.items()}
        slots |= {name: made_word(rng, 2).capitalize() for name in ("place", "town")}
        family = [made_word(rng, 2).capitalize() for _ in range(3)]
        slots["head"] = f"{rng.choice(ROLES)} {rng.choice(GIVEN)} {family[0]}"
        slots["boss"] = f"{rng.choice(GIVEN)} {family[1]}"
        slots["who"] = f"{rng.choice(GIVEN)} {family[2]}"
        slots["firm"] = f"{made_word(rng, 2).capitalize()} Group"
        slots["body"] = f"the {made_word(rng, 2).capitalize()} {rng.choice(BODIES)}"
        day = rng.randrange(7)
        slots |= {"day": DAYS[day], "eve": DAYS[day - 1], "month": rng.choice(MONTHS)}
        slots |= {name: str(rng.randrange(2, _MOST.get(name, 300))) for name in _NUMBERS}
        return rng.choice(sorted(_FACTS)), slots, self._vocabulary.draw(rng, 40)

    def _told(self, n: int) -> tuple[str, str]:
        """An original report's headline and text."""
        rng = random.Random(self._seed << 42 | n)
        kind, known, topic = self.truth_of(int(self._story[n]))
        slots = dict(known)
        for name in _NUMBERS:
            if rng.random() < 0.08:
                slots[name] = str(int(slots[name]) + rng.randrange(1, 9))
        lede, *others = _FACTS[kind]
        told = [_capital(lede(rng, slots))]
        enough = self._words * self._facts
        length = told[0].count(" ")
        for fact in rng.sample(others, len(others)):
            if length >= enough:
                break
            told.append(_capital(fact(rng, slots)))
            length += told[-1].count(" ")
        common = iter(self._vocabulary.draw(rng, 2 * self._words))
        body = []
        while length < self._words - 10:
            slots["n"] = str(rng.randrange(2, 900))
            said = rng.choice(_SAID if rng.random() < 0.15 else _FILLER)
            body.append(_capital(said(rng, _Fresh(slots, common, topic, rng))))
            length += body[-1].count(" ")
        rest = told[1:] + body
        rng.shuffle(rest)
        told = [told[0], *rest]
        if rng.random() < 0.2:
            told.append(rng.choice(STOCK))
        lead = f"{slots['place'].upper()} — " if rng.random() < 0.3 else ""
        text = lead + "\n\n".join(" ".join(told[i : i + 3]) for i in range(0, len(told), 3))
        about, joined = " ".join(rng.sample(topic, 3)), rng.choice(("after", "over", "amid"))
        title = f"{slots['place']}: {about} {joined} {kind} in {slots['town']}"
        return title, text

    def _reprint(self, rng: random.Random, how: str, title: str, text: str) -> tuple[str, str]:
        agency = rng.choice(_AGENCIES)
        if how == "edited":
            words = text.split(" ")
            fresh = self._vocabulary.draw(rng, len(words))
            words = [f if rng.random() < 0.04 and w.islower() else w for w, f in zip(words, fresh, strict=True)]
            paragraphs = " ".join(words).split("\n\n")
            text = "\n\n".join(paragraphs[: max(1, len(paragraphs) - rng.randrange(0, 2))])
            title = f"{' '.join(self._vocabulary.draw(rng, 2)).capitalize()}: {title}"
        if how != "verbatim":
            text += "\n\n" + rng.choice(CREDITS).format(agency=agency)
        return title, text

    def _bad(self, m: int, n: int) -> Made:
        """A record that is no article that is read."""
        rng = random.Random(self._seed << 43 | m)
        how = BAD[m % len(BAD)]
        title, text = self._original(n if self._reprints[n] < 0 else int(self._reprints[n]))
        if how == "foreign":
            common = iter(self._vocabulary.draw(rng, 400))
            slots = _Fresh({}, common, self._vocabulary.common[:40], rng)
            text = " ".join(rng.choice(_FOREIGN)(rng, slots) for _ in range(14))
        elif how == "frame":
            text = "Sign in\n\nSubscribe\n\nMenu"
        elif how == "nul":
            text = "\0" + text
        elif how in ("empty", "no_text"):
            text = ""
        return msgspec.structs.replace(
            self._made(n, f"b{m:07}", rng.randrange(_OUTLETS), title, text, bad=how), story="", reserved=False
        )


def _english() -> list[str]:
    """English words from a model's vocabulary, the frequent ones first, so that they cost what those of news do.

    The first few hundred, which hold sentences together, are left out.
    """
    path = importlib.resources.files("variorum.data") / "wordpiece-vocab.txt"
    lines = path.read_text(encoding="utf-8").split("\n")
    return [w for w in lines if len(w) > 3 and w.isascii() and w.isalpha() and w.islower()][400:]


class _Fresh(dict[str, str]):
    """Slots whose common and topic words are others each time."""

    def __init__(self, slots: dict[str, str], common: Iterator[str], topic: list[str], rng: random.Random) -> None:
        super().__init__(slots)
        self._common, self._topic, self._rng = common, topic, rng

    def __getitem__(self, key: str) -> str:
        if key == "c":
            return next(self._common)
        if key == "t":
            return self._topic[int(self._rng.random() * len(self._topic))]
        return super().__getitem__(key)


def _capital(sentence: str) -> str:
    at = 1 if sentence[:1] == "“" else 0
    return (sentence[:at] + sentence[at : at + 1].upper() + sentence[at + 1 :]).replace("  ", " ")


def _scheduled(
    articles: int, stories: int, even: bool, days: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """The event of each article and its seconds since the beginning, in order of time."""
    if even:
        sizes = np.full(stories, articles // stories)
        sizes[: articles % stories] += 1
    else:
        weights = np.minimum(rng.pareto(1.1, stories), 60.0)
        sizes = 1 + rng.multinomial(articles - stories, weights / weights.sum())
    story = np.repeat(np.arange(stories), sizes)
    begins = rng.random(stories) * max(0.1, days - 3) * 86400
    at = begins[story] + np.minimum(rng.exponential(0.6, articles), 5.0) * 86400
    order = np.argsort(at, kind="stable")
    return story[order], at[order]


def _reprinted(story: np.ndarray, part: float, rng: np.random.Generator) -> np.ndarray:
    """For each article the number of the earlier one of its event that it reprints, -1 for none.

    Most reprint the event's first report, as of an agency.
    """
    out = np.full(story.size, -1)
    first: dict[int, int] = {}
    able = []
    for n, s in enumerate(story.tolist()):
        if first.setdefault(s, n) != n:
            able.append(n)
    wanted = min(round(part * story.size), len(able))
    chosen = set(rng.choice(len(able), wanted, replace=False).tolist())
    reprints = {able[i] for i in chosen}
    own: dict[int, list[int]] = {}
    for n, (s, chance) in enumerate(zip(story.tolist(), rng.random(story.size).tolist(), strict=True)):
        if n in reprints:
            earlier = own[s]
            out[n] = earlier[0] if chance < 0.7 else earlier[int((chance - 0.7) / 0.3 * len(earlier))]
        else:
            own.setdefault(s, []).append(n)
    return out


def truth_row(made: Made) -> dict[str, Any]:
    """What is true of a record."""
    row = {"id": made.id, "story": made.story, "reprint_of": made.reprint_of, "how": made.how, "bad": made.bad}
    return {k: v for k, v in row.items() if v} | ({"reserved": True} if made.reserved else {})


def row_of(made: Made) -> dict[str, Any]:
    """A record as a row of JSON Lines or Parquet; one whose outlet reserves mining is a page that says so."""
    row = {k: getattr(made, k) for k in ("id", "url", "outlet", "title", "published", "text")}
    if made.bad == "no_text":
        del row["text"]
    if made.reserved:
        row["html"] = page_of(made)
        del row["text"]
    return row


def page_of(made: Made) -> str:
    """A record as a page."""
    reserved = '<meta name="tdm-reservation" content="1">' if made.reserved else ""
    paragraphs = "".join(f"<p>{html.escape(p)}</p>" for p in made.text.split("\n\n"))
    return (
        f'<!doctype html><html lang="en"><head><title>{html.escape(made.title)}</title>{reserved}'
        f'<meta property="og:site_name" content="{html.escape(made.outlet)}">'
        f'<meta property="article:published_time" content="{made.published}"></head><body><article>'
        f"<h1>{html.escape(made.title)}</h1>{paragraphs}</article></body></html>"
    )


def line_of(made: Made) -> bytes:
    """A record as a line of JSON Lines."""
    line = json.dumps(row_of(made), ensure_ascii=False).encode("utf-8")
    return (line[: len(line) // 2] if made.bad == "broken" else line) + b"\n"


def write(archive: Archive, folder: Path, *, form: str = "jsonl", files: int = 1) -> list[Path]:
    """Write the files and the truth.

    Args:
        archive: What is written.
        folder: Made where it is absent.
        form: "jsonl", "parquet" or "warc".
        files: How many, each of a stretch of time.

    Returns:
        The files, the truth not among them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    each = -(-len(archive) // files)
    paths: list[Path] = []
    ending = {"jsonl": "jsonl", "parquet": "parquet", "warc": "warc.gz"}[form]
    with (folder / "truth.jsonl").open("wb") as truth:
        waiting: list[Made] = []
        records = iter(archive)
        while True:
            waiting = [made for made, _ in zip(records, range(each), strict=False)] if form == "parquet" else []
            path = folder / f"part-{len(paths):04}.{ending}"
            if form == "parquet":
                if not waiting:
                    return paths
                _write_table(path, waiting)
                truth.writelines(json.dumps(truth_row(m)).encode() + b"\n" for m in waiting)
            elif not _write_stream(path, records, each, form, truth):
                return paths
            paths.append(path)


def _write_stream(path: Path, records: Iterator[Made], most: int, form: str, truth: Any) -> int:
    """Write so many records; gives how many there were, and leaves no file where there was none."""
    n = 0
    with path.open("wb") as file:
        for n, made in enumerate(records, start=1):
            file.write(line_of(made) if form == "jsonl" else _capture(made))
            truth.write(json.dumps(truth_row(made)).encode() + b"\n")
            if n == most:
                break
    if not n:
        path.unlink()
    return n


def _capture(made: Made) -> bytes:
    number = int(made.id[1:]) * 2 + (made.id[0] == "b")
    http = "tdm-reservation: 1\r\n" if made.reserved else ""
    page = page_of(made).encode("utf-8")
    packed = record(number, page, http=http).replace(f"https://post.example/{number}".encode(), made.url.encode(), 1)
    return gzip.compress(packed, 3, mtime=0)


def _write_table(path: Path, records: list[Made]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = ("id", "url", "outlet", "title", "published", "text", "html")
    rows = [row_of(made) for made in records]
    table = pa.table({name: pa.array([r.get(name) for r in rows], pa.string()) for name in names})
    pq.write_table(table, path, row_group_size=1000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--stories", type=int, default=0)
    parser.add_argument("--even", action="store_true")
    parser.add_argument("--reprints", type=float, default=0.15)
    parser.add_argument("--bad", type=float, default=0.01)
    parser.add_argument("--facts", type=float, default=0.2)
    parser.add_argument("--days", type=float, default=30.0)
    parser.add_argument("--words", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", choices=("jsonl", "parquet", "warc"), default="jsonl")
    parser.add_argument("--files", type=int, default=8)
    options = vars(parser.parse_args())
    folder, form, files = options.pop("folder"), options.pop("format"), options.pop("files")
    paths = write(Archive(options.pop("articles"), **options), folder, form=form, files=files)
    print(f"{len(paths)} files, {sum(p.stat().st_size for p in paths) / 1e6:.0f} MB in {folder}")


if __name__ == "__main__":
    main()
