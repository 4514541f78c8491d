// Slack's <!date^…> tokens, in the reader's own time zone.

const dayStart = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

function ordinal(day) {
  const suffix = day % 100 > 10 && day % 100 < 14 ? "th" : ["th", "st", "nd", "rd"][day % 10] ?? "th";
  return `${day}${suffix}`;
}

const month = (date, style) => date.toLocaleDateString("en-US", { month: style });
const long = (date) => `${month(date, "long")} ${ordinal(date.getDate())}, ${date.getFullYear()}`;
const short = (date) => `${month(date, "short")} ${date.getDate()}, ${date.getFullYear()}`;
const full = (date) => `${date.toLocaleDateString("en-US", { weekday: "long" })}, ${long(date)}`;
const two = (number) => String(number).padStart(2, "0");

function pretty(date, otherwise) {
  const days = Math.round((dayStart(date) - dayStart(new Date())) / 86_400_000);
  return { "-1": "yesterday", 0: "today", 1: "tomorrow" }[days] ?? otherwise(date);
}

export function ago(date) {
  const seconds = Math.round((date.getTime() - Date.now()) / 1000);
  const units = [["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(Math.trunc(seconds / size), unit);
}

const TOKENS = {
  date_num: (date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`,
  date_slash: (date) => `${two(date.getMonth() + 1)}/${two(date.getDate())}/${date.getFullYear()}`,
  date: long,
  date_short: short,
  date_long: full,
  date_long_full: full,
  date_pretty: (date) => pretty(date, long),
  date_short_pretty: (date) => pretty(date, short),
  date_long_pretty: (date) => pretty(date, full),
  day_divider_pretty: (date) => pretty(date, full),
  time: (date) => date.toLocaleTimeString([], { hour: "numeric", minute: "2-digit" }),
  time_secs: (date) => date.toLocaleTimeString([], { hour: "numeric", minute: "2-digit", second: "2-digit" }),
  ago,
};

export function formatDate(epochSeconds, pattern, fallback) {
  const date = new Date(Number(epochSeconds) * 1000);
  if (Number.isNaN(date.getTime())) {
    return fallback;
  }
  const text = pattern.replace(/\{(\w+)\}/g, (whole, token) => TOKENS[token]?.(date) ?? whole);
  // Slack begins a sentence that starts with "today" with a capital letter
  return pattern.startsWith("{") ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

export const clockTime = (date) =>
  date.toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });

export const clockTimeWithSeconds = (date) =>
  date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
