"""Text that may stand in a file of another form: characters that no XML takes, or that turn a line round, replaced."""

import re

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def fit(text: str) -> str:
    """The text with every such character as U+FFFD, so that its length and all places in it stay.

    Source: XML 1.0 (fifth edition), production 2 (Char); Unicode Standard Annex 9 for the directional controls.
    """
    return _UNFIT.sub("\ufffd", text)
