// The filter's form: without us it loads the page anew; with us the map, the list and the address follow.
import { writeState } from "./address.js";

export function followFilter({ state, tiles, list, names }) {
  const form = document.querySelector("[data-filter]");
  const menu = form.closest("details");

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take(new FormData(form));
    menu.open = false;
  });
  document.querySelector("[data-clear-filter]").addEventListener("click", (event) => {
    event.preventDefault();
    take(new FormData());
  });
  for (const preset of form.querySelectorAll("[data-from]")) {
    preset.addEventListener("click", () => {
      form.elements.from.value = preset.dataset.from;
      form.elements.to.value = preset.dataset.to;
    });
  }

  function take(values) {
    const chosen = new Map();
    for (const [name, value] of values) {
      if (value !== "") chosen.set(name, chosen.has(name) ? `${chosen.get(name)},${value}` : value);
    }
    state.filter = new URLSearchParams([...chosen]);
    writeState(state);
    fill();
    tiles.refresh();
    list.refresh();
    names.refresh();
  }

  // The form shows what is asked for, also after the back button.
  function fill() {
    for (const field of form.elements) {
      if (!field.name) continue;
      const given = (state.filter.get(field.name) ?? "").split(",");
      if (field.type === "checkbox") field.checked = given.includes(field.value);
      else field.value = given[0];
    }
  }

  window.addEventListener("popstate", fill);
}
