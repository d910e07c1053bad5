// Placing a point: by click, drag, GPS or the middle of the map. The two fields of the form are the truth;
// whatever is typed there moves the pin, and what the server knows of the spot comes as a fragment of HTML.
import { smallMap } from "./small.js";

const DEGREES = 6;
const CLOSE = 16;

const coordinates = document.querySelector("#field-coordinates");
const system = document.querySelector("#field-system");
const known = document.querySelector("#position");
const says = document.querySelector("[data-placing-says]");


const stage = document.querySelector("[data-placing]");
const { map } = smallMap(stage);
const pin = L.marker(map.getCenter(), {
  draggable: true,
  autoPan: true,
  keyboard: false,
  icon: L.divIcon({
    className: "pin",
    iconSize: [32, 40],
    iconAnchor: [16, 40],
    html: '<svg viewBox="0 0 32 40" aria-hidden="true"><path d="M16 39C10 30 3 23 3 14.5a13 13 0 0 1 26 0C29 23 22 30 16 39Z"/><circle cx="16" cy="14.5" r="5"/></svg>',
  }),
});

function place({ lat, lng }) {
  coordinates.value = `${lat.toFixed(DEGREES)}, ${lng.toFixed(DEGREES)}`;
  system.value = "WGS 84";
  pin.setLatLng([lat, lng]).addTo(map);
  htmx.trigger(known, "placed");
}

function show() {
  const { lon, lat } = known.querySelector("[data-lon]")?.dataset ?? {};
  if (lon === undefined) {
    pin.remove();
    return;
  }
  pin.setLatLng([Number(lat), Number(lon)]).addTo(map);
  if (!map.getBounds().pad(-0.1).contains(pin.getLatLng()) || map.getZoom() < 14) {
    map.setView(pin.getLatLng(), Math.max(map.getZoom(), CLOSE), { animate: false });
  }
}

map.on("click", (event) => place(event.latlng));
pin.on("dragend", () => place(pin.getLatLng()));
known.addEventListener("htmx:afterSettle", show);
document.querySelector("[data-place-here]").addEventListener("click", () => place(map.getCenter()));

document.querySelector("[data-place-by-gps]").addEventListener("click", (event) => {
  const button = event.currentTarget;
  button.disabled = true;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      button.disabled = false;
      says.textContent = `± ${Math.round(coords.accuracy)} m`;
      place({ lat: coords.latitude, lng: coords.longitude });
    },
    () => {
      button.disabled = false;
      says.textContent = button.dataset.refused;
    },
    { enableHighAccuracy: true, timeout: 15000, maximumAge: 10000 },
  );
});

if (stage.dataset.lon) {
  map.setView([Number(stage.dataset.lat), Number(stage.dataset.lon)], CLOSE, { animate: false });
}
// htmx knows the page from now on; what was typed before then is looked at too.
document.addEventListener("DOMContentLoaded", () => {
  if (known.childElementCount) show();
  else if (coordinates.value) htmx.trigger(known, "placed");
  stage.dataset.ready = "";
});
