import variorum
from variorum.exports.page.unheard import unheard_sentence

ONE = (
    "Mayor Olle Varn met the harbour owner Ena Solt on Monday. Varn told reporters that Solt would sell the quay. "
    "“Solt has agreed to everything,” Varn said."
)
TWO = (
    "The harbour owner Ena Solt and Mayor Olle Varn spoke for an hour on Monday. Varn said that Solt had agreed to "
    "sell the quay. Solt has owned it since 2012."
)


def sentence(*texts: str) -> str:
    rows = [{"id": f"r{n}", "url": f"r{n}.txt", "text": t} for n, t in enumerate(texts)]
    return unheard_sentence(variorum.compare(rows, published="2031-03-12"))


def test_a_meeting_of_two_told_by_one():
    assert sentence(ONE, TWO) == "No report quotes or cites Ena Solt."


def test_who_is_cited_once_is_heard():
    assert sentence(ONE, TWO + " “I have agreed to nothing,” Solt said.") == ""


def test_one_report_says_nothing_on_silence():
    assert sentence(ONE) == ""
