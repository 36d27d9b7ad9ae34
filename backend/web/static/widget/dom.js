// Building DOM without HTML strings: what comes from a server or a person only ever becomes text.

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag
 * @param {Record<string, unknown>} [properties] attributes; `on…` are listeners; false, null and undefined are left out
 * @param {...(Node|string|null|undefined|false)} children
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Text that only a screen reader meets. */
export const spoken = (text) => h("span", { class: "visually-hidden" }, text);

const PATHS = {
  chat: ["M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-6.5L8 20.5V17H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z", "M8 9.5h8", "M8 12.8h5"],
  close: ["M6 6l12 12", "M18 6L6 18"],
  minimise: ["M6 10l6 6 6-6"],
  menu: ["M12 5.5v.01", "M12 12v.01", "M12 18.5v.01"],
  send: ["M12 19V5", "M6 11l6-6 6 6"],
  check: ["M5 12.5l4.5 4.5L19 7.5"],
  lock: ["M7 11V8a5 5 0 0 1 10 0v3", "M6 11h12a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1z"],
  mail: ["M4 6h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1z", "M3.5 7l8.5 6 8.5-6"],
  warning: ["M12 4L2.8 19.5h18.4z", "M12 10v4.5", "M12 17v.01"],
  person: ["M12 4a4 4 0 0 1 0 8a4 4 0 0 1 0-8z", "M4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6"],
  thumbUp: ["M7 10.5v9H4.5v-9z", "M7 10.5l4-7c1.6 0 2.5 1.2 2.2 2.7L12.6 9.5h5.2a2 2 0 0 1 2 2.4l-1.2 6a2 2 0 0 1-2 1.6H7"],
  thumbDown: ["M17 13.5v-9h2.5v9z", "M17 13.5l-4 7c-1.6 0-2.5-1.2-2.2-2.7l.6-3.3H6.2a2 2 0 0 1-2-2.4l1.2-6a2 2 0 0 1 2-1.6H17"],
  down: ["M12 5v14", "M6 13l6 6 6-6"],
};

/** A decorative line icon; its button carries the name. */
export const icon = (name) => lineIcon(PATHS[name]);

/** @param {string[]} lines path data within 24 by 24 */
export function lineIcon(lines) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of [["viewBox", "0 0 24 24"], ["aria-hidden", "true"], ["focusable", "false"], ["class", "icon"]]) {
    svg.setAttribute(key, value);
  }
  for (const line of lines) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", line);
    svg.append(path);
  }
  return svg;
}
