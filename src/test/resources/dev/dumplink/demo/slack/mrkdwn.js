// Slack's mrkdwn as elements.

import { h, icon } from "./dom.js";
import { formatDate } from "./dates.js";

const unescape = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

// The emoji a bot is likely to use, drawn: a computer may have no emoji font.
const EMOJI = {
  white_check_mark: ["check", "good"], heavy_check_mark: ["check", "good"], warning: ["alert", "odd"],
  no_entry: ["ban", "bad"], no_entry_sign: ["ban", "bad"], x: ["ban", "bad"], lock: ["lock", "odd"],
  hourglass: ["clock", "odd"], hourglass_flowing_sand: ["clock", "odd"], information_source: ["info", "calm"],
  link: ["link", "calm"], package: ["file", "calm"], eyes: ["eye", "calm"],
};

// Code and <…> are set aside first, so that emphasis may go around them but never into them.
const SHIELDED = /`([^`\n]+)`|<([^<>\n]+)>/g;
const SLOT = /\uE000(\d+)\uE001/;
const PATTERNS = [
  [/(?<![\w*])\*(?=\S)([^*\n]*?\S)\*(?![\w*])/, (inside) => h("strong", {}, inside)],
  [/(?<![\w_])_(?=\S)([^_\n]*?\S)_(?![\w_])/, (inside) => h("em", {}, inside)],
  [/(?<![\w~])~(?=\S)([^~\n]*?\S)~(?![\w~])/, (inside) => h("s", {}, inside)],
];

function inline(text, names) {
  const slots = [];
  const shielded = text.replace(SHIELDED, (whole, code, target) => {
    slots.push(code ? h("code", {}, unescape(code)) : reference(target, names));
    return `\uE000${slots.length - 1}\uE001`;
  });
  return emphasis(shielded, slots);
}

function emphasis(text, slots) {
  for (const [pattern, build] of PATTERNS) {
    const match = pattern.exec(text);
    if (match) {
      return [
        ...emphasis(text.slice(0, match.index), slots),
        build(emphasis(match[1], slots)),
        ...emphasis(text.slice(match.index + match[0].length), slots),
      ];
    }
  }
  // splitting by a pattern with a group leaves texts at even places and slot numbers at odd ones
  return text.split(SLOT).flatMap((part, index) =>
    index % 2 === 1 ? [slots[Number(part)]] : part ? plain(part) : []);
}

function plain(text) {
  const parts = text.split(/:([a-z0-9_+-]+):/);
  return parts.map((part, index) => {
    if (index % 2 === 0) {
      return unescape(part);
    }
    const [mark, tone] = EMOJI[part] ?? [];
    return mark ? h("span", { className: `emoji ${tone}`, role: "img", "aria-label": part.replaceAll("_", " ") }, icon(mark)) : `:${part}:`;
  });
}

function reference(inside, names) {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? "" : unescape(inside.slice(bar + 1));
  if (target.startsWith("!date^")) {
    const [, epoch, pattern, link] = target.split("^");
    const title = new Date(Number(epoch) * 1000).toString();
    const time = h("time", { title }, formatDate(epoch, pattern, label));
    return link ? anchor(link, [time]) : time;
  }
  if (target.startsWith("@")) {
    return h("span", { className: "mention" }, `@${names.person(target.slice(1)) ?? label ?? target.slice(1)}`);
  }
  if (target.startsWith("#")) {
    return h("span", { className: "mention" }, `#${names.channel(target.slice(1)) ?? label ?? target.slice(1)}`);
  }
  if (target.startsWith("!")) {
    return h("span", { className: "mention" }, `@${label || target.slice(1)}`);
  }
  return anchor(target, [label || unescape(target)]);
}

// Only what a chat may lead to; anything else is shown as the text it is.
function anchor(target, children) {
  const url = unescape(target);
  return /^(https?|mailto):/i.test(url)
    ? h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, children)
    : h("span", {}, children);
}

function lines(text, names) {
  const parts = [];
  for (const line of text.split("\n")) {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    parts.push(quoted ? h("blockquote", {}, inline(quoted[1], names)) : inline(line, names));
    parts.push(quoted ? [] : h("br"));
  }
  parts.pop();
  return parts.flat();
}

function codeBlock(code) {
  const copy = h("button", { type: "button", className: "copy" }, "Copy");
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code);
    copy.replaceChildren(icon("check"), "Copied");
    setTimeout(() => copy.replaceChildren("Copy"), 1500);
  });
  const words = code.split(/(\s+)/).map((part) => (/\S/.test(part) ? h("span", {}, part) : part));
  return h("div", { className: "code" }, h("pre", {}, words), copy);
}

export function mrkdwn(text, names) {
  return text.split(/```/).flatMap((part, index) => {
    if (index % 2 === 1) {
      return [codeBlock(unescape(part.replace(/^\n|\n$/g, "")))];
    }
    const trimmed = part.replace(/^\n/, index > 0 ? "" : "\n").replace(/\n$/, "");
    return trimmed ? lines(trimmed, names) : [];
  });
}

export function textObject(object, names) {
  return object.type === "mrkdwn" ? mrkdwn(object.text, names) : [object.text];
}

export { codeBlock };
