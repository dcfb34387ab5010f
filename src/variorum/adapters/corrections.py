"""Reading a file of corrections (TOML); what is wrong in it is told with its line."""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from variorum.errors import ConfigError
from variorum.records.correction import Correction, Join, Reject, Relabel, Split
from variorum.records.story import VariantKind, VariantRelation

_FORMS: Mapping[str, type[Join | Split | Relabel | Reject]] = {
    "join": Join,
    "split": Split,
    "relabel": Relabel,
    "reject": Reject,
}
_POINT_KINDS = ("event", "statement", "position", "agreement", "commitment", "background", "label")
_CAN_CONFLICT = (VariantKind.NUMBER, VariantKind.DATE, VariantKind.POLARITY)
_HEADER = re.compile(r"^\s*\[\[\s*[\"']?(\w+)[\"']?\s*\]\]", re.MULTILINE)
_KEY = re.compile(r"^\s*[\"']?(\w+)[\"']?\s*=", re.MULTILINE)
_MAX_BYTES = 5_000_000


def _fault(what: Join | Split | Relabel | Reject) -> str | None:
    """What is wrong in the sense of a correction that is right in form, or None."""
    if isinstance(what, Reject):
        if what.variant is not None:
            if not what.claims:
                return "a difference is found by `claims`: words of its sides"
            if what.claim or what.point:
                return "`variant` stands with `claims`, not with `claim` or `point`"
        elif what.claims:
            return "`claims` needs `variant`, the kind of difference; for a claim write `claim`, for a point `point`"
        elif not (what.claim or what.point):
            return "it names nothing: write `claim`, `point`, or `variant` with `claims`"
    if isinstance(what, Relabel):
        if what.variant is not None:
            return _fault_of_difference(what)
        if not what.point:
            return "it names nothing: write `point`, or `variant` with `claims`"
        if what.claims or what.relation or what.note:
            return "`claims`, `relation` and `note` are of a difference; name its kind as `variant`"
        if not (what.kind or what.text):
            return "it changes nothing: write `kind` or `text`"
        if what.kind and what.kind not in _POINT_KINDS:
            return f"{what.kind!r} is no kind of point; use one of {', '.join(_POINT_KINDS)}"
    return None


def _fault_of_difference(what: Relabel) -> str | None:
    if not what.claims:
        return "a difference is found by `claims`: words of its sides"
    if what.point or what.text:
        return "`point` and `text` are of a point; leave out `variant`"
    if not (what.kind or what.relation or what.note):
        return "it changes nothing: write `kind`, `relation` or `note`"
    kinds = [k.value for k in VariantKind]
    if what.kind and what.kind not in kinds:
        return f"{what.kind!r} is no kind of difference; use one of {', '.join(kinds)}"
    if what.relation is VariantRelation.CONFLICT and (what.kind or what.variant) not in _CAN_CONFLICT:
        return "only number, date and polarity can be conflicts"
    return None


def _lines(text: str) -> dict[str, list[int]]:
    """The lines on which the tables of each operation begin, in order."""
    out: dict[str, list[int]] = {}
    for found in _HEADER.finditer(text):
        out.setdefault(found[1], []).append(text.count("\n", 0, found.start(1)) + 1)
    return out


def parse_corrections(text: str, *, name: str = "corrections") -> tuple[Correction, ...]:
    """Corrections from TOML.

    Args:
        text: The file's text.
        name: What the file is called in messages.

    Returns:
        The corrections in the order of the file.

    Raises:
        ConfigError: If the text is no TOML, or a correction has not the form that it must have; with the line.
    """
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = found[1] if found else text.count("\n") + 1
        raise ConfigError(f"{name}, line {line}: {error}") from error
    lines = _lines(text)
    out: list[tuple[int, Join | Split | Relabel | Reject]] = []
    for operation, rows in data.items():
        at = lines.get(operation) or [
            text.count("\n", 0, m.start(1)) + 1 for m in _KEY.finditer(text) if m[1] == operation
        ]
        if operation not in _FORMS:
            raise ConfigError(
                f"{name}, line {at[0] if at else 1}: {operation!r} is no correction; "
                "write [[join]], [[split]], [[relabel]] or [[reject]]"
            )
        if not isinstance(rows, list):
            raise ConfigError(f"{name}, line {at[0] if at else 1}: write [[{operation}]] with two brackets")
        for n, row in enumerate(rows):
            # Tables written in line, without headings of their own, follow on the line of the first.
            line = at[n] if n < len(at) else (at[-1] if at else 1) + n
            try:
                what = msgspec.convert(row, _FORMS[operation])
            except msgspec.ValidationError as error:
                raise ConfigError(f"{name}, line {line}: [[{operation}]]: {error}") from error
            if (fault := _fault(what)) is not None:
                raise ConfigError(f"{name}, line {line}: [[{operation}]]: {fault}")
            out.append((line, what))
    ordered = sorted(out, key=lambda row: row[0])
    return tuple(Correction(n=n, line=line, what=what) for n, (line, what) in enumerate(ordered, 1))


def make_correction(n: int, operation: str, fields: Mapping[str, Any]) -> Correction:
    """One correction that was made elsewhere than in a file, held to the same form.

    Args:
        n: Its number, from 1.
        operation: "join", "split", "relabel" or "reject".
        fields: Its fields, as in a file.

    Raises:
        ConfigError: If it has not the form that it must have.
    """
    if operation not in _FORMS:
        raise ConfigError(f"{operation!r} is no correction; use join, split, relabel or reject")
    try:
        what = msgspec.convert(fields, _FORMS[operation])
    except msgspec.ValidationError as error:
        raise ConfigError(f"the correction ({operation}) has not its form: {error}") from error
    if (fault := _fault(what)) is not None:
        raise ConfigError(f"the correction ({operation}): {fault}")
    return Correction(n=n, line=n, what=what)


def read_corrections(path: str | os.PathLike[str]) -> tuple[Correction, ...]:
    """Corrections from a file.

    Raises:
        ConfigError: If it cannot be read, or as for `parse_corrections`.
    """
    name = os.fspath(path)
    try:
        data = Path(path).read_bytes()
        if len(data) > _MAX_BYTES:
            raise ConfigError(f"{name}: more than {_MAX_BYTES} bytes; a file of corrections is small")
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(f"cannot read the corrections {name!r}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ConfigError(f"{name}, line {line}: the bytes are no UTF-8") from error
    return parse_corrections(text.replace("\r\n", "\n"), name=name)
