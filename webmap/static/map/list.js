// The list beside the map: the same rows as the marks in view, highlighted both ways.
const WAIT = 250;

export function followList(parts) {
  const { map, state, tiles, stage } = parts;
  const box = document.querySelector("[data-list]");
  let waiting = 0;
  let asked = null;

  const rows = () => [...box.querySelectorAll("[data-row]")];

  const exported = document.querySelector("[data-export]");

  function section(bounds) {
    const query = new URLSearchParams(state.filter);
    const corners = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    query.set("layers", [...state.layers].join(","));
    query.set("box", corners.map((degrees) => degrees.toFixed(5)).join(","));
    return query;
  }

  const ask = (bounds, given) => fetch(`/map/list?${section(bounds)}`, { headers: { "HX-Request": "true" }, ...given });

  // The rows of the things named, which lie within `reach` pixels of a point.
  async function rowsAround(spot, reach, named) {
    const middle = map.latLngToContainerPoint(spot);
    const corner = (by) => map.containerPointToLatLng(middle.add([by, by]));
    const answer = await ask(L.latLngBounds(corner(-reach), corner(reach)), {});
    const page = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
    return [...page.querySelectorAll("[data-row]")].filter((row) => named.has(row.dataset.row));
  }

  async function load() {
    asked?.abort();
    asked = new AbortController();
    box.setAttribute("aria-busy", "true");
    exported.search = section(map.getBounds());
    try {
      const answer = await ask(map.getBounds(), { signal: asked.signal });
      if (answer.status === 401) location.reload();
      // Read before it is shown: nothing runs in a document of its own. Templates that come first are its head.
      const { head, body } = new DOMParser().parseFromString(await answer.text(), "text/html");
      box.replaceChildren(...head.childNodes, ...body.childNodes);
      announce();
      box.removeAttribute("aria-busy");
    } catch (error) {
      if (error.name !== "AbortError") stage.dataset.state = "failed";
    }
  }

  // The sentence and the counts come with the rows; they stand elsewhere on the page.
  function announce() {
    for (const part of box.querySelectorAll("template[data-for]")) {
      for (const place of document.querySelectorAll(`[data-says="${part.dataset.for}"]`)) {
        place.replaceChildren(part.content.cloneNode(true));
      }
      part.remove();
    }
    const sentence = document.querySelector("h1")?.textContent.trim();
    if (sentence) document.title = `${sentence} – Tryggkarta`;
    mark("chosen", state.selected);
  }

  function mark(role, chosen) {
    for (const row of rows()) row.classList.toggle(`row--${role}`, row.dataset.row === chosen);
  }

  function point(chosen) {
    const [layer, id] = (chosen ?? "/").split("/");
    tiles.ring("pointed", layer, id);
    mark("pointed", chosen);
  }

  box.addEventListener("pointerover", (event) => {
    const row = event.target.closest("[data-row]");
    point(row?.dataset.row ?? null);
  });
  box.addEventListener("pointerleave", () => point(null));
  box.addEventListener("focusin", (event) => point(event.target.closest("[data-row]")?.dataset.row ?? null));
  box.addEventListener("focusout", () => point(null));
  box.addEventListener("click", (event) => {
    const link = event.target.closest("[data-row] a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { row, lat, lon } = link.closest("[data-row]").dataset;
    parts.panel.show(row, { opener: link, spot: lat ? [Number(lat), Number(lon)] : null });
  });

  function refresh() {
    clearTimeout(waiting);
    waiting = setTimeout(load, WAIT);
  }

  map.on("moveend", refresh);
  refresh();
  return { refresh, mark, point, rowsAround };
}
