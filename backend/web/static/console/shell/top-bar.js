// The bar above every screen: where I am, whether I take conversations, sound, help, my account.

import { forgetDrafts } from "../core/drafts.js";
import { h } from "../../widget/dom.js";
import { icon } from "../core/icons.js";
import { openDialog } from "../core/dialog.js";
import { problemWords } from "../words/problems.js";
import { SHELL } from "../words/shell.js";

export class TopBar {
  #desk;
  #alerts;
  #toasts;
  #csrfToken;

  /**
   * @param {object} parts
   * @param {() => void} parts.onHelp
   */
  constructor({ desk, alerts, toasts, csrfToken, onHelp }) {
    this.#desk = desk;
    this.#alerts = alerts;
    this.#toasts = toasts;
    this.#csrfToken = csrfToken;
    this.heading = h("h1", { tabindex: "-1" });
    this.availability = h("button", { type: "button", class: "availability", onclick: () => this.#switch() });
    this.sound = h("button", { type: "button", class: "icon-button", onclick: () => this.#toggleSound() });
    this.hours = h("p", { class: "desk-hours" });
    this.element = h("header", { class: "top-bar" },
      this.heading,
      this.hours,
      this.availability,
      this.sound,
      h("button", { type: "button", class: "icon-button only-wide", "aria-label": SHELL.help, title: `${SHELL.help} (?)`, onclick: onHelp }, icon("help")),
      this.#accountButton(),
    );
    desk.addEventListener("me", () => this.#show());
    this.#show();
    this.#showSound();
  }

  #accountButton() {
    const { name } = this.#desk.me;
    const initial = h("span", { class: "avatar", "aria-hidden": "true" }, Array.from(name)[0] ?? "");
    return h("button", { type: "button", class: "account", title: SHELL.account, onclick: () => this.#openAccount() },
      initial, h("span", { class: "account-name" }, name), h("span", { class: "visually-hidden" }, `：${SHELL.account}`));
  }

  #show() {
    const { me, opening } = this.#desk;
    const isAvailable = me.is_available;
    this.availability.dataset.state = isAvailable ? "available" : "away";
    this.availability.replaceChildren(
      h("i", { "aria-hidden": "true" }),
      isAvailable ? SHELL.available : SHELL.away,
      h("span", { class: "visually-hidden" }, `。${isAvailable ? SHELL.makeAway : SHELL.makeAvailable}`),
    );
    this.availability.title = isAvailable ? SHELL.makeAway : SHELL.makeAvailable;
    this.hours.textContent = openingWords(opening);
    this.hours.title = SHELL.hours(opening.hours_label);
    this.hours.toggleAttribute("data-closed", !opening.is_open);
  }

  async #switch() {
    try {
      await this.#desk.setAvailable(!this.#desk.me.is_available);
    } catch (error) {
      this.#toasts.problem(problemWords(error));
    }
  }

  #toggleSound() {
    this.#alerts.sound.isOn = !this.#alerts.sound.isOn;
    if (this.#alerts.sound.isOn) this.#alerts.sound.ring();
    this.#showSound();
  }

  #showSound() {
    const { isOn } = this.#alerts.sound;
    const name = isOn ? SHELL.soundOn : SHELL.soundOff;
    this.sound.replaceChildren(icon(isOn ? "soundOn" : "soundOff"));
    this.sound.setAttribute("aria-label", name);
    this.sound.title = name;
  }

  #openAccount() {
    const { me } = this.#desk;
    openDialog({
      title: me.name,
      content: () => [
        h("dl", { class: "facts" }, h("dt", {}, SHELL.role), h("dd", {}, me.role_label), h("dt", {}, SHELL.displayName), h("dd", {}, me.display_name)),
        h("h3", {}, SHELL.notices),
        h("p", { class: "soft" }, SHELL.noticesText),
        this.#noticeState(),
        h("form", { method: "post", action: "/console/sign-out", class: "dialog-actions", onsubmit: forgetDrafts },
          h("input", { type: "hidden", name: "csrf_token", value: this.#csrfToken }),
          h("button", { type: "submit", class: "button" }, SHELL.signOut)),
      ],
    });
  }

  #noticeState() {
    const place = h("div", { role: "status" });
    const show = () => {
      const { permission } = this.#alerts.notices;
      if (permission !== "default") {
        const words = { granted: SHELL.noticesOn, denied: SHELL.noticesDenied }[permission] ?? SHELL.noticesMissing;
        place.replaceChildren(h("p", {}, words));
        return;
      }
      const ask = () => this.#alerts.notices.ask().then(show);
      place.replaceChildren(h("button", { type: "button", class: "button primary", onclick: ask }, icon("bell"), SHELL.allowNotices));
    };
    show();
    return place;
  }
}

const openingWords = ({ is_open: isOpen, is_within_hours: isWithinHours }) =>
  isOpen ? SHELL.deskOpen : isWithinHours ? SHELL.nobodyThere : SHELL.afterHours;
