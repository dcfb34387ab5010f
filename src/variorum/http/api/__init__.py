"""Every page's data as JSON: addresses under `/api/v1`, described by OpenAPI."""

from variorum.http.api.routes import routes

__all__ = ["routes"]
