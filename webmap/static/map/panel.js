// The panel: what is known of the chosen thing. It has an address of its own and closes with Escape.
import { writeState } from "./address.js";

export function openPanel(parts) {
  const { state, tiles, settings, sheet } = parts;
  const panel = document.querySelector("[data-panel]");
  const body = panel.querySelector("[data-panel-body]");
  const ownPage = panel.querySelector("[data-panel-page]");
  let opener = null;

  // "places/<id>" → its page; an area is "areas/<kind>/<code>".
  const pageOf = (chosen) => `/${chosen.split("/").map(encodeURIComponent).join("/")}`;

  function highlight(chosen) {
    const [layer, id] = (chosen ?? "/").split("/");
    tiles.whenReady(() => tiles.ring("chosen", layer, id));
    parts.list?.mark("chosen", chosen);
  }

  function open() {
    panel.hidden = false;
    document.body.classList.add("has-panel");
    sheet.raise();
  }

  // What was chosen stays in sight beside the panel, or above it on a phone.
  function keepInSight(spot) {
    const size = parts.map.getSize();
    const covered = panel.getBoundingClientRect();
    const below = covered.width > size.x * 0.8;
    const edge = below ? [40, size.y - covered.top + parts.map.getContainer().getBoundingClientRect().top + 40]
      : [covered.width + 40, 40];
    parts.map.panInside(spot, { paddingTopLeft: [40, 40], paddingBottomRight: edge, animate: false });
  }

  async function show(chosen, { remember = true, opener: from = null, spot = null } = {}) {
    if (!chosen) return close({ remember });
    opener = from ?? opener;
    state.selected = chosen;
    if (remember) writeState(state);
    highlight(chosen);
    ownPage.href = pageOf(chosen);
    ownPage.hidden = false;
    body.setAttribute("aria-busy", "true");
    open();
    if (spot) keepInSight(spot);
    await htmx.ajax("GET", pageOf(chosen), { target: body, swap: "innerHTML" });
    if (state.selected !== chosen) return;
    body.removeAttribute("aria-busy");
    panel.querySelector("h1, h2, [role=alert]")?.setAttribute("tabindex", "-1");
    if (from) panel.querySelector("h1, h2, [role=alert]")?.focus({ preventScroll: true });
  }

  // Something that has no page of its own, written by us from the tile's own numbers.
  function tell(element, spot) {
    state.selected = null;
    writeState(state);
    highlight(null);
    ownPage.hidden = true;
    body.replaceChildren(element);
    open();
    keepInSight(spot);
  }

  function close({ remember = true } = {}) {
    if (panel.hidden) return;
    panel.hidden = true;
    document.body.classList.remove("has-panel");
    state.selected = null;
    if (remember) writeState(state);
    highlight(null);
    sheet.lower();
    (opener?.isConnected ? opener : parts.map.getContainer()).focus({ preventScroll: true });
    opener = null;
  }

  // Rows inside the panel, where several things coincide, open as those of the list do.
  body.addEventListener("click", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(row.dataset.row);
  });
  panel.querySelector("[data-close]").addEventListener("click", () => close());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) close();
  });

  return { show, tell, close, phrases: settings.phrases };
}
