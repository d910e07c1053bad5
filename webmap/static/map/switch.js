// The layer switch and the legend, which the server wrote: what is shown follows the ticks.
import { writeState } from "./address.js";

export function showSwitch(parts) {
  const { state, tiles, list } = parts;
  const boxes = [...document.querySelectorAll("[data-layer]")];
  const legends = [...document.querySelectorAll("[data-legend]")];

  function refresh() {
    for (const box of boxes) box.checked = state.layers.has(box.dataset.layer);
    for (const legend of legends) {
      legend.hidden = !legend.dataset.legend.split(" ").some((group) => state.layers.has(group));
    }
  }

  for (const box of boxes) {
    box.addEventListener("change", () => {
      if (box.checked) state.layers.add(box.dataset.layer);
      else state.layers.delete(box.dataset.layer);
      if (box.checked && box.dataset.layer === "incident_cells" && state.survey) {
        state.survey = null; // two coloured surfaces cannot be read at once
        parts.survey.refresh();
      }
      writeState(state);
      tiles.refresh();
      list.refresh();
      refresh();
    });
  }
  refresh();
  return { refresh };
}
