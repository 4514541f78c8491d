// A modal that the bot opened.

import { h } from "./dom.js";
import { renderBlocks } from "./blocks.js";

export function open(modal, context, submit) {
  document.querySelector("dialog")?.remove();
  const warning = h("p", { className: "warning", role: "alert", hidden: true });
  const form = h("form", {},
    h("header", {}, h("h2", {}, modal.title.text)),
    h("div", { className: "modal-body" }, renderBlocks(modal.blocks, { ...context, act: () => {} }), warning),
    h("footer", {},
      h("button", { type: "button", className: "button", onclick: () => dialog.close() }, modal.close?.text ?? "Close"),
      modal.submit && h("button", { type: "submit", className: "button primary" }, modal.submit.text)));
  const dialog = h("dialog", { onclose: () => dialog.remove() }, form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await submit(Object.fromEntries(new FormData(form)));
    const errors = Object.values(answer.acknowledgement ?? {});
    if (answer.ok && errors.length === 0) {
      dialog.close();
    } else {
      warning.hidden = false;
      warning.textContent = errors.join(" ") || `The bot did not answer: ${answer.error}`;
    }
  });
  document.body.append(dialog);
  dialog.showModal();
}
