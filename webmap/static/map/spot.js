// The small map of one thing: centred on it, with a ring around its mark.
import { smallMap } from "./small.js";

const CLOSE = 16;
const stage = document.querySelector("[data-spot]");
const { lon, lat, selected } = stage.dataset;
const { map, tiles } = smallMap(stage);

map.setView([Number(lat), Number(lon)], CLOSE, { animate: false });
tiles.whenReady(() => tiles.ring("chosen", ...selected.split("/")));
