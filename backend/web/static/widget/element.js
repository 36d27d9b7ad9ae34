// <madoguchi-chat>: the launcher and the panel behind it.
//
// Attributes: origin (of the Chat API), identity-token, identity-url, identity-subject, demo-mailbox. For the page around:
//   element.open(), element.close(), element.ask(text) — open and send.

import { ChatApi } from "./api.js";
import { Conversation } from "./conversation.js";
import { Launcher } from "./launcher.js";
import { PageIdentity } from "./page-identity.js";
import { Panel } from "./panel.js";
import { SessionStore } from "./session-store.js";
import { applyStyles } from "./styles.js";
import { followViewport } from "./viewport.js";

const FULL_SCREEN = matchMedia("(max-width: 480px)");
// Focusing the composer would bring up the on-screen keyboard, over the greeting and its choices.
const TOUCH = matchMedia("(pointer: coarse)");

class MadoguchiChat extends HTMLElement {
  #store;
  #conversation;
  #launcher;
  #panel;
  #undo = [];
  #dressed = null;

  async connectedCallback() {
    if (!this.#panel) this.#build();
    this.#listen();
    await this.#dressed;
    if (this.isOpen) return;
    if (this.#store.state.open) this.#show();
    else if (this.#conversation.isStored) this.#conversation.open(); // in the background, for the badge
  }

  disconnectedCallback() {
    for (const undo of this.#undo.splice(0)) undo();
  }

  get isOpen() {
    return Boolean(this.#panel) && !this.#panel.element.hidden;
  }

  /** Opens the panel and moves the focus into it. */
  async open() {
    await this.#dressed;
    const opening = this.#show();
    if (TOUCH.matches) this.#panel.element.focus();
    else this.#panel.composer.focus();
    await opening;
  }

  close() {
    if (!this.isOpen) return;
    this.#panel.element.hidden = true;
    this.#launcher.isOpen = false;
    this.toggleAttribute("data-open", false);
    this.#store.update({ open: false });
    this.#launcher.element.focus();
  }

  /** Opens the panel and sends a message, as if the member had typed it. */
  async ask(text) {
    await this.open();
    await this.#conversation.send(text);
  }

  #build() {
    const origin = this.getAttribute("origin") ?? location.origin;
    this.#store = new SessionStore(origin);
    const pageIdentity = new PageIdentity({
      token: this.getAttribute("identity-token"),
      url: this.getAttribute("identity-url"),
      subject: this.getAttribute("identity-subject"),
    });
    this.#conversation = new Conversation({ api: new ChatApi(origin), store: this.#store, pageIdentity });
    this.#launcher = new Launcher(() => (this.isOpen ? this.close() : this.open()));
    this.#panel = new Panel(this.#conversation, {
      onClose: () => this.close(),
      demoMailbox: this.getAttribute("demo-mailbox"),
    });
    this.#conversation.addEventListener("added", ({ detail }) => {
      if (detail.live && !this.isOpen) this.#launcher.addUnread();
    });
    this.attachShadow({ mode: "open" });
    this.#dressed = this.#dress();
  }

  /** Nothing is shown before its styles are there. */
  async #dress() {
    await applyStyles(this.shadowRoot);
    this.shadowRoot.append(this.#panel.element, this.#launcher.element);
  }

  #listen() {
    const panel = this.#panel;
    const follow = (target, type, act) => {
      target.addEventListener(type, act);
      this.#undo.push(() => target.removeEventListener(type, act));
    };
    follow(window, "online", () => panel.followNetwork());
    follow(window, "offline", () => panel.followNetwork());
    const followScreen = () => panel.element.setAttribute("aria-modal", String(FULL_SCREEN.matches));
    follow(FULL_SCREEN, "change", followScreen);
    followScreen();
    this.#undo.push(followViewport(panel.element));
  }

  #show() {
    this.#panel.log.quietly(() => {
      this.#panel.element.hidden = false;
    });
    this.#launcher.isOpen = true;
    this.toggleAttribute("data-open", true);
    this.#store.update({ open: true });
    this.#panel.log.showFromQuestion();
    return this.#conversation.open();
  }
}

customElements.define("madoguchi-chat", MadoguchiChat);
