// A small map on a page: Folium has made it, the tiles draw the city's areas, places and measures on it.
import { drawTiles } from "./tiles.js";

export function smallMap(stage) {
  const settings = JSON.parse(document.getElementById("map-settings").textContent);
  const map = window.map_city;
  const state = { layers: new Set(settings.layersAtFirst), filter: new URLSearchParams(), selected: null };
  const tiles = drawTiles({ map, settings, declared: window.tiles_city.declared, state, stage }, window.tiles_city);
  // The window's size is not final before the style sheets are in; Leaflet must measure it then.
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
  return { map, tiles };
}
