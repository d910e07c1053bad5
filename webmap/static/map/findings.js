// The small map of a finding: the areas of an evaluation, hot cells or proposed places, over the city.
import { smallMap } from "./small.js";
import { colour } from "./marks.js";

const STYLES = {
  treated: { tone: "brand", fill: 0.3 },
  ring: { tone: "brand", fill: 0.06, dash: "6 5" },
  comparison: { tone: "measure-presence", fill: 0.3 },
  unsafe: { tone: "place-reported", fill: 0.3 },
  safe: { tone: "place-safe", fill: 0.3, dash: "6 5" },
  ring_comparison: { tone: "measure-presence", fill: 0.06, dash: "6 5" },
};
const HEAT = { 1: "sequence-3", 2: "sequence-4", 3: "sequence-5" };

function drawn({ properties }) {
  if (properties.rank) {
    const tone = colour(HEAT[properties.rank]);
    return { color: tone, weight: 0.5, fillColor: tone, fillOpacity: 0.5 };
  }
  const { tone, fill, dash } = STYLES[properties.zone];
  return { color: colour(tone), weight: 2, dashArray: dash, fillColor: colour(tone), fillOpacity: fill };
}

const stage = document.querySelector("[data-findings]");
const findings = JSON.parse(document.getElementById("findings").textContent);
const { map } = smallMap(stage);

const shapes = window.L.geoJSON(findings, { style: drawn, interactive: false }).addTo(map);
if (findings.features.length && findings.features[0].properties.zone) {
  map.fitBounds(shapes.getBounds(), { animate: false, padding: [24, 24], maxZoom: 16 });
}
stage.dataset.drawn = String(findings.features.length);
