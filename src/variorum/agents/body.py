"""Requests that are handed on only when they are there whole."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class WholeBody:
    """An application that is asked only once a request's body has come in whole.

    The protocol's library takes a client that vanishes within its request for a fault of its own and logs it as one.

    Args:
        app: What answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body, then ask; do nothing where the client is gone before its end."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        parts: list[bytes] = []
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            parts.append(message.get("body", b""))
            more = message.get("more_body", False)
        body: Message | None = {"type": "http.request", "body": b"".join(parts), "more_body": False}

        async def again() -> Message:
            nonlocal body
            if body is None:
                return await receive()
            whole, body = body, None
            return whole

        await self._app(scope, again, send)
