// The message box with its suggestions.

import { byId, h, icon } from "./dom.js";

const input = byId("input");
const list = byId("suggestions");
const send = byId("send");
let commands = [];
let matches = [];
let selected = 0;
let last = "";

export function setCommands(all) {
  commands = all.flatMap((command) => [
    { line: command.name, meaning: command.description },
    ...command.hints.map((hint) => ({ line: `${command.name} ${hint.words}`, meaning: hint.meaning })),
  ]);
}

export function setPlaceholder(text) {
  input.placeholder = text;
}

// What one person was about to type is not the next one's.
export function clear() {
  input.value = "";
  hide();
}

// Anew, even where the focus already is: after a dialog the box has the focus but no caret.
export function focus() {
  input.blur();
  input.focus();
}

export function start(submit) {
  send.append(icon("send"));
  input.addEventListener("input", suggest);
  input.addEventListener("focus", suggest);
  input.addEventListener("blur", () => setTimeout(hide, 120));
  input.addEventListener("keydown", key);
  byId("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const line = input.value.trim();
    if (line) {
      last = line;
      input.value = "";
      hide();
      send.classList.add("busy");
      await submit(line);
      send.classList.remove("busy");
    }
  });
}

// Words in angle brackets stand for something the person fills in.
const typed = (line) => line.replace(/\s*[[<].*$/, "");

function suggest() {
  const text = input.value.toLowerCase();
  matches = text.startsWith("/")
    ? commands.filter(({ line }) => typed(line).startsWith(text.trimEnd()) || (text.startsWith(typed(line)) && line.includes("<")))
    : [];
  selected = 0;
  render();
}

function render() {
  list.hidden = matches.length === 0;
  list.replaceChildren(...matches.map((match, index) =>
    h("li", { role: "option", "aria-selected": index === selected, className: index === selected ? "selected" : "",
      onmousedown: (event) => { event.preventDefault(); complete(match); } },
    h("code", {}, match.line), h("span", {}, match.meaning))));
}

function hide() {
  matches = [];
  render();
}

function complete(match) {
  input.value = typed(match.line) + (typed(match.line) === match.line ? "" : " ");
  input.focus();
  suggest();
}

function key(event) {
  if (event.key === "Escape") {
    hide();
  } else if (event.key === "ArrowUp" && input.value === "" && last) {
    input.value = last;
    event.preventDefault();
  } else if (matches.length > 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    const step = event.key === "ArrowDown" ? 1 : matches.length - 1;
    selected = (selected + step) % matches.length;
    event.preventDefault();
    render();
  } else if (matches.length > 0 && event.key === "Tab" && !event.shiftKey) {
    event.preventDefault();
    complete(matches[selected]);
  }
}
