"""A report's tables as data frames, and `Report.write`."""

import sys

import msgspec
import pandas as pd
import polars as pl
import pytest
from tests.surfaces.page_story import ferry

from variorum import ConfigError, InputError, open_report
from variorum.exports.tables import INTEGER, TABLES, TEXTS
from variorum.session import StoryReport


@pytest.fixture
def report() -> StoryReport:
    return StoryReport(**msgspec.structs.asdict(ferry()))


def test_frames_hold_the_tables(report):
    for name in TABLES:
        table = report.to_table(name)
        pandas, polars = report.to_pandas(name), report.to_polars(name)
        assert isinstance(pandas, pd.DataFrame)
        assert isinstance(polars, pl.DataFrame)
        assert list(pandas.columns) == polars.columns == list(table.columns)
        assert len(pandas) == polars.height == len(table.rows)
        for column, kind in table.columns.items():
            if kind == INTEGER:
                assert str(pandas[column].dtype) == "Int64"
                assert polars.schema[column] == pl.Int64
            if kind == TEXTS:
                assert polars.schema[column] == pl.List(pl.String)


def test_frames_answer_questions(report):
    points = report.to_pandas("points").set_index("point")
    assert points.loc["p-hurt", "conflicts"] == 1
    assert points["independent_owners"].isna().all()
    per_report = points.explode("stated_by").groupby("stated_by").size()
    assert per_report["A"] == 5
    claims = report.to_polars("claims")
    assert claims.filter(pl.col("certainty") == "hoped")["siglum"].to_list() == ["C"]
    assert claims.explode("attribution").filter(pl.col("attribution") == "Coast guard").height == 1


@pytest.mark.parametrize("package", ["pandas", "polars"])
def test_an_absent_package_is_named(report, package, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ConfigError, match=rf"pip install 'variorum\[{package}\]'"):
        getattr(report, f"to_{package}")()


def test_write_takes_any_form(report, tmp_path):
    report.write(tmp_path / "r.json")
    assert open_report(tmp_path / "r.json") == report
    report.write(tmp_path / "r.parquet", table="points")
    assert pl.read_parquet(tmp_path / "r.parquet").height == len(report.points)
    report.write(tmp_path / "r.data", form="prov")
    with pytest.raises(ConfigError, match="tells no format"):
        report.write(tmp_path / "r.docx")
    with pytest.raises(ConfigError, match="no table"):
        report.write(tmp_path / "r.csv", table="people")
    with pytest.raises(InputError, match="cannot write"):
        report.write(tmp_path / "absent" / "r.json")


def test_a_store_is_opened_from_python(tmp_path):
    from desk_store import STORY, fill

    import variorum

    with fill(tmp_path / "desk.variorum"):
        pass
    with variorum.open(tmp_path / "desk.variorum") as desk:
        assert [line.row.id for line in desk.lines(least=2)] == [STORY]
        assert desk.report(STORY).to_pandas("points")["conflicts"].sum() == 1
        with pytest.raises(InputError, match="no story"):
            desk.report("nobody")
    with pytest.raises(variorum.VariorumError):
        variorum.open(tmp_path / "absent.variorum")
