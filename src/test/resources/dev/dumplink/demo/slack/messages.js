// The middle column: one element per message, replaced when the message changes.

import { avatar, botAvatar, byId, h, icon } from "./dom.js";
import { clockTime } from "./dates.js";
import { mrkdwn } from "./mrkdwn.js";
import { renderBlocks } from "./blocks.js";

const list = byId("messages");
const elements = new Map();

export function showAll(messages, context) {
  elements.clear();
  list.replaceChildren();
  for (const message of messages) {
    show(message, context);
  }
  if (messages.length === 0) {
    list.append(empty(context));
  }
  toEnd();
}

export function show(message, context) {
  const element = render(message, context);
  const old = elements.get(message.ts);
  list.querySelector(".empty")?.remove();
  old ? old.replaceWith(element) : list.append(element);
  elements.set(message.ts, element);
  if (!old) {
    // of a message taller than the window the beginning is what matters
    element.scrollIntoView({ block: element.offsetHeight > list.clientHeight ? "start" : "end" });
  }
}

export function remove(message) {
  elements.get(message.ts)?.remove();
  elements.delete(message.ts);
}

export function showView(view, context) {
  elements.clear();
  const home = view
    ? h("article", { className: "home" }, renderBlocks(view.blocks, { ...context, act: context.actOn(null) }))
    : h("p", { className: "empty" }, "The bot has not published a Home tab for you.");
  list.replaceChildren(home);
  list.scrollTop = 0;
}

function toEnd() {
  list.scrollTop = list.scrollHeight;
}

function empty(context) {
  const command = context.commands[0]?.name ?? "/dump";
  return h("div", { className: "empty" },
    h("span", { className: "empty-mark", "aria-hidden": "true" }, icon("download")),
    h("h3", {}, "Ask for a dump"),
    h("p", {}, "Type ", h("code", {}, command), " below. The answer is for your eyes only, and the link lives three minutes."));
}

function render(message, context) {
  if (message.kind === "COMMAND") {
    return command(message, context);
  }
  const bot = message.author === context.bot.id;
  const slack = message.kind === "NOTICE";
  const name = bot ? context.bot.name : slack ? "Slackbot" : context.names.person(message.author) ?? message.author;
  const face = bot ? botAvatar() : slack
    ? h("span", { className: "avatar slackbot", "aria-hidden": "true" }, icon("alert"))
    : avatar(message.author, name);
  return h("article", { className: `message ${message.kind.toLowerCase()} ${message.ephemeral ? "ephemeral" : ""}`, "data-ts": message.ts },
    face,
    h("div", { className: "message-main" },
      message.ephemeral && h("p", { className: "only-you" }, icon("eye"), "Only visible to you"),
      h("p", { className: "byline" },
        h("strong", {}, name),
        bot && h("span", { className: "app-tag" }, "APP"),
        h("time", { title: message.at }, clockTime(new Date(message.at)))),
      content(message, context),
      h("p", { className: "warning", role: "alert", hidden: true })));
}

function content(message, context) {
  const element = () => elements.get(message.ts);
  const body = message.blocks.length > 0
    ? renderBlocks(message.blocks, { ...context, act: context.actOn(message, element) })
    : message.text ? [h("div", { className: "text" }, mrkdwn(message.text, context.names))] : [];
  const files = (message.files ?? []).map((file) =>
    h("a", { className: "file", href: `/files/${file.id}`, download: file.name }, icon("file"),
      h("span", {}, h("strong", {}, file.title), h("small", {}, `${file.name}, ${file.size} bytes`))));
  return [...body, ...files];
}

// A command that only its author sees: one quiet line. A public one looks like a message.
function command(message, context) {
  const who = message.ephemeral ? "You" : context.names.person(message.author) ?? message.author;
  return h("article", { className: "command", "data-ts": message.ts },
    h("span", {}, who, " typed "),
    h("code", { title: message.text }, mrkdwn(message.text, context.names)),
    h("time", {}, clockTime(new Date(message.at))));
}
