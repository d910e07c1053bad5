// What shows which thing is pointed at or chosen.
import { colour } from "./marks.js";

// Rings around what is pointed at and what is chosen, under the marks' own colours.
export function ringLayers(layer, source, role) {
  return {
    id: `${layer}:${role}`,
    type: "circle",
    source,
    "source-layer": layer,
    filter: ["==", ["get", "id"], ""],
    paint: {
      "circle-radius": role === "chosen" ? 15 : 13,
      "circle-color": colour("selected"),
      "circle-opacity": role === "chosen" ? 0.14 : 0.06,
      "circle-stroke-color": colour("selected"),
      "circle-stroke-width": role === "chosen" ? 2.2 : 1.4,
      "circle-translate": layer === "measures" ? [7, -7] : [0, 0],
    },
    metadata: { group: layer },
  };
}
