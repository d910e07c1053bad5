// What lies at a point of the map: marks before the ground below them, each thing once.
const layersThat = (glMap, hit) =>
  glMap.getStyle().layers.filter((layer) => layer.metadata?.hit === hit).map(({ id }) => id);

export function thingsAt(glMap, point, reach) {
  const spot = glMap.project([point.lng, point.lat]);
  const box = [[spot.x - reach, spot.y - reach], [spot.x + reach, spot.y + reach]];
  const marks = glMap.queryRenderedFeatures(box, { layers: layersThat(glMap, "mark") });
  return distinct(marks.length ? marks : glMap.queryRenderedFeatures(spot, { layers: layersThat(glMap, "ground") }));
}

export function groundAt(glMap, point, layer) {
  if (!glMap.getLayer(layer)) return null;
  return glMap.queryRenderedFeatures(glMap.project([point.lng, point.lat]), { layers: [layer] })[0] ?? null;
}

function distinct(features) {
  const found = new Map();
  for (const feature of features) {
    const own = feature.properties.id ?? feature.id ?? JSON.stringify(feature.geometry.coordinates);
    found.set(`${feature.sourceLayer}/${own}`, feature);
  }
  return [...found.values()];
}
