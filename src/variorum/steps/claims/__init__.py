"""Claims: clauses of an article that can be read alone, with who says them and how surely."""

from variorum.steps.claims.extract import extract_claims

__all__ = ["extract_claims"]
