"""The tables that can be taken out, one module per noun and one line here per table."""

from webmap.exports.layers.area_crime import AREA_CRIME, AREA_CRIME_COURSE
from webmap.exports.layers.areas import AREAS
from webmap.exports.layers.evaluations import EVALUATION, EVALUATIONS
from webmap.exports.layers.initiatives import INITIATIVES
from webmap.exports.layers.layer import Asking, ExportLayer
from webmap.exports.layers.measures import MEASURES
from webmap.exports.layers.places import PLACES
from webmap.exports.layers.surveys import SURVEY_RESULTS

EXPORT_LAYERS: tuple[ExportLayer, ...] = (
    PLACES,
    MEASURES,
    INITIATIVES,
    AREAS,
    AREA_CRIME,
    AREA_CRIME_COURSE,
    SURVEY_RESULTS,
    EVALUATIONS,
    EVALUATION,
)

__all__ = ["EXPORT_LAYERS", "Asking", "ExportLayer"]
