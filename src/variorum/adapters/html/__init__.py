"""Web pages: the article's text, and what the page says of itself.

One walk over the tree makes blocks; boosted trees judge which are body (docs/decisions/0021); the head gives the rest.
"""

from variorum.adapters.html.document import EXTRACTOR, html_document

__all__ = ["EXTRACTOR", "html_document"]
