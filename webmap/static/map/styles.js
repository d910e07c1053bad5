// From a layer's legend to MapLibre's style: the first class that fits a feature draws it.
import { colour, isMark } from "./marks.js";

// Zooms are MapLibre's, one below Leaflet's, for its tiles are twice as large.
const MARK_SIZE = ["interpolate", ["linear"], ["zoom"], 9, 0.5, 12, 0.78, 15, 1];

export const imageName = (line) => `${line.shape}|${line.colour}`;

function condition(line) {
  const parts = Object.entries(line.codes).map(([name, values]) => ["in", ["get", name], ["literal", values]]);
  if (line.number) {
    parts.push(["has", line.number]);
    if (line.at_least !== null) parts.push([">=", ["to-number", ["get", line.number]], line.at_least]);
    if (line.below !== null) parts.push(["<", ["to-number", ["get", line.number]], line.below]);
  }
  return ["all", ...parts];
}

const byClass = (lines, value, otherwise) =>
  ["case", ...lines.flatMap((line) => [condition(line), value(line)]), otherwise];

const fits = (lines) => ["any", ...lines.map(condition)];

// The style layers of one layer of the tiles; `group` is the code that switches them on and off together.
export function styleLayers(layer, settings, source) {
  const from = { source, "source-layer": layer.code };
  if (layer.code === "areas") {
    return settings.areaKinds.flatMap((kind) => areaLayers(kind, from, settings));
  }
  if (layer.code === "streets") return [streetLayer(layer, from)];
  const marks = layer.legend.filter((line) => isMark(line.shape));
  const cells = layer.legend.filter((line) => line.shape === "cell");
  if (cells.length) return cellLayers(layer, cells, from);
  if (layer.code === "incidents") return [eventLayer(layer, from)];
  return markLayers(layer, marks, from);
}

function areaLayers(kind, from, settings) {
  const group = `areas.${kind.code}`;
  const ofKind = ["==", ["get", "kind"], kind.code];
  const police = kind.authority === "police";
  const line = (soft) => ({
    id: `${group}:${soft ? "soft" : "sharp"}`,
    type: "line",
    ...from,
    filter: ["all", ofKind, [soft ? "==" : "!=", ["get", "accuracy"], "schematic"]],
    // Neighbours draw their common border twice, which would close the gaps of a dashed one: so what is
    // not exact is broad and soft instead.
    paint: {
      "line-color": colour(police ? "area-police" : "area-outline"),
      "line-width": (soft ? 3.2 : 1.4) + (police ? 0.8 : 0),
      "line-opacity": soft ? 0.42 : 0.9,
      "line-blur": soft ? 1 : 0,
    },
    layout: { "line-join": "round", "line-cap": "round" },
    metadata: { group },
  });
  const isCity = kind.code === settings.boundaryKind;
  const ground = {
    id: `${group}:ground`,
    type: "fill",
    ...from,
    filter: ofKind,
    paint: { "fill-color": colour("map-city"), "fill-opacity": isCity ? 1 : 0.01, "fill-antialias": false },
    metadata: { group, hit: "ground" },
  };
  return [ground, line(false), line(true)];
}

function streetLayer(layer, from) {
  const rank = ["to-number", ["get", "rank"]];
  const width = (main, street, path) => ["match", rank, 1, main, 2, street, path];
  return {
    id: `${layer.code}:lines`,
    type: "line",
    ...from,
    paint: {
      "line-color": colour(layer.legend[0].colour),
      "line-width": ["interpolate", ["exponential", 1.4], ["zoom"],
        11, width(1, 0.5, 0.3), 15, width(3, 1.8, 0.8), 18, width(11, 8, 2)],
    },
    layout: { "line-join": "round", "line-cap": "round" },
    metadata: { group: layer.code },
  };
}

function cellLayers(layer, cells, from) {
  const hidden = layer.legend.filter((line) => line.shape === "hatched-square");
  const metadata = { group: layer.code, hit: "ground" };
  return [
    {
      id: `${layer.code}:cells`,
      type: "fill",
      ...from,
      filter: fits(cells),
      paint: { "fill-color": byClass(cells, (line) => colour(line.colour), colour("hidden")), "fill-opacity": 0.66 },
      metadata,
    },
    ...hidden.map((line) => ({
      id: `${layer.code}:hidden`,
      type: "fill",
      ...from,
      filter: condition(line),
      paint: { "fill-pattern": imageName(line), "fill-opacity": 0.55 },
      metadata,
    })),
  ];
}

function eventLayer(layer, from) {
  return {
    id: `${layer.code}:events`,
    type: "circle",
    ...from,
    paint: {
      "circle-color": colour(layer.legend[0].colour),
      "circle-opacity": 0.5,
      "circle-radius": ["case", ["has", "events"],
        ["min", 22, ["*", 1.6, ["sqrt", ["to-number", ["get", "events"]]]]], 3.2],
      "circle-stroke-width": 0.6,
      "circle-stroke-color": colour("raised"),
    },
    metadata: { group: layer.code, hit: "mark" },
  };
}

function markLayers(layer, marks, from) {
  const ink = byClass(marks, (line) => colour(line.colour), colour("quiet"));
  const metadata = { group: layer.code };
  const shaped = (type) => ["==", ["geometry-type"], type];
  return [
    { id: `${layer.code}:surfaces`, type: "fill", ...from, filter: shaped("Polygon"), metadata,
      paint: { "fill-color": ink, "fill-opacity": 0.16 } },
    { id: `${layer.code}:lines`, type: "line", ...from, filter: ["!", shaped("Point")], metadata,
      paint: { "line-color": ink, "line-width": 2.2, "line-opacity": 0.85 } },
    {
      id: `${layer.code}:marks`,
      type: "symbol",
      ...from,
      filter: ["all", shaped("Point"), fits(marks)],
      layout: {
        "icon-image": byClass(marks, imageName, ""),
        "icon-size": MARK_SIZE,
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
        // A measure stands beside the place it serves, not over it.
        "icon-offset": layer.code === "measures" ? [9, -9] : [0, 0],
      },
      metadata: { ...metadata, hit: "mark" },
    },
  ];
}
