// The address holds what is on the screen: position, layers, filter, selection. Everything can be shared.
const OWN = new Set(["at", "layers", "selected", "survey"]);

export function readState(settings) {
  const query = new URLSearchParams(location.search);
  const filter = new URLSearchParams([...query].filter(([name, value]) => !OWN.has(name) && value !== ""));
  return {
    at: readPosition(query.get("at")),
    layers: new Set(readLayers(query, settings.layersAtFirst)),
    filter,
    selected: query.get("selected"),
    survey: query.get("survey"),
  };
}

// "areas" alone stands for the kind that the filter asks for, else for those shown at first.
function readLayers(query, atFirst) {
  const kind = query.get("kind");
  const asked = kind ? [`areas.${kind}`] : atFirst.filter((code) => code.startsWith("areas."));
  const written = query.get("layers");
  const codes = written === null ? atFirst.map((code) => (kind && code.startsWith("areas.") ? "areas" : code)) : written.split(",");
  return codes.filter(Boolean).flatMap((code) => (code === "areas" ? asked : [code]));
}

function readPosition(written) {
  const [zoom, lat, lon] = (written ?? "").split("/").map(Number);
  const sound = [zoom, lat, lon].every(Number.isFinite) && Math.abs(lat) < 90 && Math.abs(lon) <= 180;
  return sound && written ? { zoom, lat, lon } : null;
}

export function addressOf(state) {
  const query = new URLSearchParams(state.filter);
  if (state.at) {
    query.set("at", `${state.at.zoom}/${state.at.lat.toFixed(5)}/${state.at.lon.toFixed(5)}`);
  }
  query.set("layers", [...state.layers].join(","));
  for (const name of ["survey", "selected"]) {
    if (state[name]) query.set(name, state[name]);
  }
  const written = query.toString().replaceAll("%2F", "/").replaceAll("%2C", ",").replaceAll("%3A", ":");
  return `${location.pathname}?${written}`;
}

// `replace` keeps the back button for what a person chose; moving the map is no such choice.
export function writeState(state, { replace = false } = {}) {
  const address = addressOf(state);
  if (replace) {
    history.replaceState(null, "", address);
  } else if (address !== location.pathname + location.search) {
    history.pushState(null, "", address);
  }
  for (const field of document.querySelectorAll('form[action="/language"] input[name="next"]')) {
    field.value = address;
  }
}

export function onBack(settings, restore) {
  window.addEventListener("popstate", () => restore(readState(settings)));
}
