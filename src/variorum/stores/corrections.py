"""Corrections in the store: what editors changed in a story, in order, for every run after."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import delete, select

from variorum.stores.database import Database, wall
from variorum.stores.schema import CORRECTION
from variorum.stores.stories import touch


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
        """Keep a correction of a story, which then has changed; returns its number."""
        record = msgspec.json.encode({"operation": operation, "fields": fields})
        stamp = wall(at)
        with self._database.writing() as connection:
            result = connection.execute(CORRECTION.insert(), {"story": story, "record": record, "at": stamp})
            touch(connection, story, at=stamp)
            return int(result.lastrowid)

    def take_back(self, story: str, seq: int, *, at: datetime) -> bool:
        """Take a correction of a story back; returns whether there was one of that number."""
        with self._database.writing() as connection:
            gone = connection.execute(delete(CORRECTION).where(CORRECTION.c.seq == seq, CORRECTION.c.story == story))
            if gone.rowcount:
                touch(connection, story, at=wall(at))
            return bool(gone.rowcount)

    def of(self, story: str) -> tuple[KeptCorrection, ...]:
        """A story's corrections in the order in which they were made."""
        query = select(CORRECTION).where(CORRECTION.c.story == story).order_by(CORRECTION.c.seq)
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return tuple(
            msgspec.convert({**msgspec.json.decode(r["record"]), "seq": r["seq"], "at": r["at"]}, KeptCorrection)
            for r in rows
        )
