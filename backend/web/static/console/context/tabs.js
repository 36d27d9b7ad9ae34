// Tabs as the ARIA Authoring Practices have them: arrows move between them, each shows its panel.

import { h } from "../../widget/dom.js";

export class Tabs {
  #tabs = [];

  /**
   * @param {string} label
   * @param {{key: string, name: string, panel: HTMLElement, onShow?: () => void}[]} tabs
   */
  constructor(label, tabs) {
    this.#tabs = tabs.map((tab) => ({ ...tab, button: this.#button(tab) }));
    for (const { panel, key } of this.#tabs) {
      for (const [name, value] of [["id", `panel-${key}`], ["role", "tabpanel"], ["aria-labelledby", `tab-${key}`], ["tabindex", "0"]]) panel.setAttribute(name, value);
    }
    this.bar = h("div", { class: "tabs", role: "tablist", "aria-label": label }, ...this.#tabs.map(({ button }) => button));
    this.bar.addEventListener("keydown", (event) => this.#pressed(event));
    this.panels = h("div", { class: "tab-panels" }, ...this.#tabs.map(({ panel }) => panel));
  }

  get chosen() {
    return this.#tabs.find(({ button }) => button.getAttribute("aria-selected") === "true");
  }

  choose(key) {
    for (const tab of this.#tabs) {
      const isChosen = tab.key === key;
      tab.button.setAttribute("aria-selected", String(isChosen));
      tab.button.tabIndex = isChosen ? 0 : -1;
      tab.panel.hidden = !isChosen;
      if (isChosen) tab.onShow?.();
    }
  }

  #button({ key, name }) {
    return h("button", { type: "button", role: "tab", id: `tab-${key}`, "aria-controls": `panel-${key}`, onclick: () => this.choose(key) }, name);
  }

  #pressed(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const count = this.#tabs.length;
    const next = this.#tabs[(this.#tabs.indexOf(this.chosen) + step + count) % count];
    this.choose(next.key);
    next.button.focus();
  }
}
