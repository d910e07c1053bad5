// The marks of the map, drawn at run time in the style sheet's colours: shape and colour both tell.
const SIDE = 26; // CSS pixels of a mark's square
const SCALE = 2;
const MIDDLE = SIDE / 2;

export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim() || "#888888";
}

const DIAMOND = [[0, -7.5], [7.5, 0], [0, 7.5], [-7.5, 0]];
const WEDGE = [[-7.5, -6], [7.5, -6], [0, 7.5]];

const SHAPES = {
  circle: (pen, ink, paper) => ring(pen, ink, paper),
  disc: (pen, ink) => round(pen, 7.5, ink),
  half(pen, ink, paper) {
    ring(pen, ink, paper);
    pen.beginPath();
    pen.arc(MIDDLE, MIDDLE, 6, Math.PI / 2, -Math.PI / 2);
    pen.fillStyle = ink;
    pen.fill();
  },
  quarter(pen, ink, paper) {
    ring(pen, ink, paper);
    pen.beginPath();
    pen.moveTo(MIDDLE, MIDDLE);
    pen.arc(MIDDLE, MIDDLE, 6, -Math.PI / 2, 0);
    pen.fillStyle = ink;
    pen.fill();
  },
  check(pen, ink, paper) {
    pen.lineCap = pen.lineJoin = "round";
    for (const [width, tone] of [[6.5, paper], [3.4, ink]]) {
      pen.beginPath();
      pen.moveTo(MIDDLE - 6.5, MIDDLE + 0.5);
      pen.lineTo(MIDDLE - 2, MIDDLE + 5);
      pen.lineTo(MIDDLE + 6.5, MIDDLE - 5);
      pen.lineWidth = width;
      pen.strokeStyle = tone;
      pen.stroke();
    }
  },
  dot: (pen, ink) => round(pen, 4, ink),
  triangle(pen, ink, paper) {
    pen.beginPath();
    pen.moveTo(MIDDLE, MIDDLE - 8.5);
    pen.lineTo(MIDDLE + 8.5, MIDDLE + 6.5);
    pen.lineTo(MIDDLE - 8.5, MIDDLE + 6.5);
    pen.closePath();
    edged(pen, ink, paper);
  },
  "small-ring"(pen, ink, paper) {
    round(pen, 4, paper);
    pen.beginPath();
    pen.arc(MIDDLE, MIDDLE, 3.6, 0, 2 * Math.PI);
    pen.lineWidth = 2;
    pen.strokeStyle = ink;
    pen.stroke();
  },
  cross(pen, ink, paper) {
    pen.lineCap = "round";
    for (const [width, tone] of [[5.5, paper], [2.8, ink]]) {
      pen.beginPath();
      pen.moveTo(MIDDLE - 4.5, MIDDLE - 4.5);
      pen.lineTo(MIDDLE + 4.5, MIDDLE + 4.5);
      pen.moveTo(MIDDLE + 4.5, MIDDLE - 4.5);
      pen.lineTo(MIDDLE - 4.5, MIDDLE + 4.5);
      pen.lineWidth = width;
      pen.strokeStyle = tone;
      pen.stroke();
    }
  },
  diamond: (pen, ink, paper) => corners(pen, DIAMOND, ink, paper),
  "diamond-outline": (pen, ink, paper) => corners(pen, DIAMOND, paper, ink),
  wedge: (pen, ink, paper) => corners(pen, WEDGE, ink, paper),
  "wedge-outline": (pen, ink, paper) => corners(pen, WEDGE, paper, ink),
  square: (pen, ink, paper) => square(pen, ink, paper, 1),
  "square-faint": (pen, ink, paper) => square(pen, ink, paper, 0.38),
  "square-outline"(pen, ink, paper) {
    pen.beginPath();
    pen.rect(MIDDLE - 5.5, MIDDLE - 5.5, 11, 11);
    pen.fillStyle = paper;
    pen.fill();
    pen.lineWidth = 2.6;
    pen.strokeStyle = ink;
    pen.stroke();
  },
};

function ring(pen, ink, paper) {
  round(pen, 6.5, paper);
  pen.beginPath();
  pen.arc(MIDDLE, MIDDLE, 6.2, 0, 2 * Math.PI);
  pen.lineWidth = 3;
  pen.strokeStyle = ink;
  pen.stroke();
}

function corners(pen, points, ink, edge) {
  pen.beginPath();
  for (const [x, y] of points) pen.lineTo(MIDDLE + x, MIDDLE + y);
  pen.closePath();
  edged(pen, ink, edge);
}

function round(pen, radius, ink) {
  pen.beginPath();
  pen.arc(MIDDLE, MIDDLE, radius, 0, 2 * Math.PI);
  edged(pen, ink, colour("raised"));
}

function square(pen, ink, paper, strength) {
  pen.globalAlpha = strength;
  pen.beginPath();
  pen.rect(MIDDLE - 6.5, MIDDLE - 6.5, 13, 13);
  edged(pen, ink, paper);
}

// A hair of paper around each mark keeps neighbours apart.
function edged(pen, ink, paper) {
  pen.lineWidth = 2.4;
  pen.strokeStyle = paper;
  pen.stroke();
  pen.fillStyle = ink;
  pen.fill();
}

export function sheet(width, height) {
  const canvas = document.createElement("canvas");
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  const pen = canvas.getContext("2d");
  pen.scale(SCALE, SCALE);
  return { canvas, pen };
}

export function isMark(shape) {
  return shape in SHAPES;
}

export function markCanvas(shape, colourName) {
  const { canvas, pen } = sheet(SIDE, SIDE);
  SHAPES[shape](pen, colour(colourName), colour("raised"));
  return canvas;
}

export function pixels(canvas) {
  return canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
}

export const PIXEL_RATIO = SCALE;
