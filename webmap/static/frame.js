// The frame's menus: closed by Escape, by a click beside them, and when another one opens.
const menus = [...document.querySelectorAll("details[data-menu]")];

for (const menu of menus) {
  menu.addEventListener("toggle", () => {
    if (menu.open) {
      menus.filter((other) => other !== menu).forEach((other) => (other.open = false));
    }
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
      event.stopPropagation();
    }
  });
}

document.addEventListener("click", (event) => {
  menus.filter((menu) => !menu.contains(event.target)).forEach((menu) => (menu.open = false));
});

// A form that came back with something to mend: its summary is read out first.
document.querySelector(".problems")?.focus();
