"""The forms in which a report can be written, by name and by the ending of a file."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import PurePath

import msgspec

from variorum.errors import ConfigError
from variorum.records.report import Report


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What can be chosen of a form.

    Attributes:
        full_text: Whole articles in the page and in Markdown, not only the cited words.
        table: Which table CSV and Parquet hold.
        made: When the report was made, for a feed of reports none of which is dated; now where None.
    """

    full_text: bool = False
    table: str = "claims"
    made: datetime | None = None


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """One form.

    Attributes:
        name: What `--format` calls it.
        endings: Endings of files that mean it.
        media_type: What HTTP calls it.
        write: The report in this form.
        tables: Whether it holds one table of the report.
    """

    name: str
    endings: tuple[str, ...]
    media_type: str
    write: Callable[[Report, Options], bytes]
    tables: bool = False


def _json(report: Report, _: Options) -> bytes:
    from variorum.exports.json import to_json

    return to_json(report).encode()


def _html(report: Report, options: Options) -> bytes:
    from variorum.exports.html import to_html

    return to_html(report, full_text=options.full_text).encode()


def _markdown(report: Report, options: Options) -> bytes:
    from variorum.exports.markdown import to_markdown

    return to_markdown(report, full_text=options.full_text).encode()


def _text(report: Report, _: Options) -> bytes:
    from variorum.exports.terminal import to_text

    return to_text(report).encode()


def _csv(report: Report, options: Options) -> bytes:
    from variorum.exports.tables import table

    return table(report, options.table).to_csv().encode()


def _parquet(report: Report, options: Options) -> bytes:
    from variorum.exports.tables import table, to_parquet

    return to_parquet(table(report, options.table))


def _tei(report: Report, _: Options) -> bytes:
    from variorum.exports.tei import to_tei

    return to_tei(report).encode()


def _annotations(report: Report, _: Options) -> bytes:
    from variorum.exports.annotations import to_annotations

    return to_annotations(report).encode()


def _prov(report: Report, _: Options) -> bytes:
    from variorum.exports.prov import to_prov

    return to_prov(report).encode()


def _graphml(report: Report, _: Options) -> bytes:
    from variorum.exports.pictures import map_graphml

    return map_graphml(report).encode()


def _atom(report: Report, options: Options) -> bytes:
    from variorum.exports.atom import to_atom

    return to_atom(report, made=options.made or datetime.now(UTC)).encode()


_JSON_LD = "application/ld+json"
FORMS = {
    form.name: form
    for form in (
        Form(name="text", endings=(".txt",), media_type="text/plain; charset=utf-8", write=_text),
        Form(name="html", endings=(".html", ".htm"), media_type="text/html; charset=utf-8", write=_html),
        Form(name="markdown", endings=(".md", ".markdown"), media_type="text/markdown; charset=utf-8", write=_markdown),
        Form(name="json", endings=(".json",), media_type="application/json", write=_json),
        Form(name="csv", endings=(".csv",), media_type="text/csv; charset=utf-8", write=_csv, tables=True),
        Form(
            name="parquet",
            endings=(".parquet",),
            media_type="application/vnd.apache.parquet",
            write=_parquet,
            tables=True,
        ),
        Form(name="tei", endings=(".tei", ".tei.xml", ".xml"), media_type="application/tei+xml", write=_tei),
        Form(
            name="annotations",
            endings=(".annotations.jsonld", ".annotations.json"),
            media_type=f'{_JSON_LD}; profile="http://www.w3.org/ns/anno.jsonld"',
            write=_annotations,
        ),
        Form(name="prov", endings=(".prov.jsonld", ".prov.json"), media_type=_JSON_LD, write=_prov),
        Form(name="graphml", endings=(".graphml",), media_type="application/graphml+xml", write=_graphml),
        Form(name="atom", endings=(".atom", ".atom.xml"), media_type="application/atom+xml", write=_atom),
    )
}
"""Forms by name. docs/reference/formats.md describes them."""


def form_of(path: str, chosen: str | None = None) -> Form:
    """The form in which a file is to be written.

    Args:
        path: The file's name.
        chosen: A form's name, which then decides.

    Raises:
        ConfigError: If there is no such form, or the file's ending tells none.
    """
    if chosen is not None:
        if chosen not in FORMS:
            raise ConfigError(f"there is no form {chosen!r}; the forms are {', '.join(FORMS)}")
        return FORMS[chosen]
    name = PurePath(path).name.lower()
    by_ending = {ending: form for form in FORMS.values() for ending in form.endings}
    # The longest ending decides: ".prov.json" is no ".json".
    for ending in sorted(by_ending, key=lambda e: (-len(e), e)):
        if name.endswith(ending) and name != ending:
            return by_ending[ending]
    ending = PurePath(path).suffix
    known = ", ".join(form.endings[0] for form in FORMS.values())
    raise ConfigError(f"--out {path!r}: the ending {ending!r} tells no format; use one of {known}, or add --format")


def render(report: Report, form: Form, options: Options | None = None) -> bytes:
    """A report in one form.

    Raises:
        ConfigError: If the options name a table that there is not.
    """
    return form.write(report, options or Options())


def table_files(report: Report, form: Form) -> dict[str, bytes]:
    """Every table of a report, by file name.

    Args:
        report: The report.
        form: CSV or Parquet.
    """
    from variorum.exports.tables import TABLES

    return {f"{name}{form.endings[0]}": render(report, form, Options(table=name)) for name in TABLES}
