// The page: one stream of events from the server for the person chosen, and what that person does sent back.

import { avatar, byId, h, icon } from "./dom.js";
import * as audit from "./audit.js";
import * as composer from "./composer.js";
import * as folds from "./folds.js";
import * as messages from "./messages.js";
import * as modal from "./modal.js";

const HOME = "home";
const RETRY_MILLIS = 1500;
let picture = null;
let stream = null;
let place = decodeURIComponent(location.hash.slice(1));
const unread = new Set();

// --- the server ---

function connect(user) {
  stream?.close();
  stream = new EventSource(`/page/events?as=${encodeURIComponent(user ?? "")}`);
  stream.onopen = () => showConnection("");
  stream.onerror = () => {
    showConnection("Reconnecting…");
    // the browser comes back by itself unless the server answered with an error
    if (stream.readyState === EventSource.CLOSED) {
      setTimeout(() => connect(user), RETRY_MILLIS);
    }
  };
  on("picture", showPicture);
  on("message", messageArrived);
  on("gone", messageGone);
  on("home", (home) => { picture.home = home; if (place === HOME) showPlace(); });
  on("modal", (view) => modal.open(view, context(), tell, composer.focus));
  on("people", (people) => { picture.people = people; showPeople(); });
  on("audit", (row) => audit.add(row, names));
  on("audit-readable", ({ readable }) => audit.showState(readable));
}

function on(type, handle) {
  stream.addEventListener(type, (event) => handle(JSON.parse(event.data)));
}

async function tell(what, details) {
  const response = await fetch(`/page/do/${what}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ as: picture.user, ...details }),
  }).catch(() => null);
  return response ? response.json() : { ok: false, error: "the demo has stopped" };
}

// --- what there is ---

const names = {
  person: (id) => (id === picture.bot.id ? picture.bot.name : picture.people.find((person) => person.id === id)?.realName),
  channel: (id) => picture.channels.find((channel) => channel.id === id)?.name,
  people: () => picture.people,
};

function context() {
  return { names, bot: picture.bot, commands: picture.commands, actOn };
}

// What a click in this message (or, without one, in the Home tab or in the window over it) does.
function actOn(message, elementOf, modal) {
  return async (element, blockId, chosen) => {
    const answer = await tell("click", {
      ts: message?.ts ?? "", channel: message?.channel ?? "", modal: Boolean(modal),
      action_id: element.action_id, block_id: blockId, chosen: chosen ?? {},
    });
    const warning = elementOf?.()?.querySelector(".warning");
    if (warning && !answer.ok) {
      warning.textContent = `The app did not respond to the click: ${answer.error}`;
      warning.hidden = false;
    }
  };
}

// --- showing it ---

function showPicture(fresh) {
  picture = fresh;
  const url = new URL(location);
  url.searchParams.set("as", picture.user);
  history.replaceState(null, "", url);
  if (!places().some(({ id }) => id === place)) {
    place = picture.channels[0].id;
  }
  byId("workspace-name").textContent = picture.workspace.name;
  byId("workspace-note").textContent = `${picture.workspace.domain}, local`;
  byId("workspace-mark").textContent = picture.workspace.name[0];
  composer.setCommands(picture.commands);
  showPeople();
  showPlace();
  audit.showAll(picture.audit, names);
}

function places() {
  return [
    ...picture.channels.map((channel) => ({ ...channel, icon: channel.private ? "lock" : "hash", title: channel.name })),
    ...(picture.tabs ? tabs() : []),
  ];
}

function tabs() {
  return [
    { id: HOME, icon: "home", title: "Home", topic: "What the bot keeps ready for you" },
    { id: picture.direct, icon: "chat", title: "Messages", topic: "Between you and the bot" },
  ];
}

function showPlaces() {
  const entry = ({ id, icon: mark, title }) =>
    h("li", {}, h("button", { type: "button", className: `place ${id === place ? "current" : ""} ${unread.has(id) ? "unread" : ""}`,
      "aria-current": id === place ? "page" : undefined, onclick: () => go(id) },
    icon(mark), h("span", {}, title), unread.has(id) && h("span", { className: "unread-mark" }, "new")));
  const all = places();
  const channels = picture.channels.length;
  byId("channels").replaceChildren(...all.slice(0, channels).map(entry));
  byId("app-places").replaceChildren(...all.slice(channels).map(entry));
  byId("app").hidden = !picture.tabs;
}

function showPeople() {
  byId("people").replaceChildren(...picture.people.map((person) => {
    const chosen = person.id === picture.user;
    return h("li", {}, h("button", { type: "button", "aria-pressed": String(chosen), "data-person": person.id,
      className: `person ${chosen ? "chosen" : ""}`, onclick: () => become(person.id) },
    avatar(person.id, person.realName),
    h("span", { className: "person-name" }, h("strong", {}, person.realName), h("small", {}, person.role)),
    chosen && h("span", { className: "person-check" }, icon("check"))));
  }));
}

function become(user) {
  composer.clear();
  connect(user);
}

function go(id) {
  place = id;
  location.hash = encodeURIComponent(id);
  showPlace();
  if (id === HOME) {
    tell("home", {});
  }
}

function showPlace() {
  unread.delete(place);
  showPlaces();
  const here = places().find(({ id }) => id === place);
  byId("channel-name").replaceChildren(icon(here.icon), here.title);
  byId("channel-topic").textContent = here.topic;
  byId("composer").hidden = place === HOME;
  if (place === HOME) {
    messages.showView(picture.home, context());
    return;
  }
  messages.showAll(picture.messages.filter((message) => message.channel === place), context());
  const first = picture.commands[0]?.name ?? "";
  const target = here.id === picture.direct ? picture.bot.name : `#${here.title}`;
  composer.setPlaceholder(`Message ${target} as ${names.person(picture.user)}, or type ${first}`);
  composer.focus();
}

function messageArrived(message) {
  const at = picture.messages.findIndex(({ ts }) => ts === message.ts);
  at < 0 ? picture.messages.push(message) : picture.messages.splice(at, 1, message);
  if (message.channel === place) {
    messages.show(message, context());
  } else if (at < 0) {
    unread.add(message.channel);
    showPlaces();
  }
}

function messageGone(message) {
  picture.messages = picture.messages.filter(({ ts }) => ts !== message.ts);
  messages.remove(message);
}

function showConnection(text) {
  byId("connection").textContent = text;
}

folds.start();
composer.start((text) => tell("type", { text, channel: place }));
connect(new URL(location).searchParams.get("as"));
