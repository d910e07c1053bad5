"""What a layer of the map is: where its tiles come from, and how its marks are read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geodata.access import IncidentView
from geodata.text import Text


@dataclass(frozen=True, slots=True)
class LegendClass:
    """One line of a legend: a shape, a colour of the style sheet by its name, and a word.

    The class draws the features whose every property named in `codes` has one of the values given there,
    and whose property `number` lies in [at_least, below). The first class that fits a feature draws it.
    """

    shape: str
    colour: str
    word: Text
    codes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    number: str | None = None
    at_least: int | None = None
    below: int | None = None

    def for_browser(self, language: str, figures: Mapping[str, int]) -> dict[str, Any]:
        """Return the class as JSON values, its word in `language` with the figures filled in."""
        return {
            "shape": self.shape,
            "colour": self.colour,
            "word": self.word.format(**figures).in_language(language),
            "codes": {name: list(values) for name, values in self.codes},
            "number": self.number,
            "at_least": self.at_least,
            "below": self.below,
        }


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: the MVT layer `code` of a tile, and its legend.

    `entity` is what it shows, in the words of `geodata.access`. `statements` are pairs of a zoom and the
    statement that draws the layer from that zoom on, lowest first; below the first zoom tiles are empty.
    `forms` are the forms of recorded crime (`IncidentView.form`) that may see it; empty: no matter.
    `constants` are parameters of its own. `precision` says how positions were altered. In words, {k} and
    {metres} mark the smallest count and the side of a cell that an asker is shown.
    """

    code: str
    title: Text
    entity: str
    statements: tuple[tuple[int, str], ...]
    legend: tuple[LegendClass, ...]
    precision: Text
    forms: tuple[str, ...] = ()
    constants: tuple[tuple[str, Any], ...] = ()

    @property
    def lowest_zoom(self) -> int:
        """Return the lowest zoom at which the layer is drawn."""
        return self.statements[0][0]

    def statement_at(self, zoom: int) -> str | None:
        """Return the name of the statement that draws the layer at this zoom, None where none does."""
        drawing = [name for from_zoom, name in self.statements if from_zoom <= zoom]
        return drawing[-1] if drawing else None

    def for_browser(self, language: str, view: IncidentView | None = None) -> dict[str, Any]:
        """Return what the browser needs to draw the layer and its legend, as JSON values.

        Layers of recorded crime say in words how `view`, the asker's, alters them; they need one.
        """
        figures = {} if view is None else {"metres": view.cell_metres, "k": view.k or 1}
        return {
            "code": self.code,
            "title": self.title.in_language(language),
            "lowest_zoom": self.lowest_zoom,
            "precision": self.precision.format(**figures).in_language(language),
            "legend": [line.for_browser(language, figures) for line in self.legend],
        }
