"""Corrections in the store: what editors changed in a story, in order, for every run after."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import delete, select, update

from variorum.stores.database import Database
from variorum.stores.schema import CORRECTION


class KeptCorrection(msgspec.Struct, frozen=True, kw_only=True):
    """One correction: its number in the store, its `operation`, and its `fields` as in a file of corrections."""

    seq: int
    operation: str
    fields: dict[str, Any]
    at: str


class Corrections:
    """The corrections of a store.

    Args:
        database: The store's database.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, story: str, operation: str, fields: Mapping[str, Any], *, at: datetime) -> int:
        """Keep a correction of a story; returns its number."""
        record = msgspec.json.encode({"operation": operation, "fields": fields})
        stamp = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        with self._database.writing() as connection:
            result = connection.execute(CORRECTION.insert(), {"story": story, "record": record, "at": stamp})
            return int(result.lastrowid)

    def take_back(self, seq: int) -> None:
        """Take a correction back."""
        with self._database.writing() as connection:
            connection.execute(delete(CORRECTION).where(CORRECTION.c.seq == seq))

    def move(self, old: str, new: str) -> None:
        """A story's corrections go with it where it was merged into another."""
        with self._database.writing() as connection:
            connection.execute(update(CORRECTION).where(CORRECTION.c.story == old).values(story=new))

    def of(self, story: str) -> tuple[KeptCorrection, ...]:
        """A story's corrections in the order in which they were made."""
        query = select(CORRECTION).where(CORRECTION.c.story == story).order_by(CORRECTION.c.seq)
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return tuple(
            msgspec.convert({**msgspec.json.decode(r["record"]), "seq": r["seq"], "at": r["at"]}, KeptCorrection)
            for r in rows
        )
