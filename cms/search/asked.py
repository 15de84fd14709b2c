"""What may be asked of the search, with the bounds of every parameter."""

from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from build.index.engine import MOST_RESULTS, Query
from build.index.plan import LONGEST
from build.index.text import words
from cms.search.asking import path_of

Code = Annotated[str, Field(max_length=10, pattern=r"^[0-9A-Za-z._-]*$")]
Name = Annotated[str, Field(max_length=20, pattern=r"^[a-z_]*$")]
FILTERS = {"type": "type", "tier": "tier", "year": "year", "shown_by": "unit"}


class Asked(Schema):
    """The parameters. ``unit`` is where the question is asked; ``shown_by`` keeps one unit's pages only."""

    q: Annotated[str, Field(max_length=10_000)] = ""
    unit: Code = ""
    scope: Literal["unit", "above", "below", "everywhere"] = "everywhere"
    type: Name = ""
    tier: Name = ""
    year: Annotated[str, Field(pattern=r"^([0-9]{4})?$")] = ""
    shown_by: Code = ""
    size: Annotated[int, Field(ge=1, le=MOST_RESULTS)] = 10
    cursor: Annotated[str, Field(max_length=600)] = ""
    typing: bool = False

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that are set, by the parameter that sets them."""
        return {name: value for name in FILTERS if (value := getattr(self, name))}

    def query(self) -> Query:
        """The question; BadQuery if no unit bears the code.

        Pages are counted in every scope once, not again with each further page of results, and not for the
        first word that somebody types, which thousands of pages may have.
        """
        return Query(
            text=self.q,
            scope=self.scope,
            path=path_of(self.unit),
            filters={FILTERS[name]: value for name, value in self.chosen.items()},
            size=self.size,
            cursor=self.cursor,
            counts=not self.cursor and not (self.typing and len(words(self.q[:LONGEST])) < 2),
        )
