// The small map of a file's preview: its rows as points over the city, before anything of them is stored.
import { smallMap } from "./small.js";
import { colour } from "./marks.js";

const stage = document.querySelector("[data-preview]");
const points = JSON.parse(document.getElementById("preview").textContent);
const { map } = smallMap(stage);
const tone = colour("brand");

const shapes = window.L.geoJSON(points, {
  interactive: false,
  pointToLayer: (_point, at) =>
    window.L.circleMarker(at, { radius: 4, color: tone, weight: 1, fillColor: tone, fillOpacity: 0.6 }),
}).addTo(map);
map.fitBounds(shapes.getBounds(), { animate: false, padding: [24, 24], maxZoom: 16 });
stage.dataset.drawn = String(points.features.length);
