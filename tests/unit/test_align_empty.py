"""Articles from which no claim can be taken stand beside others without harm."""

import variorum

SAID = "The harbour crane of Halvik fell onto the quay on Monday morning. Two dockers were hurt, the port said."


def test_an_article_without_claims_comes_first_last_or_twice():
    nothing = "Nobody told us"
    for texts in ([nothing, SAID, SAID], [SAID, nothing, nothing], [nothing, SAID], [nothing, nothing]):
        rows = [{"id": f"r{n}", "url": f"r{n}.txt", "text": t} for n, t in enumerate(texts)]
        report = variorum.compare(rows, published="2031-03-12")
        assert len(report.articles) == len(texts)
