// A modal that the bot opened.

import { h } from "./dom.js";
import { renderBlocks } from "./blocks.js";

export function open(modal, context, tell, closed) {
  document.querySelector("dialog")?.remove();
  const warning = h("p", { className: "warning", role: "alert", hidden: true });
  function dismiss() {
    tell("dismiss", {});
    dialog.close();
  }
  const form = h("form", {},
    h("header", {}, h("h2", {}, modal.title.text)),
    h("div", { className: "modal-body" }, renderBlocks(modal.blocks, { ...context, act: context.actOn(null, undefined, true) }), warning),
    h("footer", {},
      h("button", { type: "button", className: "button", onclick: dismiss }, modal.close?.text ?? "Close"),
      modal.submit && h("button", { type: "submit", className: "button primary" }, modal.submit.text)));
  const dialog = h("dialog", { className: modal.submit ? "" : "wide", onclose: () => { dialog.remove(); closed(); }, oncancel: dismiss }, form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await tell("submit", { values: Object.fromEntries(new FormData(form)) });
    const errors = Object.values(answer.errors ?? {});
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
