// Where the pointer is, in the city's own metres: nine known points and quadratic interpolation between them.
export function showReadout({ map, settings }) {
  const { system, longitudes, latitudes, eastings, northings } = settings.readout;
  const box = document.querySelector("[data-readout]");

  // Lagrange's three weights of x among three nodes.
  const weights = (x, [a, b, c]) => [
    ((x - b) * (x - c)) / ((a - b) * (a - c)),
    ((x - a) * (x - c)) / ((b - a) * (b - c)),
    ((x - a) * (x - b)) / ((c - a) * (c - b)),
  ];

  const between = (grid, rows, columns) =>
    grid.reduce((sum, row, i) => sum + rows[i] * row.reduce((part, value, j) => part + columns[j] * value, 0), 0);

  function tell({ lat, lng }) {
    const rows = weights(lat, latitudes);
    const columns = weights(lng, longitudes);
    const metres = (grid) => Math.round(between(grid, rows, columns)).toLocaleString(settings.locale);
    box.textContent = `N ${metres(northings)}  E ${metres(eastings)}  ${system}`;
  }

  map.on("mousemove", (event) => tell(event.latlng));
  map.on("moveend", () => tell(map.getCenter()));
  tell(map.getCenter());
}
