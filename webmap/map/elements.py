"""The Folium elements that the map is made of. No text from the database enters any of them.

Folium writes what it is given into a script; a backtick template in it would run even under our policy.
So these take numbers, codes and the application's own words; what people have written reaches the browser
as tiles, JSON and HTML.
"""

from typing import Any

from folium import MacroElement, Map
from folium.template import Template

from geodata.city import CityProfile
from geodata.questions.asking import Box
from webmap import vendor


class Part(MacroElement):
    """A part of the map whose name in the script is the same at every rendering."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca is not typed
        self._name, self._id = kind, name


_SCRIPTS = (
    ("leaflet_js", "leaflet", "leaflet.js"),
    ("maplibre_js", "maplibre-gl", "maplibre-gl-csp.js"),
    ("maplibre_in_leaflet_js", "maplibre-gl-leaflet", "leaflet-maplibre-gl.js"),
)
_STYLES = (("leaflet_css", "leaflet", "leaflet.css"), ("maplibre_css", "maplibre-gl", "maplibre-gl.css"))


class CityMap(Map):
    """Folium's map over the city's box, with a fixed name, our own files and no rule about zooming pages."""

    _template = Template("""
        {% macro html(this, kwargs) %}
            <div class="folium-map" id={{ this.get_name()|tojson }} tabindex="0"></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
                center: {{ this.location|tojson }}, crs: L.CRS.{{ this.crs }},
                ...{{ this.options|tojavascript }}
            });
        {% endmacro %}
    """)

    def __init__(self, profile: CityProfile, name: str) -> None:
        west, south, east, north = profile.bounding_box
        super().__init__(
            location=[(south + north) / 2, (west + east) / 2],
            zoom_start=11,
            tiles=None,
            zoom_control=False,
            attribution_control=False,
        )
        # Folium keeps the limits of zoom for its own tile layer; the map needs them without one.
        self.options |= {"min_zoom": 8, "max_zoom": 19, "zoom_snap": 0.5}
        self._id = name
        self.default_js = [(key, vendor.address(package, file)) for key, package, file in _SCRIPTS]
        self.default_css = [(key, vendor.address(package, file)) for key, package, file in _STYLES]


class FitCity(Part):
    """The first view: the whole city, as large as the window allows."""

    _template = Template("""
        {% macro script(this, kwargs) %}
            {{ this._parent.get_name() }}.fitBounds({{ this.bounds|tojson }}, {{ this.options|tojson }});
        {% endmacro %}
    """)

    def __init__(self, city: Box) -> None:
        super().__init__("fit", "city")
        self.options = {"animate": False, "padding": [16, 16]}
        self.bounds = [[city.south, city.west], [city.north, city.east]]


class Control(Part):
    """One of Leaflet's own controls: "zoom", "scale" or "attribution", in a corner of the map."""

    _template = Template("""
        {% macro script(this, kwargs) %}
            L.control.{{ this.kind }}({{ this.options|tojavascript }}).addTo({{ this._parent.get_name() }});
        {% endmacro %}
    """)

    def __init__(self, kind: str, **options: Any) -> None:
        if kind not in {"zoom", "scale", "attribution"}:
            raise ValueError(f"Leaflet has no control {kind!r} of ours")
        super().__init__("control", kind)
        self.kind, self.options = kind, options


class DataTiles(Part):
    """The vector tiles, drawn by MapLibre inside the Leaflet map; its worker is our own copy."""

    _template = Template("""
        {% macro script(this, kwargs) %}
            maplibregl.setWorkerUrl({{ this.worker|tojson }});
            var {{ this.get_name() }} = L.maplibreGL({
                style: {version: 8, sources: {}, layers: []}, interactive: false, padding: 0.15,
                fadeDuration: 0
            });
            {{ this.get_name() }}.declared = [];
            {{ this.get_name() }}.addTo({{ this._parent.get_name() }});
        {% endmacro %}
    """)

    def __init__(self, name: str) -> None:
        super().__init__("tiles", name)
        self.worker = vendor.address("maplibre-gl", "maplibre-gl-csp-worker.js")


class LayerDeclaration(Part):
    """One layer of the tiles with its legend, as `Layer.for_browser` gives it; modules draw it."""

    _template = Template("""
        {% macro script(this, kwargs) %}
            {{ this._parent.get_name() }}.declared.push({{ this.declared|tojson }});
        {% endmacro %}
    """)

    def __init__(self, declared: dict[str, Any]) -> None:
        super().__init__("layer", str(declared["code"]))
        self.declared = declared
