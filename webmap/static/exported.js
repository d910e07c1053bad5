// The script of a map file: draws what stands in the file. `popup` is HTML in which every text is escaped.
"use strict";

function drawMark(map, { at, shape, colour, popup }) {
  const html = `<svg class="mark ${colour}" viewBox="0 0 16 16" width="18" height="18"><use href="#mark-${shape}"/></svg>`;
  const icon = L.divIcon({ className: "exported__mark", html, iconSize: [24, 24] });
  const marker = L.marker(at, { icon }).bindPopup(popup).addTo(map);
  marker.getElement().setAttribute("aria-label", textOf(popup));
}

function drawOutline(map, { shape, soft, popup }) {
  const className = soft ? "exported__outline exported__outline--soft" : "exported__outline";
  L.geoJSON(shape, { style: { className, weight: 1.5 } }).bindPopup(popup).addTo(map);
}

function textOf(popup) {
  const page = new DOMParser().parseFromString(popup, "text/html");
  return [...page.body.children].map((part) => part.textContent).join(", ");
}
