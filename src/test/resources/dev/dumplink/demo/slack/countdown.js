// How long a presigned link still works, counted down where it is shown.

import { h } from "./dom.js";

const TICK_MILLIS = 250;

// The URL says it itself: X-Amz-Date (20261122T110300Z) plus X-Amz-Expires (seconds).
export function lifeOf(url) {
  let query;
  try {
    query = new URL(url).searchParams;
  } catch {
    return null;
  }
  const signed = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get("X-Amz-Date") ?? "");
  const seconds = Number(query.get("X-Amz-Expires"));
  if (!signed || !seconds) {
    return null;
  }
  const [, year, month, day, hour, minute, second] = signed.map(Number);
  return { ends: Date.UTC(year, month - 1, day, hour, minute, second) + seconds * 1000, millis: seconds * 1000 };
}

export function countdown(life, button) {
  const clock = h("span", { className: "countdown-clock" });
  const bar = h("span", { className: "countdown-bar", "aria-hidden": "true" }, h("span"));
  const element = h("span", { className: "countdown", role: "timer" }, clock, bar);
  const state = { life, element, clock, fill: bar.firstChild, button };
  running.add(state);
  tick(state);
  return element;
}

const running = new Set();

function tick(state) {
  const left = Math.max(0, state.life.ends - Date.now());
  const seconds = Math.ceil(left / 1000);
  state.clock.textContent =
    left > 0 ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} left` : "Link expired";
  state.fill.style.width = `${Math.min(100, (left / state.life.millis) * 100)}%`;
  state.element.classList.toggle("soon", left > 0 && seconds <= 30);
  state.element.classList.toggle("over", left === 0);
  state.button.classList.toggle("expired", left === 0);
  if (left === 0) {
    state.button.title = "This link has expired: the storage refuses it. Ask for a new one.";
    running.delete(state);
  }
}

setInterval(() => {
  for (const state of running) {
    state.element.isConnected ? tick(state) : running.delete(state);
  }
}, TICK_MILLIS);
