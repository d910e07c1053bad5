// The names of the areas shown, each at one point inside its area, drawn as pictures.
const SOURCE = "names";

export function showNames({ state, settings, tiles }) {
  let asked = null;

  const points = (spots) => ({
    type: "FeatureCollection",
    features: spots.map(({ kind, name, lon, lat }) => ({
      type: "Feature",
      properties: { kind, name },
      geometry: { type: "Point", coordinates: [lon, lat] },
    })),
  });

  function add(spots) {
    const { glMap } = tiles;
    if (glMap.getSource(SOURCE)) {
      glMap.getSource(SOURCE).setData(points(spots));
      return;
    }
    glMap.addSource(SOURCE, { type: "geojson", data: points(spots) });
    // The city's own name would only stand in the way of its parts'.
    for (const kind of settings.areaKinds.filter(({ code }) => code !== settings.boundaryKind)) {
      glMap.addLayer({
        id: `areas.${kind.code}:names`,
        type: "symbol",
        source: SOURCE,
        filter: ["==", ["get", "kind"], kind.code],
        layout: { "icon-image": ["concat", "name|", ["get", "name"]], "icon-padding": 6, "icon-size": 0.96 },
        metadata: { group: `areas.${kind.code}` },
      });
    }
    tiles.refresh();
  }

  async function refresh() {
    const period = new URLSearchParams([...state.filter].filter(([name]) => name === "from" || name === "to"));
    if (asked === period.toString()) return;
    asked = period.toString();
    const answer = await fetch(`/map/names?${period}`, { headers: { Accept: "application/json" } });
    if (answer.ok) {
      const spots = await answer.json();
      tiles.whenReady(() => add(spots));
    }
  }

  refresh();
  return { refresh };
}
