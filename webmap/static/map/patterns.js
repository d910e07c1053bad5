// Pictures for the map that are no marks: hatching, and names.
import { colour, sheet } from "./marks.js";

export function hatchCanvas(colourName) {
  const { canvas, pen } = sheet(8, 8);
  pen.strokeStyle = colour(colourName);
  pen.lineWidth = 1.3;
  for (const shift of [-8, 0, 8]) {
    pen.beginPath();
    pen.moveTo(shift, 8);
    pen.lineTo(shift + 8, 0);
    pen.stroke();
  }
  return canvas;
}

// A name as a picture: there are no fonts for the map's own labels without a foreign server.
export function nameCanvas(name) {
  const font = `600 12px ${getComputedStyle(document.body).fontFamily}`;
  const probe = document.createElement("canvas").getContext("2d");
  probe.font = font;
  const { canvas, pen } = sheet(Math.ceil(probe.measureText(name).width) + 8, 20);
  pen.font = font;
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.lineWidth = 3.5;
  pen.strokeStyle = colour("map-ground");
  pen.strokeText(name, 4, 10);
  pen.fillStyle = colour("ink");
  pen.fillText(name, 4, 10);
  return canvas;
}
