"""Fetching from the web: politely, within limits, and never from this machine's own network."""

from variorum.adapters.fetch.fetcher import HttpFetcher

__all__ = ["HttpFetcher"]
