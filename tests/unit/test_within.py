"""An article that contradicts itself is shown as such; one whose figures move is not."""

import variorum

OTHER = "The crane fell onto the quay of Halvik. The harbour master closed the port."


def conflicts(text: str) -> list[str]:
    rows = [{"id": f"r{n}", "url": f"r{n}.txt", "text": t} for n, t in enumerate((text, OTHER))]
    report = variorum.compare(rows, published="2031-03-12")
    letters = {a.id: a.siglum for a in report.articles}
    notes = []
    for v in report.variants:
        if v.relation == "conflict":
            note = v.note
            for key, letter in letters.items():
                note = note.replace(f"{{{key}}}", letter)
            notes.append(note)
    assert report.to_html()
    assert report.to_markdown()
    assert report.to_text()
    return notes


def test_two_tolls_in_one_report():
    text = "Five people were killed when a crane fell in Halvik. It was noon. Seven people were killed in Halvik."
    assert conflicts(text) == ["A says “Five” dead and, elsewhere, “Seven”."]


def test_a_toll_that_is_raised_is_no_contradiction():
    text = "Five people were killed when a crane fell in Halvik. Police raised the toll: seven people were killed."
    assert conflicts(text) == []


def test_at_least_five_and_seven_can_both_hold():
    text = "At least five people were killed when a crane fell in Halvik. Seven people were killed in Halvik."
    assert conflicts(text) == []


def test_the_dead_and_the_injured_are_two_counts():
    text = "Five people were killed when a crane fell in Halvik. Seven people were injured in Halvik."
    assert conflicts(text) == []
