// The pictures that MapLibre draws with: the legend's marks and hatchings, and names when they are missed.
import { isMark, markCanvas, pixels, PIXEL_RATIO } from "./marks.js";
import { hatchCanvas, nameCanvas } from "./patterns.js";
import { imageName } from "./styles.js";

export function addImages(glMap, declared) {
  const add = (name, canvas) => glMap.addImage(name, pixels(canvas), { pixelRatio: PIXEL_RATIO });
  for (const line of declared.flatMap((layer) => layer.legend)) {
    const name = imageName(line);
    if (glMap.hasImage(name)) continue;
    if (isMark(line.shape)) add(name, markCanvas(line.shape, line.colour));
    else if (line.shape === "hatched-square") add(name, hatchCanvas(line.colour));
  }
  add("hatch|ink", hatchCanvas("ink"));
  glMap.on("styleimagemissing", ({ id }) => {
    if (id.startsWith("name|")) add(id, nameCanvas(id.slice(5)));
  });
}
