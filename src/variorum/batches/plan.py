"""What an output folder was begun with, so that a later run goes on with just that or is refused."""

import hashlib
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import msgspec

from variorum.batches.folder import written
from variorum.batches.inputs import Given, Listing, unchanged
from variorum.batches.tables import TABLES, schema_hash
from variorum.batches.tasks import Part, Settings, key_of
from variorum.errors import InputError
from variorum.pipeline import PLAN
from variorum.records.source import Rejection

VERSION = 1
"""Raised whenever the stages of a batch may give another data set for the same input."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What a data set is made of, and how.

    Attributes:
        decided: All that decides what the data set holds, by name.
        inputs: The inputs as they were given.
        given: Every file.
        pieces: What is read together.
        rejections: Inputs that could not be read at all.
    """

    decided: dict[str, str]
    inputs: tuple[str, ...]
    given: tuple[Given, ...]
    pieces: tuple[tuple[Part, ...], ...]
    rejections: tuple[Rejection, ...]

    @property
    def keys(self) -> list[str]:
        """The keys of the pieces, in order."""
        return [key_of(n) for n in range(len(self.pieces))]


def decided_by(settings: Settings) -> dict[str, str]:
    """All that decides what a data set holds beside its inputs, by name."""
    config = settings.config
    press = hashlib.sha256(Path(config.press).read_bytes()).hexdigest() if config.press else ""
    return {
        "variorum": version("variorum"),
        "batch": str(VERSION),
        "schema": schema_hash(),
        "plan": " ".join(f"{s.name}/{s.version}" for s in PLAN),
        "steps": ",".join(settings.steps),
        "full text": "yes" if settings.full_text else "no",
        "published": config.published or "",
        "press": press[:16],
        "languages": ",".join(config.languages),
        "largest input, in bytes": str(config.max_bytes),
        "longest text, in characters": str(config.max_chars),
        "articles of a comparison": str(config.max_articles),
        "bytes of a piece": str(settings.piece_bytes),
    }


def configuration_hash(plan: Plan) -> str:
    """A hash of all that decides what the data set holds, the inputs' contents included."""
    told = msgspec.json.encode((sorted(plan.decided.items()), [(g.path, g.bytes, g.sha256) for g in plan.given]))
    return hashlib.sha256(told).hexdigest()[:16]


def plan_path(folder: Path) -> Path:
    """Where the plan is kept."""
    return folder / "_run" / "plan.json"


def read_plan(folder: Path) -> Plan | None:
    """The plan that a folder was begun with; None for a new folder.

    Raises:
        InputError: If the folder holds something else, or its plan cannot be read.
    """
    path = plan_path(folder)
    if not path.exists():
        strange = [n for n in (*TABLES, "manifest.json", "README.md", "summary.html") if (folder / n).exists()]
        if strange:
            raise InputError(
                f"{str(folder)!r} holds {strange[0]!r}, which no run here has begun; name a folder that is empty or new"
            )
        return None
    try:
        return msgspec.json.decode(path.read_bytes(), type=Plan)
    except (OSError, msgspec.MsgspecError) as error:
        raise InputError(f"{str(path)!r} cannot be read ({error}); name another folder, or delete this one") from error


def write_plan(folder: Path, plan: Plan) -> None:
    """Keep a plan."""
    with written(plan_path(folder)) as file:
        file.write(msgspec.json.format(msgspec.json.encode(plan), indent=1))


def refuse_other(folder: Path, plan: Plan, decided: dict[str, str], found: Mapping[str, str | None]) -> None:
    """Refuse to go on with a folder that was begun in another way.

    Args:
        folder: The output folder.
        plan: What it was begun with.
        decided: What this run would do.
        found: The files that this run would read, with the outlets that the user gave for them.

    Raises:
        InputError: If anything differs; the message names it.
    """
    differences = [
        f"{name} was {_shown(plan.decided.get(name, ''))} and is now {_shown(decided.get(name, ''))}"
        for name in sorted(plan.decided.keys() | decided.keys())
        if plan.decided.get(name, "") != decided.get(name, "")
    ]
    rejected = {r.id for r in plan.rejections}
    before = {g.path for g in plan.given}
    differences += [f"the input {path!r} came in" for path in sorted(set(found) - before - rejected)]
    differences += [f"the input {path!r} is not among the inputs" for path in sorted(before - set(found))]
    differences += [
        f"the input {g.path!r} was of the outlet {_shown(g.outlet or '')} and is now of {_shown(found[g.path] or '')}"
        for g in plan.given
        if g.path in found and found[g.path] != g.outlet
    ]
    differences += [f"the input {g.path!r} has changed" for g in plan.given if g.path in found and not unchanged(g)]
    if differences:
        more = f", and {len(differences) - 5} more differences" if len(differences) > 5 else ""
        raise InputError(
            f"{str(folder)!r} was begun in another way: {'; '.join(differences[:5])}{more}. "
            "Give the same inputs and options to go on, or name another folder"
        )


def _shown(value: str) -> str:
    return repr(value if len(value) <= 60 else value[:57] + "...")


def planned(listing: Listing, decided: dict[str, str], inputs: Sequence[str]) -> Plan:
    """The plan of a new data set."""
    return Plan(
        decided=decided,
        inputs=tuple(sorted(dict.fromkeys(inputs))),
        given=listing.given,
        pieces=listing.pieces,
        rejections=listing.rejections,
    )
