// The map page: puts the parts together. Folium's script has made the Leaflet map and the tile layer.
import { readState, writeState, onBack } from "./address.js";
import { drawTiles } from "./tiles.js";
import { showSwitch } from "./switch.js";
import { followList } from "./list.js";
import { openPanel } from "./panel.js";
import { followPointer } from "./pointer.js";
import { showReadout } from "./readout.js";
import { followFilter } from "./filter.js";
import { foldSheet } from "./sheet.js";
import { followSurvey } from "./survey.js";
import { showNames } from "./names.js";

const settings = JSON.parse(document.getElementById("map-settings").textContent);
const map = window.map_city;
const declared = window.tiles_city.declared;

const state = readState(settings);
if (state.at) {
  map.setView([state.at.lat, state.at.lon], state.at.zoom, { animate: false });
}

// A narrow window keeps the map free; the legend is one touch away.
document.querySelector(".legend").open = !matchMedia("(max-width: 48rem)").matches;

const stage = document.querySelector("[data-stage]");
fitBesideLegend();
const parts = { map, settings, declared, state, stage };

parts.sheet = foldSheet();
parts.tiles = drawTiles(parts, window.tiles_city);
parts.panel = openPanel(parts);
parts.list = followList(parts);
parts.switch = showSwitch(parts);
parts.names = showNames(parts);
parts.survey = followSurvey(parts);
followPointer(parts);
followFilter(parts);
showReadout(parts);

// Marking begins where the map stands, once someone has chosen a spot by coming close.
const mark = document.querySelector("[data-mark]");
function aimMark() {
  const { lat, lng } = map.getCenter();
  const near = map.getZoom() >= settings.markFromZoom;
  const query = new URLSearchParams({ coordinates: `${lat.toFixed(5)} ${lng.toFixed(5)}`, system: "WGS 84" });
  if (mark) mark.search = near ? query : "";
}
aimMark();
map.on("moveend", aimMark);

map.on("moveend", () => {
  const centre = map.getCenter();
  state.at = { lat: centre.lat, lon: centre.lng, zoom: map.getZoom() };
  writeState(state, { replace: true });
});

onBack(settings, (earlier) => {
  Object.assign(state, earlier);
  if (state.at) {
    map.setView([state.at.lat, state.at.lon], state.at.zoom, { animate: false });
  }
  parts.tiles.refresh();
  parts.switch.refresh();
  parts.list.refresh();
  parts.names.refresh();
  parts.survey.refresh();
  parts.panel.show(state.selected, { remember: false });
});

if (state.selected) {
  parts.panel.show(state.selected, { remember: false });
}

// The first view keeps the city clear of the legend, where there is room for both.
function fitBesideLegend() {
  const legend = document.querySelector(".legend");
  const room = map.getSize().x - legend.offsetWidth;
  if (!state.at && legend.open && room > 480) {
    const [west, south, east, north] = settings.city;
    const left = [legend.offsetWidth + 24, 16];
    map.fitBounds([[south, west], [north, east]], { animate: false, paddingTopLeft: left, paddingBottomRight: [48, 16] });
  }
}

// The window's size is not final before the style sheets are in; Leaflet must measure it then.
new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
