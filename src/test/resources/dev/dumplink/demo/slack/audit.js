// The side panel: the audit log as it is written, newest first.

import { byId, h, icon } from "./dom.js";
import { clockTimeWithSeconds } from "./dates.js";

const WORDS = {
  DL001I: ["issued", "good"], DL001E: ["failed", "bad"], DL002D: ["denied", "bad"], DL003R: ["replay", "odd"],
  DL004I: ["delivered", "calm"], DL004E: ["not delivered", "bad"], AU001I: ["audit read", "plain"],
  AU002I: ["audit exported", "plain"], DB001I: ["dump made", "good"], DB001E: ["dump failed", "bad"],
  RS001I: ["restored", "calm"], RS001E: ["restore failed", "bad"], RS001D: ["restore refused", "bad"],
  CF001I: ["configured", "plain"], SY001I: ["started", "plain"], SY002I: ["stopped", "plain"],
};
// What a rule, or for want of one a code, means to somebody who has not read the manual.
const MEANINGS = {
  help: "Was told what can be typed.", list: "Was shown the newest dumps.",
  choose: "Was asked which database: no link yet.",
  unknown: "Not understood; was told what can be typed.",
  home: "Looked at the Home tab.",
  "audit.filter": "Was given the form to filter the log by.",
  "audit.not_understood": "A search that is none; was told what can be searched for.",
  members: "Allowed as a member.", admins: "Allowed as an administrator.",
  "members.users": "Allowed by name, though Slack did not say who this is.",
  "admins.users": "Allowed as an administrator by name, though Slack did not say who this is.",
  DL006I: "Clicked Download.", DL007I: "Hid the message.",
  SY001I: "The bot began to answer.", SY002I: "The bot stopped answering.",
};
const TONES = { I: "plain", D: "bad", E: "bad", R: "odd" };
const FLASH_MILLIS = 2500;

const list = byId("audit");
const state = byId("audit-state");
let rows = [];

export function showAll({ rows: newestFirst, readable }, names) {
  rows = newestFirst;
  list.replaceChildren(...rows.map((row, index) => render(row, rows[index + 1], names)));
  if (rows.length === 0) {
    list.append(h("li", { className: "no-rows" }, "No rows yet. They appear here as they are written."));
  }
  showState(readable);
}

export function add(row, names) {
  if (rows.length > 0 && row.seq <= rows[0].seq) {
    return;
  }
  list.querySelector(".no-rows")?.remove();
  const element = render(row, rows[0], names);
  element.classList.add("new");
  setTimeout(() => element.classList.remove("new"), FLASH_MILLIS);
  rows.unshift(row);
  list.prepend(element);
  list.scrollTop = 0;
  showState(true);
}

export function showState(readable) {
  state.classList.toggle("unreadable", !readable);
  state.textContent = readable ? `${rows.length} ${rows.length === 1 ? "row" : "rows"}, live` : "not readable";
}

const brief = (hash) => (hash ? hash.slice(0, 8) : "start");
// in a sentence twelve digits of a digest are enough for people; the whole is its title
const shortened = (text) => text.replace(/\b([0-9a-f]{12})[0-9a-f]{52}\b/g, "$1…");

function why({ code, rule, reason, command }) {
  if (code === "DL004I" || code === "DL004E") {
    const what = command === "audit_csv" ? "The file" : "The link";
    return `${what} ${code === "DL004I" ? "reached" : "did not reach"} Slack.`;
  }
  if (code === "CF001I") {
    return reason.replace(/^sha256 /, "Configuration file with SHA-256 ");
  }
  return reason || MEANINGS[rule] || rule || MEANINGS[code];
}

function render(row, older, names) {
  const [word, tone] = WORDS[row.code] ?? [row.decision || row.code, TONES[row.code.slice(-1)] ?? "plain"];
  const who = names.person(row.user) ?? row.user;
  // without the older row at hand there is nothing to compare with
  const chained = !older || older.hash === row.previousHash;
  const because = why(row);
  return h("li", { className: `row ${tone}` },
    h("div", { className: "row-head" },
      h("span", { className: "badge" }, word),
      h("span", { className: "code-name" }, row.code),
      h("time", { title: row.time }, clockTimeWithSeconds(new Date(row.time)))),
    (who || row.database) && h("p", { className: "row-who" },
      who && h("strong", {}, who), who && row.database && h("span", { className: "dot" }), row.database),
    row.object && h("p", { className: "row-object", title: row.object }, row.object.split("/").pop()),
    because && h("p", { className: "row-reason", title: because }, shortened(because)),
    h("p", { className: `chain ${chained ? "" : "chain-broken"}`, title: `hash ${row.hash}\nprevious ${row.previousHash || "none"}` },
      h("span", { className: "seq" }, `#${row.seq}`),
      h("span", { className: "hash own" }, brief(row.hash)),
      icon(chained ? "link" : "broken"),
      h("span", { className: "hash" }, brief(row.previousHash)),
      !chained && h("strong", {}, "chain broken"),
      row.requestId && h("span", { className: "request", title: "request" }, row.requestId)));
}
