"""Many articles drawn together: by outlet, or week, instead of each by itself; the frequent ones, and the others."""

from __future__ import annotations

import pandas as pd

MOST_ROWS = 30  # articles; beyond, they are counted by outlet and week instead of listed
MOST_COLUMNS = 12  # outlets, told apart by row or column
OTHERS = "others"


def group_outlets(outlets: pd.Series, most: int) -> pd.Series:
    """Each article's outlet where it is one of the `most` frequent, OTHERS where it is not, and where none is known."""
    frequent = outlets.value_counts().head(most).index
    return outlets.where(outlets.isin(frequent), OTHERS).astype("object")


def group_articles(articles: pd.DataFrame | None) -> tuple[dict[str, str], str]:
    """What stands for each article where there are too many to stand singly: its outlet, or its week; and the word.

    Nothing stands for any, and the word is "article", where there are few.
    """
    if articles is None or len(articles) <= MOST_ROWS:
        return {}, "article"
    if articles["outlet"].nunique() > 1:
        return dict(zip(articles["article"], group_outlets(articles["outlet"], MOST_COLUMNS), strict=True)), "outlet"
    weeks = articles["published"].dt.to_period("W").dt.start_time.dt.strftime("%Y-%m-%d")
    if weeks.nunique() > MOST_COLUMNS:
        weeks = articles["published"].dt.strftime("%Y-%m")
    return dict(zip(articles["article"], group_outlets(weeks, 2 * MOST_COLUMNS), strict=True)), "week or month"


def put_others_last(groups: pd.Series) -> list[str]:
    """The groups in order, the others at the end."""
    there = {*groups}
    return [*sorted(there - {OTHERS}), *([OTHERS] if OTHERS in there else [])]
