"""The interface's description, generated from the same types that it answers with.

Source: OpenAPI Specification 3.1.1; JSON Schema 2020-12.
"""

from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Any

import msgspec
from starlette.responses import Response

from variorum.http.api.answers import PREFIX, PROBLEM
from variorum.http.api.records import Problem
from variorum.records.meaning import with_meanings


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """One parameter: a number where `most` is given, one of `of` where those are, else text.

    Attributes:
        name: Its name.
        what: What it means.
        where: "query" or "path".
        least: Least number.
        most: Greatest number, or None.
        of: The words that it may be.
        shortest: Least characters.
        longest: Most characters, or None.
        needed: Whether it must be given (those of the path always).
        default: What it is where it is not given.
    """

    name: str
    what: str
    where: str = "query"
    least: int = 0
    most: int | None = None
    of: tuple[str, ...] = ()
    shortest: int = 0
    longest: int | None = None
    needed: bool = False
    default: int | str | None = None

    def described(self) -> dict[str, Any]:
        """The parameter in OpenAPI's form."""
        schema: dict[str, Any]
        if self.most is not None:
            schema = {"type": "integer", "minimum": self.least, "maximum": self.most}
        elif self.of:
            schema = {"type": "string", "enum": list(self.of)}
        else:
            # No U+0000, which no word has and some databases cannot hold.
            schema = {"type": "string", "pattern": "^[^\\u0000]*$"}
            if self.shortest:
                schema["minLength"] = self.shortest
            if self.longest is not None:
                schema["maxLength"] = self.longest
            if self.where == "path":
                schema = {"type": "string", "minLength": 1}
        if self.default is not None:
            schema["default"] = self.default
        return {
            "name": self.name,
            "in": self.where,
            "required": self.needed or self.where == "path",
            "description": self.what,
            "schema": schema,
        }


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """One address.

    Attributes:
        path: Behind the prefix.
        call: What answers, of the request and its checked parameters.
        what: What it gives, in a sentence.
        takes: Its parameters.
        gives: The type of its JSON, or None.
        media: Media types where it gives no JSON of a type.
    """

    path: str
    call: Callable[..., Response]
    what: str
    takes: tuple[Parameter, ...] = ()
    gives: type | None = None
    media: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its name: the path's words."""
        return "_".join(p.strip("{}").replace(".", "_") for p in self.path.strip("/").split("/"))


def described(endpoints: Sequence[Endpoint]) -> dict[str, Any]:
    """The description of the whole interface, as OpenAPI 3.1."""
    types = [e.gives for e in endpoints if e.gives is not None]
    schemas, components = msgspec.json.schema_components([*types, Problem], ref_template="#/components/schemas/{name}")
    by_type = dict(zip(types, schemas, strict=False))
    refused = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    problems = {
        "400": "A parameter is not as it must be.",
        "401": "A token is needed.",
        "404": "There is no such thing.",
        "429": "Too many requests.",
        "503": "The store cannot be read just now.",
    }
    paths: dict[str, Any] = {}
    for e in endpoints:
        content: dict[str, Any] = {m: {} for m in e.media}
        if e.gives is not None:
            content = {"application/json": {"schema": by_type[e.gives]}}
        found = {
            "200": {
                "description": e.what,
                "headers": {"ETag": {"schema": {"type": "string"}}},
                "content": content,
            },
            "304": {"description": "It is as the asker has it."},
        }
        found |= {code: {"description": told, "content": refused} for code, told in problems.items()}
        paths[PREFIX + e.path] = {
            "get": {
                "operationId": e.name,
                "summary": e.what,
                "parameters": [p.described() for p in e.takes],
                "responses": found,
            }
        }
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Variorum",
            "version": version("variorum"),
            "summary": "Stories, comparisons, claims and articles of a store.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{}, {"token": []}],
        "paths": paths,
        "components": {
            "schemas": with_meanings(components),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }
