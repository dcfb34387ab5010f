"""Asks an ASGI application without a socket, as a browser with cookies would."""

import asyncio
from typing import Any

import httpx
from starlette.applications import Starlette


class Client:
    """One browser."""

    def __init__(self, app: Starlette, base: str = "http://127.0.0.1:8765", *, follow: bool = True) -> None:
        self._app = app
        self._base = base
        self._follow = follow
        self.cookies = httpx.Cookies()

    def ask(self, method: str, address: str, **more: Any) -> httpx.Response:
        """One request, and where it leads."""

        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(self._app, raise_app_exceptions=False)
            async with httpx.AsyncClient(
                transport=transport, base_url=self._base, cookies=self.cookies, follow_redirects=self._follow
            ) as client:
                answer = await client.request(method, address, **more)
                self.cookies = httpx.Cookies(client.cookies)
                return answer

        return asyncio.run(asked())

    def get(self, address: str, **more: Any) -> httpx.Response:
        """A page."""
        return self.ask("GET", address, **more)

    def post(self, address: str, **more: Any) -> httpx.Response:
        """A form that is sent."""
        return self.ask("POST", address, **more)
