// In a narrow window the panels beside the channel lie over it, one at a time, when their button is pressed.

import { byId, icon } from "./dom.js";

const folds = [
  { button: byId("show-side"), panel: byId("side") },
  { button: byId("show-audit"), panel: byId("audit-panel") },
];

export function start() {
  byId("show-side").prepend(icon("menu"));
  byId("show-audit").prepend(icon("link"));
  for (const { button, panel } of folds) {
    button.addEventListener("click", () => show(isOpen(panel) ? null : panel));
  }
  document.addEventListener("keydown", (event) => {
    const open = folds.find(({ panel }) => isOpen(panel));
    if (event.key === "Escape" && open && !document.querySelector("dialog[open]")) {
      close();
      open.button.focus();
    }
  });
  // whoever goes on in the channel has seen enough
  byId("messages").addEventListener("pointerdown", close);
  byId("input").addEventListener("focus", close);
  // a place, or a person, has been chosen
  byId("side").addEventListener("click", (event) => event.target.closest("button") && close());
}

const isOpen = (panel) => panel.classList.contains("open");

function close() {
  show(null);
}

function show(wanted) {
  for (const { button, panel } of folds) {
    panel.classList.toggle("open", panel === wanted);
    button.setAttribute("aria-expanded", String(panel === wanted));
  }
}
