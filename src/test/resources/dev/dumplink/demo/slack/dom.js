// Builds elements; text always goes in as text, never as markup.

export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value !== undefined && value !== null && value !== false) {
      element.setAttribute(name === "className" ? "class" : name, value === true ? "" : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const byId = (id) => document.getElementById(id);

const PATHS = {
  hash: "M9 4 7 20M17 4l-2 16M4 9h17M3 15h17",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  home: "M4 11 12 4l8 7M6 10v10h12V10",
  chat: "M4 5h16v11H10l-5 4v-4H4z",
  eye: "M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6",
  send: "M4 12 20 4l-4 16-4-6.5zM12 13.5 20 4",
  alert: "M12 4 2.5 20h19zM12 10v4.5M12 17.2v.3",
  link: "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1",
  broken: "M10 14a4 4 0 0 0 2 1M18.7 11A4 4 0 0 0 13 5.3M5.3 13A4 4 0 0 0 11 18.7M4 4l16 16",
  download: "M12 4v11m-4.5-4 4.5 4.5 4.5-4.5M5 20h14",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  ban: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M6.2 6.2l11.6 11.6",
  clock: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 7.5V12l3 2",
  info: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 11v5M12 8v.2",
  menu: "M4 6h16M4 12h16M4 18h16",
  check: "M5 12.5 10 17.5 19.5 7",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

// The same person has the same colour everywhere.
export function avatar(id, name) {
  const sum = [...id].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 997, 6);
  const initials = (name.match(/\p{L}+/gu) ?? ["?"]).map((word) => word[0]).slice(0, 2).join("").toUpperCase();
  return h("span", { className: `avatar tone-${sum % 7}`, "aria-hidden": "true" }, initials);
}

export function botAvatar() {
  return h("span", { className: "avatar bot", "aria-hidden": "true" }, icon("download"));
}
