// A survey on the map: areas in five fixed classes, hatched where few have answered, with n and interval.
import { writeState } from "./address.js";
import { colour } from "./marks.js";

const CELLS = "incident_cells";

export function followSurvey(parts) {
  const { map, state, stage, settings, tiles } = parts;
  const menu = document.querySelector("[data-survey]");
  const legend = document.querySelector("[data-survey-legend]");
  if (!menu) return { refresh: () => {} };
  let shown = null;
  const tooltip = L.tooltip({ className: "told-at-pointer", direction: "top", offset: [0, -6] });

  const afterSwitch = () => {
    tiles.refresh();
    parts.switch.refresh();
  };

  const element = (tag, text, name = "") => Object.assign(document.createElement(tag), { textContent: text, className: name });

  async function refresh() {
    menu.value = state.survey ?? "";
    shown = null;
    if (state.survey) {
      const parts = state.survey.split("/").map(encodeURIComponent).join("/");
      const answer = await fetch(`/map/survey/${parts}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) {
        stage.dataset.state = "failed";
        return;
      }
      shown = await answer.json();
    }
    tiles.whenReady(draw);
    tell();
  }

  function draw() {
    tiles.removeGround("survey");
    if (!shown?.areas.length) return;
    const own = ["in", ["id"], ["literal", shown.areas.map(({ id }) => id)]];
    const unsure = shown.areas.filter(({ reliability }) => reliability !== "sound").map(({ id }) => id);
    const told = shown.areas.filter(({ rank }) => rank);
    const paints = told.flatMap(({ id, rank }) => [id, colour(shown.classes[rank - 1].colour)]);
    tiles.addGround("survey:classes", own, {
      "fill-color": paints.length ? ["match", ["id"], ...paints, colour("map-ground")] : colour("map-ground"),
      "fill-opacity": 0.78,
    });
    if (unsure.length) {
      tiles.addGround("survey:unsure", ["in", ["id"], ["literal", unsure]], { "fill-pattern": "hatch|ink" });
    }
  }

  function tell() {
    legend.hidden = !shown;
    legend.replaceChildren();
    if (!shown) return;
    legend.append(element("h3", shown.title));
    for (const told of [shown.counts, shown.source].filter(Boolean)) legend.append(element("p", told, "legend__note"));
    const list = legend.appendChild(document.createElement("ul"));
    for (const { colour: name, word } of shown.classes) {
      const line = list.appendChild(element("li", word));
      line.prepend(element("span", "", `swatch ${name}`));
    }
    const unsure = list.appendChild(element("li", settings.phrases.uncertain));
    unsure.prepend(element("span", "", "swatch swatch--hatched"));
    if (shown.city) legend.append(element("p", shown.city, "legend__note"));
  }

  menu.addEventListener("change", () => {
    state.survey = menu.value || null;
    // Two coloured surfaces cannot be read at once.
    if (state.survey) state.layers.delete(CELLS);
    writeState(state);
    refresh();
    afterSwitch();
  });

  map.on("mousemove", (event) => {
    const area = shown && tiles.groundAt(event.latlng, "survey:classes");
    const row = area && shown.areas.find(({ id }) => id === area.id);
    if (!row) {
      tooltip.remove();
      return;
    }
    const box = element("div", "");
    box.append(element("strong", area.properties[`name_${settings.language}`]), element("span", row.words));
    tooltip.setLatLng(event.latlng).setContent(box).addTo(map);
  });
  map.on("mouseout", () => tooltip.remove());

  refresh();
  return { refresh };
}
