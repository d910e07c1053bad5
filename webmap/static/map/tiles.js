// The data layers: their vector sources and style, and what is said while they load or when they fail.
import { addImages } from "./images.js";
import { groundAt, thingsAt } from "./hits.js";
import { ringLayers } from "./rings.js";
import { styleLayers } from "./styles.js";

const SOURCE = "city";
// Recorded crime has tiles of its own: they are many times heavier, and fetched only while it is shown.
const CRIME = "crime";
// So have lamps and faults: there are thousands of them.
const GROUND = "ground";
const RINGED = ["places", "measures"];

export function drawTiles({ declared, settings, state, stage }, leafletLayer) {
  const glMap = leafletLayer.getMaplibreMap();
  const sourceOf = ({ code }) =>
    settings.crimeLayers.includes(code) ? CRIME : settings.groundLayers.includes(code) ? GROUND : SOURCE;
  const sources = [...new Set(declared.map(sourceOf))];
  let ready = false;
  let asked = "";

  function address(source) {
    const query = new URLSearchParams(state.filter);
    query.delete("kind"); // every kind of area is in the tile; the switch chooses among them
    query.set("layers", declared.filter((layer) => sourceOf(layer) === source).map(({ code }) => code).join(","));
    return `${location.origin}/tiles/{z}/{x}/{y}.mvt?${query}`;
  }

  function addLayers() {
    for (const source of sources) {
      glMap.addSource(source, { type: "vector", tiles: [address(source)], minzoom: 5, maxzoom: 18 });
    }
    for (const role of ["pointed", "chosen"]) {
      RINGED.filter((code) => declared.some((layer) => layer.code === code))
        .forEach((code) => glMap.addLayer(ringLayers(code, SOURCE, role)));
    }
    // Surfaces lie under the rings around what is chosen, marks above them.
    const firstRing = glMap.getStyle().layers[0]?.id;
    for (const layer of declared) {
      for (const styled of styleLayers(layer, settings, sourceOf(layer))) {
        const below = layer.code === "streets" ? underAll() : styled.type === "symbol" ? undefined : firstRing;
        glMap.addLayer({ ...styled, minzoom: Math.max(0, layer.lowest_zoom - 1) }, below);
      }
    }
    showLayers();
  }

  // Streets lie on the city's own ground and under everything else.
  function underAll() {
    const layers = glMap.getStyle().layers;
    return layers.find(({ id, metadata }) => metadata?.group && !id.endsWith(":ground") && !id.startsWith("streets"))?.id;
  }

  function showLayers() {
    for (const { id, metadata } of glMap.getStyle().layers) {
      if (!metadata?.group) continue;
      const visible = state.layers.has(metadata.group) ? "visible" : "none";
      if (glMap.getLayoutProperty(id, "visibility") !== visible) glMap.setLayoutProperty(id, "visibility", visible);
    }
  }

  function refresh() {
    if (!ready) return;
    showLayers();
    if (address(SOURCE) === asked) return;
    asked = address(SOURCE);
    stage.dataset.state = "loading";
    for (const source of sources) glMap.getSource(source).setTiles([address(source)]);
  }

  // Put the ring of a role, "pointed" or "chosen", around one thing; around none without an id.
  function ring(role, layer, id) {
    for (const code of RINGED.filter((one) => glMap.getLayer(`${one}:${role}`))) {
      glMap.setFilter(`${code}:${role}`, ["==", ["get", "id"], code === layer ? id : ""]);
    }
  }

  // Surfaces that a module lays under all but the city's own ground; `id` begins with the module's name.
  function addGround(id, filter, paint) {
    const above = glMap.getStyle().layers.find(({ id: other, metadata }) => metadata?.group && !other.endsWith(":ground"));
    const layer = { id, type: "fill", source: SOURCE, "source-layer": "areas", filter, paint, metadata: { hit: "ground" } };
    glMap.addLayer(layer, above?.id);
  }

  function removeGround(name) {
    for (const { id } of glMap.getStyle().layers.filter((layer) => layer.id.startsWith(`${name}:`))) {
      glMap.removeLayer(id);
    }
  }

  // A failure is said until the next thing is asked for.
  const say = (word) => {
    if (stage.dataset.state !== "failed") stage.dataset.state = word;
  };

  function begin() {
    addImages(glMap, declared);
    asked = address(SOURCE);
    addLayers();
    ready = true;
    glMap.on("idle", () => say("drawn"));
  }

  stage.dataset.state = "loading";
  glMap.on("dataloading", () => say("loading"));
  glMap.on("error", ({ error }) => {
    stage.dataset.state = "failed";
    if (error?.status === 401) location.reload(); // signed out meanwhile
  });
  if (glMap.isStyleLoaded()) begin();
  else glMap.once("load", begin);

  // Marks and surfaces are drawn in the colours of the moment.
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => location.reload());

  return {
    glMap,
    refresh,
    ring,
    addGround,
    removeGround,
    at: (point, reach) => (ready ? thingsAt(glMap, point, reach) : []),
    groundAt: (point, layer) => (ready ? groundAt(glMap, point, layer) : null),
    whenReady: (act) => (ready ? act() : glMap.once("idle", act)),
  };
}
