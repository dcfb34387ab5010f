"""Feeds: RSS, Atom, JSON Feed, sitemaps of news, and OPML lists of them."""

from variorum.adapters.feeds.parse import looks_like_feed, parse_feed
from variorum.adapters.feeds.read import Poll, entry_document, poll_feed

__all__ = ["Poll", "entry_document", "looks_like_feed", "parse_feed", "poll_feed"]
