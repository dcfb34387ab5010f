"""What changed, told to pages that are open (Server-Sent Events)."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from variorum.desk import Desk
from variorum.errors import VariorumError
from variorum.http.view import desk_of

_log = logging.getLogger(__name__)
POLL_SECONDS = 1.0
BEAT_SECONDS = 15.0
MOST_STREAMS = 500


class Watcher:
    """Asks the store once for all pages that are open whether something changed.

    Args:
        desk: The store's use cases.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.streams = 0

    def start(self) -> None:
        """Begin."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def wait(self, seconds: float) -> bool:
        """Wait until something changed, so long at most; returns whether it did."""
        event = self._changed
        try:
            await asyncio.wait_for(event.wait(), seconds)
        except TimeoutError:
            return False
        return True

    async def _run(self) -> None:
        last: object = None
        while True:
            if self.streams:
                try:
                    now: object = await run_in_threadpool(self._desk.mark)
                except VariorumError as error:
                    _log.warning("the store cannot be read: %s", error)
                    now = last
                if now != last:
                    last = now
                    event, self._changed = self._changed, asyncio.Event()
                    event.set()
            await asyncio.sleep(POLL_SECONDS)


async def live(request: Request) -> Response:
    """A stream of events: `changed` whenever a story changed or a comparison was made; of one story with `story`.

    Source: HTML Living Standard, 9.2 Server-sent events.
    """
    desk = desk_of(request)
    watcher: Watcher = request.app.state.watcher
    story = request.query_params.get("story", "")[:100]
    if watcher.streams >= MOST_STREAMS:
        raise HTTPException(503, "Too many pages are open; this one does not tell what changes.")

    async def mark() -> object:
        try:
            return await run_in_threadpool(desk.mark_of, story) if story else await run_in_threadpool(desk.mark)
        except VariorumError:
            return None

    async def events() -> AsyncIterator[bytes]:
        watcher.streams += 1
        try:
            last = await mark()
            yield b"retry: 5000\n\n"
            while not await request.is_disconnected():
                if not await watcher.wait(BEAT_SECONDS):
                    yield b": still here\n\n"
                    continue
                now = await mark()
                if now is not None and now != last:
                    last = now
                    yield b"event: changed\ndata: \n\n"
        finally:
            watcher.streams -= 1

    return StreamingResponse(events(), media_type="text/event-stream")
