"""The report as JSON, and its JSON Schema."""

from typing import Any

import msgspec

from variorum.records.meaning import with_meanings
from variorum.records.report import SCHEMA_VERSION, Report


def written(value: object, *, indent: int = 1) -> str:
    """Anything that JSON can carry, keys in their order, ending with a line feed."""
    return msgspec.json.format(msgspec.json.encode(value), indent=indent).decode("utf-8") + "\n"


def to_json(report: Report, *, indent: int = 1) -> str:
    """The report by the public contract, keys in the order of the schema, ending with a line feed."""
    return written(report, indent=indent)


def report_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a report, generated from the types."""
    (root,), components = msgspec.json.schema_components(
        [Report], ref_template="#/$defs/{name}"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Variorum story report",
        "description": f"schema_version {SCHEMA_VERSION}",
        **root,
        "$defs": with_meanings(components),
    }
