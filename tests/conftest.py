"""Fixtures that many tests share."""

import pytest

from variorum.adapters.spacy_tagger import SpacyTagger


@pytest.fixture(scope="session")
def tagger() -> SpacyTagger:
    """The English tagger, loaded once for the whole run."""
    return SpacyTagger()
