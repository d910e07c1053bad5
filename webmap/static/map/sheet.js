// On a phone the list and the panel lie in a sheet from below, in three heights.
const HEIGHTS = ["low", "middle", "high"];

export function foldSheet() {
  const sheet = document.querySelector("[data-sheet]");
  const grip = sheet.querySelector("[data-grip]");
  let begun = null;

  const set = (height) => (sheet.dataset.sheet = height);
  const step = (by) => {
    const next = HEIGHTS.indexOf(sheet.dataset.sheet) + by;
    set(HEIGHTS[Math.max(0, Math.min(HEIGHTS.length - 1, next))]);
  };

  grip.addEventListener("pointerdown", (event) => {
    begun = event.clientY;
    grip.setPointerCapture(event.pointerId);
  });
  grip.addEventListener("pointerup", (event) => {
    const moved = begun === null ? 0 : event.clientY - begun;
    begun = null;
    if (Math.abs(moved) > 12) step(moved < 0 ? 1 : -1);
    else set(HEIGHTS[(HEIGHTS.indexOf(sheet.dataset.sheet) + 1) % HEIGHTS.length]);
  });
  grip.addEventListener("keydown", (event) => {
    if (event.key === "ArrowUp") step(1);
    else if (event.key === "ArrowDown") step(-1);
    else if (event.key === "Enter" || event.key === " ") step(sheet.dataset.sheet === "high" ? -2 : 1);
    else return;
    event.preventDefault();
  });

  return {
    raise: () => sheet.dataset.sheet === "low" && set("middle"),
    lower: () => set("low"),
  };
}
