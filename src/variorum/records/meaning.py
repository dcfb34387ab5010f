"""What a record and its fields mean, as its docstring says it, for those who read a schema and not the code."""

import inspect
import re
from typing import Any

_ATTRIBUTES = re.compile(r"^Attributes:\n(?P<rows>(?:[ ]{4}.*(?:\n|\Z)|\n)+)", re.MULTILINE)
_ROW = re.compile(r"^ {4}(\w+): (.*(?:\n {5,}.*)*)", re.MULTILINE)


def meaning_of(doc: str) -> tuple[str, dict[str, str]]:
    r"""A Google-style docstring taken apart.

    Args:
        doc: The docstring.

    Returns:
        What it says of the whole, and what of each field under "Attributes:", each on one line.

    Example:
        >>> meaning_of("A place.\n\nAttributes:\n    start: First code point.\n")
        ('A place.', {'start': 'First code point.'})
    """
    text = inspect.cleandoc(doc)
    found = _ATTRIBUTES.search(text)
    fields = {name: " ".join(what.split()) for name, what in _ROW.findall(found["rows"] if found else "")}
    return _ATTRIBUTES.sub("", text).strip(), fields


def with_meanings(definitions: dict[str, Any]) -> dict[str, Any]:
    """The definitions of a JSON Schema, with each field's meaning at the field.

    Args:
        definitions: By name, as msgspec makes them: the whole docstring is a record's description.

    Returns:
        New definitions.
    """
    out = {}
    for name, found in definitions.items():
        what, fields = meaning_of(found.get("description", ""))
        told = dict(found) | ({"description": what} if what else {})
        if "properties" in found:
            # A field whose name is a word of the language is `from_` in the code and `from` in JSON.
            told["properties"] = {
                key: {**of, "description": meant} if (meant := fields.get(key) or fields.get(f"{key}_")) else of
                for key, of in found["properties"].items()
            }
        out[name] = told
    return out
