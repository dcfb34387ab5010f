"""Fixtures that many tests share."""

import os

import pytest
from hypothesis import settings

from variorum.adapters.spacy_tagger import SpacyTagger

# Where the checks decide whether work lands they try the same inputs every time; by hand they look for new ones.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture(scope="session")
def tagger() -> SpacyTagger:
    """The English tagger, loaded once for the whole run."""
    return SpacyTagger()
