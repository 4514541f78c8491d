// Block Kit as elements. What a click means is the caller's: act(element, blockId, chosen).

import { h } from "./dom.js";
import { codeBlock, mrkdwn, textObject } from "./mrkdwn.js";
import { countdown, lifeOf } from "./countdown.js";

export function renderBlocks(blocks, context) {
  return blocks.map((block) => (BLOCKS[block.type] ?? unknown)(block, context));
}

const unknown = (block) => h("p", { className: "unknown" }, `(${block.type} block)`);

const BLOCKS = {
  header: (block) => h("h3", { className: "block header" }, block.text.text),
  divider: () => h("hr", { className: "block divider" }),
  section,
  actions: (block, context) =>
    h("div", { className: "block actions" }, block.elements.map((element) => control(element, block, context))),
  context: (block, context) =>
    h("div", { className: "block context" }, block.elements.map((element) =>
      element.type === "image" ? image(element, "context-image") : h("span", {}, textObject(element, context.names)))),
  image: (block) =>
    h("figure", { className: "block image" },
      block.title && h("figcaption", {}, block.title.text), image(block, "block-image")),
  markdown: (block) => h("div", { className: "block section plain" }, block.text),
  rich_text: richText,
  input,
};

function section(block, context) {
  return h("div", { className: "block section" },
    h("div", { className: "section-main" },
      block.text && h("div", { className: "text" }, textObject(block.text, context.names)),
      block.fields && h("div", { className: "fields" }, block.fields.map((field) =>
        h("div", { className: "field" }, textObject(field, context.names))))),
    block.accessory && h("div", { className: "accessory" }, block.accessory.type === "image"
      ? image(block.accessory, "accessory-image")
      : control(block.accessory, block, context)));
}

const image = (block, className) => h("img", { className, src: block.image_url, alt: block.alt_text });

function richText(block, context) {
  const piece = (element) => {
    const text = element.type === "user" ? mrkdwn(`<@${element.user_id}>`, context.names)
      : element.type === "link" ? mrkdwn(`<${element.url}|${element.text ?? element.url}>`, context.names)
      : [element.text ?? ""];
    const tags = { bold: "strong", italic: "em", strike: "s", code: "code" };
    return Object.keys(element.style ?? {}).reduce((inner, style) => [h(tags[style] ?? "span", {}, inner)], text);
  };
  return h("div", { className: "block section plain" }, block.elements.map((part) =>
    part.type === "rich_text_preformatted"
      ? codeBlock(part.elements.map((element) => element.text).join(""))
      : part.type === "rich_text_list"
        ? h("ul", {}, part.elements.map((item) => h("li", {}, item.elements.flatMap(piece))))
        : h("div", {}, part.elements.flatMap(piece))));
}

function control(element, block, context) {
  const act = (chosen) => context.act(element, block.block_id, chosen);
  switch (element.type) {
    case "button":
      return button(element, act);
    case "static_select":
    case "overflow":
    case "radio_buttons":
      return menu(element, element.options.map((option) => [option.text.text, { selected_option: option }]), act);
    case "users_select":
      return menu(element, context.names.people().map(({ id, realName }) => [realName, { selected_user: id }]), act);
    case "datepicker":
      return h("input", { type: "date", className: "menu", value: element.initial_date, "aria-label": "Date",
        onchange: (event) => act({ selected_date: event.target.value }) });
    default:
      return h("span", { className: "unknown" }, `(${element.type})`);
  }
}

function button(element, act) {
  const properties = {
    className: `button ${element.style ?? ""}`,
    "aria-label": element.accessibility_label,
    "data-action": element.action_id,
  };
  if (!element.url) {
    return h("button", { ...properties, type: "button", onclick: () => act() }, element.text.text);
  }
  // a link button opens its address and tells the bot, both
  const link = h("a", { ...properties, href: element.url, target: "_blank", rel: "noopener noreferrer",
    onclick: () => act() }, element.text.text);
  const life = lifeOf(element.url);
  return life ? h("span", { className: "timed" }, link, countdown(life, link)) : link;
}

function menu(element, choices, act) {
  const options = choices.map(([label], index) => h("option", { value: index }, label));
  const placeholder = h("option", { value: "" }, element.placeholder?.text ?? "More…");
  return h("select", { className: "menu", "aria-label": element.placeholder?.text ?? "More actions",
    onchange: (event) => {
      if (event.target.value !== "") {
        act(choices[Number(event.target.value)][1]);
        event.target.value = "";
      }
    } }, placeholder, options);
}

// In a modal; the form collects the values by action id.
function input(block, context) {
  const element = block.element;
  const name = element.action_id;
  const required = !block.optional;
  const field =
    element.type === "users_select"
      ? h("select", { name }, h("option", { value: "" }, "Anybody"),
        context.names.people().map(({ id, realName }) =>
          h("option", { value: id, selected: id === element.initial_user }, realName)))
    : element.type === "static_select"
      ? h("select", { name }, !required && h("option", { value: "" }, "Any"), element.options.map((option) =>
        h("option", { value: option.value, selected: option.value === element.initial_option?.value }, option.text.text)))
    : element.type === "datepicker"
      ? h("input", { name, type: "date", value: element.initial_date, required })
    : element.multiline
      ? h("textarea", { name, rows: 3, required })
      : h("input", { name, type: "text", value: element.initial_value, placeholder: element.placeholder?.text, required });
  return h("label", { className: `block input ${element.type}` },
    h("span", {}, block.label.text), field,
    block.hint && h("small", {}, block.hint.text));
}
