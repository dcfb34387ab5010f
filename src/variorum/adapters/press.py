"""Reading a user's own list of agencies and outlets (TOML); what is wrong in it is told with its line and key."""

import os
import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from variorum.errors import ConfigError
from variorum.text.press_list import Agency, CreditWords, Outlet, Owner, PressList

_Form = TypeVar("_Form")
_TABLES: dict[str, type[Agency | Outlet | Owner]] = {"agency": Agency, "outlet": Outlet, "owner": Owner}
_HEADER = re.compile(r"^\s*\[{1,2}\s*[\"']?(\w+)[\"']?\s*\]{1,2}", re.MULTILINE)
_MAX_BYTES = 5_000_000


def _lines(text: str) -> dict[str, list[int]]:
    """The lines on which the tables of each name begin, in order."""
    out: dict[str, list[int]] = {}
    for found in _HEADER.finditer(text):
        out.setdefault(found[1], []).append(text.count("\n", 0, found.start(1)) + 1)
    return out


def _key_line(text: str, key: str, after: int) -> int:
    """The line, from line `after` on, on which a key is set; `after` where it is not found."""
    for n, line in enumerate(text.split("\n")[after - 1 :], after):
        if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
            return n
    return after


def _empty(row: Agency | Outlet | Owner) -> str | None:
    """The key whose value says nothing, or None."""
    if not row.name.strip():
        return "name"
    for key in ("forms", "credits", "domains"):
        if any(not str(x).strip() for x in getattr(row, key, ())):
            return key
    return None


def parse_press(text: str, *, name: str = "press") -> PressList:
    r"""A list of agencies and outlets from TOML.

    Args:
        text: The file's text.
        name: What the file is called in messages.

    Returns:
        The list.

    Raises:
        ConfigError: If the text is no TOML, or an entry has not the form that it must have; with line and key.

    Example:
        >>> parse_press('[[outlet]]\nname = "The Ledger"\nowner = "Strait Media"').outlet[0].owner
        'Strait Media'
    """
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise ConfigError(f"{name}, line {line}: {error}") from error
    lines = _lines(text)
    rows: dict[str, list[Agency | Outlet | Owner]] = {key: [] for key in _TABLES}
    words = CreditWords()
    for key, value in data.items():
        at = lines.get(key) or [_key_line(text, key, 1)]
        if key == "words":
            words = _converted(value, CreditWords, f"{name}, line {at[0]}: [words]", text, at[0], name)
            continue
        if key not in _TABLES:
            raise ConfigError(
                f"{name}, line {at[0]}: {key!r} is no table of this file; "
                "write [[agency]], [[outlet]], [[owner]] or [words]"
            )
        if not isinstance(value, list):
            raise ConfigError(f"{name}, line {at[0]}: write [[{key}]] with two brackets")
        for n, row in enumerate(value):
            line = at[n] if n < len(at) else at[-1]
            entry = _converted(row, _TABLES[key], f"{name}, line {line}: [[{key}]]", text, line, name)
            if (fault := _empty(entry)) is not None:
                place = _key_line(text, fault, line)
                raise ConfigError(f"{name}, line {place}: [[{key}]]: `{fault}` holds an empty name")
            rows[key].append(entry)
    return msgspec.convert({**rows, "words": words}, PressList, from_attributes=True)


def _converted(value: object, form: type[_Form], where: str, text: str, line: int, name: str) -> _Form:
    try:
        return msgspec.convert(value, form)
    except msgspec.ValidationError as error:
        message = str(error)
        key = re.search(r"\$\.(\w+)|unknown field `(\w+)`", message)
        if key:
            place = _key_line(text, key[1] or key[2], line)
            where = where.replace(f"{name}, line {line}:", f"{name}, line {place}:", 1)
        raise ConfigError(f"{where}: {message}") from error


def read_press(path: str | os.PathLike[str]) -> PressList:
    """A list of agencies and outlets from a file.

    Raises:
        ConfigError: If it cannot be read, or as for `parse_press`.
    """
    name = os.fspath(path)
    try:
        data = Path(path).read_bytes()
        if len(data) > _MAX_BYTES:
            raise ConfigError(f"{name}: more than {_MAX_BYTES} bytes; a list of agencies and outlets is small")
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(
            f"cannot read the list of agencies and outlets {name!r}: {error.strerror or error}"
        ) from error
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ConfigError(f"{name}, line {line}: the bytes are no UTF-8") from error
    return parse_press(text.replace("\r\n", "\n"), name=name)
