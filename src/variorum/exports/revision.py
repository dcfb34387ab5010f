"""A revision as text and as JSON."""

import textwrap
from typing import Any

import msgspec

from variorum.records.revision import ClaimChange, ClaimStatus, Revision, Verdict, Version, VersionClaim

_SIGNS = {
    ClaimStatus.CAME: "+",
    ClaimStatus.WENT: "-",
    ClaimStatus.CHANGED: "~",
    ClaimStatus.REWORDED: "=",
    ClaimStatus.KEPT: " ",
}
_COLORS = {ClaimStatus.CAME: "\x1b[32m", ClaimStatus.WENT: "\x1b[31m", ClaimStatus.CHANGED: "\x1b[33m"}
_VERDICTS = {
    Verdict.SAME: "The words are the same: no news.",
    Verdict.REWORDED: "No claim came, went or changed: no news.",
    Verdict.REVISED: "A new revision.",
    Verdict.ANOTHER: "These share hardly a passage: two articles rather than two versions of one.",
}


def to_json(revision: Revision) -> str:
    """The revision as one JSON object; places count code points of each version's own text.

    Args:
        revision: What the later version says otherwise.
    """
    data: dict[str, Any] = msgspec.to_builtins(revision)
    data["counts"] = {status.value: revision.count(status) for status in ClaimStatus}
    return msgspec.json.format(msgspec.json.encode(data), indent=1).decode("utf-8") + "\n"


def to_text(revision: Revision, *, color: bool = False, width: int = 80) -> str:
    """The revision for a terminal: what came (+), went (-) and changed (~).

    Args:
        revision: What the later version says otherwise.
        color: Whether to colour the signs.
        width: Columns.
    """
    out = [f"before: {_named(revision.before)}", f"after:  {_named(revision.after)}", ""]
    counts = ", ".join(f"{revision.count(s)} {s.value}" for s in ClaimStatus)
    out += [_VERDICTS[revision.verdict], f"Claims: {counts}.", ""]
    if revision.title_changed:
        titles = [v.title.text if v.title else "(none)" for v in (revision.before, revision.after)]
        out += [*_wrapped(f"~ headline: {titles[0]} → {titles[1]}", width), ""]
    for change in revision.changes:
        if change.status in _COLORS:
            lines = _wrapped(f"{_SIGNS[change.status]} {_words(change)}", width)
            if color:
                lines[0] = f"{_COLORS[change.status]}{lines[0][0]}\x1b[0m{lines[0][1:]}"
            out += lines
    return "\n".join(out).rstrip("\n") + "\n"


def _named(version: Version) -> str:
    parts = [version.source]
    if version.published:
        parts.append(version.published)
    parts.append(f"{version.words} words")
    return _clean(", ".join(parts))


def _words(change: ClaimChange) -> str:
    if change.before is not None and change.after is not None:
        kinds = ", ".join(change.differs)
        return f"{_told(change.before)} → {_told(change.after)} [{kinds}]"
    claim = change.after or change.before
    return _told(claim) if claim else ""


def _told(claim: VersionClaim) -> str:
    word = f" (on the word of {', '.join(claim.attribution)})" if claim.attribution else ""
    return claim.text + word


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(_clean(text), width=max(20, width), subsequent_indent="  ") or [""]


def _clean(text: str) -> str:
    """Text without control characters, which would drive a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)
