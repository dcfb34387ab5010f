"""What follows from types: the report's fields, the interface's addresses, the tools' parameters, the Python names."""

import asyncio
import types
import typing
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Union

import msgspec

from variorum.records.meaning import meaning_of

_NAMES = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null", Any: "anything"}


def told(record: type) -> tuple[str, dict[str, str]]:
    """What a record is, and what each of its fields means."""
    return meaning_of(record.__doc__ or "")


def records_of(*roots: type) -> list[type]:
    """Every record that some types are made of, in the order in which a reader meets them, each once."""
    found: dict[type, None] = {}

    def visit(kind: object) -> None:
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            if kind in found:
                return
            found[kind] = None
            for inner in typing.get_type_hints(kind).values():
                visit(inner)
        for inner in typing.get_args(kind):
            visit(inner)

    for root in roots:
        visit(root)
    return list(found)


def shown(kind: Any) -> str:  # noqa: ANN401 - any type
    """A type as JSON has it, records as links to their tables."""
    if kind in _NAMES:
        return _NAMES[kind]
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (Union, types.UnionType):
        return " or ".join(shown(i) for i in inner)
    if origin in (tuple, list):
        return f"list of {shown(inner[0])}"
    if origin is dict:
        return f"object: {shown(inner[1])} by name"
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return linked(kind)
    raise TypeError(f"no words for the type {kind!r}")


def linked(record: type) -> str:
    """A record's name as a link to its table."""
    page = "report.md" if record in report_records() else "api.md"
    return f"[{record.__name__}]({page}#{record.__name__.lower()})"


def _table(heads: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *(tuple(c.replace("|", "\\|") for c in row) for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def fields(record: type) -> str:
    """A record as a heading, what it is, and a table of its fields."""
    what, meant = told(record)
    hints = typing.get_type_hints(record)
    names = zip(record.__struct_fields__, record.__struct_encode_fields__, strict=True)  # type: ignore[attr-defined]
    rows = ((f"`{shown_as}`", shown(hints[name]), meant.get(name, "")) for name, shown_as in names)
    return f"### {record.__name__}\n\n{what}\n\n{_table(('field', 'type', 'meaning'), rows)}\n"


@cache
def report_records() -> list[type]:
    """The records of a report."""
    from variorum.records.report import Report

    return records_of(Report)


def answer_records() -> list[type]:
    """The records of the interface's answers that are not the report's."""
    from variorum.http.api.records import Problem
    from variorum.http.api.routes import ENDPOINTS

    gives = [e.gives for e in ENDPOINTS if e.gives is not None]
    return [r for r in records_of(*gives, Problem) if r not in report_records()]


def _report() -> str:
    return "\n".join(fields(r) for r in report_records())


def _answers() -> str:
    return "\n".join(fields(r) for r in answer_records())


def _limits(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return ", ".join(f"`{word}`" for word in schema["enum"])
    if schema["type"] == "integer":
        return f"integer, {schema['minimum']} to {schema['maximum']:,}"
    longest = schema.get("maxLength")
    return f"string, {longest} characters at most" if longest else "string"


def _default(needed: bool, default: object) -> str:
    if needed:
        return "must be given"
    return "none" if default in (None, "") else f"`{default}`"


def _operations() -> str:
    from variorum.http.api.answers import PREFIX
    from variorum.http.api.routes import ENDPOINTS

    parts = []
    for e in ENDPOINTS:
        parts.append(f"### GET {PREFIX}{e.path}\n\n{e.what}\n")
        if e.takes:
            rows = (
                (
                    f"`{p.name}`",
                    _limits(p.described()["schema"]),
                    _default(p.described()["required"], p.default),
                    p.what,
                )
                for p in e.takes
            )
            parts.append(_table(("parameter", "type", "default", "meaning"), rows) + "\n")
        if e.gives is not None:
            parts.append(f"Answers with {linked(e.gives)}.\n")
        else:
            parts.append(f"Answers with {', '.join(f'`{m}`' for m in e.media)}.\n")
    return "\n".join(parts)


def tools() -> list[Any]:
    """The tools for agents as the protocol lists them; they are described without a store."""
    from variorum.agents.server import make_server

    return list(asyncio.run(make_server(typing.cast(Any, None)).list_tools()))


def _tools() -> str:
    parts = []
    for tool in tools():
        parts.append(f"### {tool.name}\n\n{tool.description}\n")
        rows = (
            (f"`{name}`", _limits(of), _default("default" not in of, of.get("default")))
            for name, of in tool.input_schema["properties"].items()
        )
        parts.append(_table(("parameter", "type", "default"), rows) + "\n")
    return "\n".join(parts)


def _rst(*lines: str) -> str:
    return "\n".join(["```{eval-rst}", *lines, "```", ""])


def _calls() -> str:
    names = ("compare", "read", "lineage", "batch", "explain", "open_report")
    return _rst(*(f".. autofunction:: variorum.{name}" for name in names))


def _report_class() -> str:
    return _rst(".. autoclass:: variorum.session.StoryReport()", "   :members:")


def _store() -> str:
    return _rst(
        ".. autofunction:: variorum.open",
        ".. autoclass:: variorum.desk.Desk",
        "   :members: add, place, lines, due, refresh, report, story, corrections_of, correct, take_back",
        ".. autoclass:: variorum.questions.Questions",
        "   :members:",
    )


def _errors() -> str:
    return _rst(".. automodule:: variorum.errors", "   :members:")


def _ports() -> str:
    return _rst(".. automodule:: variorum.ports", "   :members:", "   :undoc-members:")


MADE: dict[str, Callable[[], str]] = {
    "report": _report,
    "operations": _operations,
    "answers": _answers,
    "tools": _tools,
    "calls": _calls,
    "report_class": _report_class,
    "store": _store,
    "errors": _errors,
    "ports": _ports,
}
"""What a line `<!-- made: NAME -->` becomes."""
