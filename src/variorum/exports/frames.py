"""A report's tables as data frames of pandas and Polars, which are extras."""

from typing import TYPE_CHECKING

from variorum.errors import ConfigError
from variorum.exports.tables import INTEGER, NUMBER, TEXT, TEXTS, Table

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl


def _absent(package: str) -> ConfigError:
    return ConfigError(f"{package} is not installed; install it with: pip install 'variorum[{package}]'")


def to_pandas(table: Table) -> "pd.DataFrame":
    """A table as a pandas frame.

    Returns:
        Whole numbers as `Int64` and numbers as `Float64`, which can be missing; lists as Python lists, to be taken
        apart with `explode`.

    Raises:
        ConfigError: If pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise _absent("pandas") from error
    types = {TEXT: "string", INTEGER: "Int64", NUMBER: "Float64", TEXTS: "object"}
    return pd.DataFrame(
        {
            name: pd.Series([row[name] for row in table.rows], dtype=types[kind], name=name)
            for name, kind in table.columns.items()
        }
    )


def to_polars(table: Table) -> "pl.DataFrame":
    """A table as a Polars frame.

    Raises:
        ConfigError: If Polars is not installed.
    """
    try:
        import polars as pl
    except ImportError as error:
        raise _absent("polars") from error
    types: dict[str, pl.DataType | type[pl.DataType]] = {
        TEXT: pl.String,
        INTEGER: pl.Int64,
        NUMBER: pl.Float64,
        TEXTS: pl.List(pl.String),
    }
    return pl.DataFrame(
        list(table.rows), schema={name: types[kind] for name, kind in table.columns.items()}, orient="row"
    )
