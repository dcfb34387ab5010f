"""How the interface answers: JSON with an ETag, or a problem; numbers and words of an address taken apart.

Source: RFC 9457 (problem details), RFC 9110 sections 8.8.3 and 13.1.2 (ETag, If-None-Match), RFC 8288 (Link).
"""

import hashlib
import re
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from variorum.http.api.records import Problem
from variorum.http.view import desk_of
from variorum.text.withheld import blotted, finder

PREFIX = "/api/v1"
PROBLEM = "application/problem+json"
_WHOLE = re.compile(r"[0-9]{1,12}")


class ApiError(Exception):
    """What this interface refuses.

    Args:
        status: HTTP status.
        detail: What is wrong, in our words.
        name: The parameter that is, or None.
    """

    def __init__(self, status: int, detail: str, name: str | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.name = status, detail, name


def problem(status: int, detail: str, *, name: str | None = None, headers: dict[str, str] | None = None) -> Response:
    """A problem as an answer."""
    found = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, name=name)
    body = msgspec.json.encode({k: v for k, v in msgspec.structs.asdict(found).items() if v is not None})
    return Response(body, status_code=status, media_type=PROBLEM, headers=headers)


def answer(request: Request, value: object, *, next_page: str | None = None) -> Response:
    """A value as JSON, names on the suppression list blotted out."""
    found = finder(desk_of(request).store.suppressed())
    body = msgspec.json.encode(value if found is None else blotted(msgspec.to_builtins(value), found))
    links = {"link": f'<{next_page}>; rel="next"'} if next_page else {}
    return tagged(request, body, "application/json", links)


def tagged(request: Request, body: bytes, media: str, headers: dict[str, str] | None = None) -> Response:
    """A body with its ETag; nothing but the tag where the asker has it already."""
    tag = f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'
    # Kept by the asker alone, and asked for again every time: then a 304 costs nothing.
    more = {"etag": tag, "cache-control": "private, no-cache", **(headers or {})}
    asked = request.headers.get("if-none-match", "")
    if asked.strip() == "*" or tag in (part.strip().removeprefix("W/") for part in asked.split(",")):
        return Response(status_code=304, headers=more)
    return Response(body, media_type=media, headers=more)


class Asked:
    """The parameters of a request, each taken once and checked.

    Args:
        request: What was asked.
        known: Names of the parameters that this address has.

    Raises:
        ApiError: If one is not known, or is given twice.
    """

    def __init__(self, request: Request, known: frozenset[str]) -> None:
        self._request = request
        given = [name for name, _ in request.query_params.multi_items()]
        for name in given:
            if name not in known:
                raise ApiError(400, f"There is no parameter of this name here; there are: {_told(known)}.", name[:100])
            if given.count(name) > 1:
                raise ApiError(400, "This parameter is given more than once.", name)

    def number(self, name: str, default: int, most: int, least: int = 0) -> int:
        """A whole number."""
        text = self._request.query_params.get(name)
        if text is None:
            return default
        if not _WHOLE.fullmatch(text) or not least <= int(text) <= most:
            raise ApiError(400, f"‘{name}’ is a whole number from {least} to {most}.", name)
        return int(text)

    def words(self, name: str, *, most: int = 500, least: int = 0) -> str:
        """Some text."""
        text = self._request.query_params.get(name, "")
        if "\0" in text or not least <= len(text) <= most:
            raise ApiError(400, f"‘{name}’ is text of {least} to {most} characters, none of them U+0000.", name)
        return text

    def choice(self, name: str, of: tuple[str, ...]) -> str:
        """One of several words; the first where none is given."""
        text = self._request.query_params.get(name, of[0])
        if text not in of:
            raise ApiError(400, f"‘{name}’ is one of {', '.join(of)}.", name)
        return text

    def following(self, offset: int, limit: int, more: bool) -> str | None:
        """The address of the next page, None where there is none."""
        if not more:
            return None
        kept: dict[str, Any] = dict(self._request.query_params) | {"limit": limit, "offset": offset + limit}
        return f"{self._request.url.path}?{urlencode(kept)}"


def _told(names: frozenset[str]) -> str:
    return ", ".join(sorted(names)) or "none"
