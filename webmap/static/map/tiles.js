// The data layers: one vector source, its style, and what is said while it loads or when it fails.
import { hatchCanvas, isMark, markCanvas, nameCanvas, pixels, PIXEL_RATIO } from "./marks.js";
import { imageName, ringLayers, styleLayers } from "./styles.js";

const SOURCE = "city";
const RINGED = ["places", "measures"];

export function drawTiles(parts, leafletLayer) {
  const { declared, settings, state, stage } = parts;
  const glMap = leafletLayer.getMaplibreMap();

  const isShown = (group) => state.layers.has(group);

  function address() {
    const query = new URLSearchParams(state.filter);
    query.delete("kind"); // every kind of area is in the tile; the switch chooses among them
    query.set("layers", declared.map((layer) => layer.code).join(","));
    return `${location.origin}/tiles/{z}/{x}/{y}.mvt?${query}`;
  }

  function addImages() {
    for (const line of declared.flatMap((layer) => layer.legend)) {
      const name = imageName(line);
      if (glMap.hasImage(name)) continue;
      if (isMark(line.shape)) {
        glMap.addImage(name, pixels(markCanvas(line.shape, line.colour)), { pixelRatio: PIXEL_RATIO });
      } else if (line.shape === "hatched-square") {
        glMap.addImage(name, pixels(hatchCanvas(line.colour)), { pixelRatio: PIXEL_RATIO });
      }
    }
    glMap.addImage("hatch|ink", pixels(hatchCanvas("ink")), { pixelRatio: PIXEL_RATIO });
  }

  function addLayers() {
    glMap.addSource(SOURCE, { type: "vector", tiles: [address()], minzoom: 5, maxzoom: 18 });
    for (const role of ["pointed", "chosen"]) {
      RINGED.filter((code) => declared.some((layer) => layer.code === code))
        .forEach((code) => glMap.addLayer(ringLayers(code, SOURCE, role)));
    }
    for (const layer of declared) {
      for (const styled of styleLayers(layer, settings, SOURCE)) {
        const lowest = layer.lowest_zoom - 1;
        glMap.addLayer({ ...styled, minzoom: Math.max(0, lowest) }, belowRings(styled));
      }
    }
    showLayers();
  }

  // Surfaces lie under the rings, marks above them.
  const belowRings = (styled) =>
    styled.metadata.hit === "mark" && styled.type === "symbol" ? undefined : firstRing();
  const firstRing = () => glMap.getStyle().layers.find((layer) => layer.id.endsWith(":pointed"))?.id;

  function showLayers() {
    for (const layer of glMap.getStyle().layers) {
      if (!layer.metadata?.group) continue;
      const visible = isShown(layer.metadata.group) ? "visible" : "none";
      if (glMap.getLayoutProperty(layer.id, "visibility") !== visible) {
        glMap.setLayoutProperty(layer.id, "visibility", visible);
      }
    }
  }

  function ring(role, layer, id) {
    for (const code of RINGED) {
      if (glMap.getLayer(`${code}:${role}`)) {
        glMap.setFilter(`${code}:${role}`, ["==", ["get", "id"], code === layer ? id : ""]);
      }
    }
  }

  // What lies within `reach` pixels of a point of the window: marks first, else the ground below.
  function at(point, reach) {
    if (!ready) return [];
    const spot = glMap.project([point.lng, point.lat]);
    const box = [[spot.x - reach, spot.y - reach], [spot.x + reach, spot.y + reach]];
    const ids = (hit) => glMap.getStyle().layers.filter((layer) => layer.metadata?.hit === hit).map(({ id }) => id);
    const marks = glMap.queryRenderedFeatures(box, { layers: ids("mark") });
    return marks.length ? distinct(marks) : distinct(glMap.queryRenderedFeatures(spot, { layers: ids("ground") }));
  }

  function distinct(features) {
    const found = new Map();
    for (const feature of features) {
      const own = feature.properties.id ?? feature.id ?? JSON.stringify(feature.geometry.coordinates);
      found.set(`${feature.sourceLayer}/${own}`, feature);
    }
    return [...found.values()];
  }

  // Surfaces that a module lays under everything but the city's own ground; `id` begins with the module's name.
  function addGround(id, filter, paint) {
    const above = glMap.getStyle().layers.find((layer) => layer.metadata?.group && !layer.id.endsWith(":ground"));
    glMap.addLayer(
      { id, type: "fill", source: SOURCE, "source-layer": "areas", filter, paint, metadata: { hit: "ground" } },
      above?.id,
    );
  }

  function removeGround(name) {
    for (const { id } of glMap.getStyle().layers.filter((layer) => layer.id.startsWith(`${name}:`))) {
      glMap.removeLayer(id);
    }
  }

  function groundAt(point, id) {
    if (!ready || !glMap.getLayer(id)) return null;
    return glMap.queryRenderedFeatures(glMap.project([point.lng, point.lat]), { layers: [id] })[0] ?? null;
  }

  let ready = false;
  let lastAddress = "";

  function refresh() {
    if (!ready) return;
    showLayers();
    if (address() !== lastAddress) {
      lastAddress = address();
      stage.dataset.state = "loading";
      glMap.getSource(SOURCE).setTiles([lastAddress]);
    }
  }

  function begin() {
    addImages();
    lastAddress = address();
    addLayers();
    ready = true;
    glMap.on("idle", () => stage.dataset.state !== "failed" && (stage.dataset.state = "drawn"));
  }

  stage.dataset.state = "loading";
  glMap.on("styleimagemissing", ({ id }) => {
    if (id.startsWith("name|")) {
      glMap.addImage(id, pixels(nameCanvas(id.slice(5))), { pixelRatio: PIXEL_RATIO });
    }
  });
  glMap.on("dataloading", () => (stage.dataset.state = "loading"));
  glMap.on("error", ({ error }) => {
    stage.dataset.state = "failed";
    if (error?.status === 401) location.reload(); // signed out meanwhile
  });
  if (glMap.isStyleLoaded()) begin();
  else glMap.once("load", begin);

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => location.reload());

  return { refresh, ring, at, addGround, removeGround, groundAt, glMap, whenReady: (act) => (ready ? act() : glMap.once("idle", act)) };
}
