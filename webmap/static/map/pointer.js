// Pointing at the map: hover highlights, a click opens; where several things coincide, a list to choose from.
const TOUCH = matchMedia("(pointer: coarse)").matches;
const REACH = TOUCH ? 16 : 7;
const MARK = 26; // how far a mark that is met may have its middle

export function followPointer(parts) {
  const { map, tiles, panel, list, settings } = parts;
  const { phrases } = settings;
  let asked = 0;

  const rowName = (feature) =>
    ["places", "measures"].includes(feature.sourceLayer) ? `${feature.sourceLayer}/${feature.properties.id}` : null;

  map.on("mousemove", (event) => {
    if (TOUCH || asked) return;
    asked = requestAnimationFrame(() => {
      asked = 0;
      const [first] = tiles.at(event.latlng, 3);
      const named = first && rowName(first);
      map.getContainer().classList.toggle("can-open", Boolean(first));
      list.point(named || null);
    });
  });
  map.on("mouseout", () => list.point(null));

  map.on("click", (event) => {
    const found = tiles.at(event.latlng, REACH);
    if (found.length === 0) panel.close();
    else if (found.length === 1) openOne(found[0], event.latlng);
    else choose(found, event.latlng);
  });

  function openOne(feature, spot) {
    const chosen = addressOf(feature);
    if (chosen) panel.show(chosen, { spot });
    else panel.tell(facts(feature), spot);
  }

  function addressOf({ sourceLayer, properties }) {
    if (sourceLayer === "areas") return `areas/${properties.kind}/${properties.code}`;
    if (sourceLayer === "places" || sourceLayer === "measures") return `${sourceLayer}/${properties.id}`;
    return null;
  }

  // Where several things coincide: the list's own rows for them, and what has no row of its own.
  async function choose(features, spot) {
    const box = element("div", "", "chooser");
    box.append(element("h2", phrases.several));
    const named = new Set(features.map(rowName).filter(Boolean));
    if (named.size) {
      const rows = box.appendChild(element("ul", "", "rows"));
      rows.append(...(await list.rowsAround(spot, REACH + MARK, named)));
    }
    const choices = box.appendChild(document.createElement("ul"));
    for (const feature of features.filter((one) => !rowName(one)).slice(0, 30)) {
      const button = element("button", nameOf(feature), "choice");
      button.type = "button";
      button.addEventListener("click", () => openOne(feature, spot));
      choices.appendChild(document.createElement("li")).append(button);
    }
    panel.tell(box, spot);
  }

  function nameOf({ sourceLayer, properties }) {
    if (sourceLayer === "areas") {
      const kind = settings.areaKinds.find(({ code }) => code === properties.kind);
      return `${properties[`name_${settings.language}`]} (${kind?.name ?? properties.kind})`;
    }
    return settings.words[properties.group] ?? phrases[sourceLayer] ?? sourceLayer;
  }

  // An event or a square has no page: its numbers are all that is known, and all that may be shown.
  function facts({ sourceLayer, properties }) {
    const layer = parts.declared.find(({ code }) => code === sourceLayer);
    const box = element("div", "", "told");
    box.append(element("h2", layer.title));
    const list = box.appendChild(element("dl", "", "facts"));
    const add = (label, value) => list.append(element("dt", label), element("dd", value));
    if (properties.hidden) add(phrases.events, layer.legend[0].word);
    if (properties.events) add(phrases.events, Number(properties.events).toLocaleString(settings.locale));
    if (properties.group) add(phrases.group, settings.words[properties.group] ?? properties.group);
    if (properties.month !== undefined) {
      add(phrases.month, `${Math.floor(properties.month / 12)}-${String((properties.month % 12) + 1).padStart(2, "0")}`);
    }
    for (const known of ["lamp", "watt", "fault", "day", "limit_kmh", "v85_kmh", "vehicles"]) {
      const value = properties[known];
      if (value !== undefined) add(phrases[known], settings.words[value] ?? value);
    }
    if (properties.state && properties.state !== "lit") add(phrases.state, stateOf(layer, properties.state));
    box.append(element("p", layer.precision, "quiet"));
    return box;
  }

  // The legend's own word for a state; a lamp that is lit needs none.
  function stateOf(layer, state) {
    const line = layer.legend.find(({ codes }) => codes.state?.includes(state));
    return (line ?? layer.legend.at(-1)).word;
  }

  function element(tag, text, name = "") {
    const made = document.createElement(tag);
    made.textContent = text;
    made.className = name;
    return made;
  }
}
