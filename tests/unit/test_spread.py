from variorum.engines.spread import spread
from variorum.session import read


def test_the_rows_are_the_same_for_any_number_of_processes() -> None:
    said = "times off Port Vale, the harbour office said."
    rows = [{"id": str(n), "text": f"The ferry ran aground {n} {said}"} for n in range(9)]
    rows[4] = {"id": "4", "text": ""}
    one, two = (read(rows, only_text=True, jobs=jobs) for jobs in (1, 2))
    assert list(one[0]) == list(two[0])
    assert [r.id for r in one[1]] == [r.id for r in two[1]] == ["4"]


def test_results_come_in_order() -> None:
    with spread(2) as run:
        assert list(run(abs, range(-20, 0))) == list(range(20, 0, -1))
