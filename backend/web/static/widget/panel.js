// The open chat: header, identity, log, and the composer or what stands in its place.

import { Composer } from "./composer.js";
import { h } from "./dom.js";
import { IdentityBar } from "./identity-bar.js";
import { MessageLog } from "./message-log.js";
import { PanelHeader } from "./panel-header.js";
import { PhaseNotice } from "./phase-notice.js";
import { StyleToggle } from "./style-toggle.js";
import { WORDS } from "./words.js";

export class Panel {
  #conversation;

  /** @param {import("./conversation.js").Conversation} conversation */
  constructor(conversation, { onClose, demoMailbox }) {
    this.#conversation = conversation;
    const { identity } = conversation;
    this.composer = new Composer((text) => conversation.send(text), {
      ask: (text, signal) => conversation.suggest(text, signal),
      onTake: (suggestion) => conversation.send(suggestion.payload, suggestion.title),
      lastHeard: () => conversation.entries.lastHeard,
      aroundResize: (act) => this.log.keepingEnd(act),
    });
    this.log = new MessageLog(conversation, { demoMailbox, onSignedIn: () => this.composer.focus() });
    this.notice = new PhaseNotice(conversation, { onStartAnew: () => this.startAnew() });
    this.header = new PanelHeader({ onClose, styleToggle: this.#styleToggle(), items: this.#menuItems(identity) });
    this.offline = h("p", { class: "offline", role: "status" });
    this.element = h(
      "section",
      { class: "panel", id: "panel", role: "dialog", lang: "ja", "aria-label": WORDS.panel, tabindex: "-1", hidden: true },
      this.header.element,
      new IdentityBar(identity, () => this.#signIn()).element,
      this.offline,
      h("div", { class: "log-holder" }, this.log.element, this.log.jump),
      this.log.typing.status,
      this.notice.element,
      this.composer.suggestions.element,
      this.composer.element,
    );
    this.element.addEventListener("keydown", (event) => this.#pressed(event, onClose));
    conversation.addEventListener("phase", () => this.#followPhase());
    this.#followPhase();
    this.followNetwork();
  }

  /** Begin another conversation; what could not be sent in this one is put back into the composer. */
  async startAnew() {
    const unsent = this.#conversation.entries.list.filter((entry) => !entry.message).map((entry) => entry.text);
    this.composer.offer(unsent.join("\n"));
    await this.#conversation.startAnew();
    this.composer.focus();
  }

  followNetwork() {
    this.offline.textContent = navigator.onLine === false ? WORDS.offline : "";
  }

  #menuItems(identity) {
    const isOpen = () => this.#conversation.phase === "open";
    return [
      {
        words: WORDS.verifyIdentity,
        act: () => this.#signIn(),
        isShown: () => isOpen() && (identity.state === "none" || identity.state === "lapsed"),
      },
      { words: WORDS.endConversation, act: () => this.#end(), isShown: isOpen },
      { words: WORDS.newConversation, act: () => this.startAnew(), isShown: () => true },
    ];
  }

  #styleToggle() {
    const failed = () => {
      this.offline.textContent = WORDS.styleFailed;
    };
    return new StyleToggle(this.#conversation, failed).element;
  }

  #signIn() {
    this.#conversation.inviteToSignIn(WORDS.identity.invitation);
    this.log.focusSignIn();
  }

  async #end() {
    try {
      await this.#conversation.end();
    } catch (error) {
      if (error.kind !== "gone") this.offline.textContent = WORDS.endFailed;
    }
  }

  #followPhase() {
    const { phase } = this.#conversation;
    this.element.dataset.phase = phase;
    this.composer.element.hidden = phase === "failed" || phase === "gone" || phase === "ended";
    this.composer.isReady = phase === "open";
    this.log.element.setAttribute("aria-busy", String(phase === "starting" || phase === "restoring"));
  }

  #pressed(event, onClose) {
    if (event.key === "Escape" && !event.isComposing) {
      event.stopPropagation(); // a dialog of the page around must not close as well
      if (!this.header.closeMenu()) onClose();
    }
    if (event.key === "Tab" && this.element.getAttribute("aria-modal") === "true") this.#keepFocusIn(event);
  }

  /** Where the panel covers the whole screen, the page behind it must not get the focus unseen. */
  #keepFocusIn(event) {
    const reachable = this.element.querySelectorAll("button:not(:disabled), textarea, input, a[href], [tabindex='0']");
    const shown = Array.from(reachable).filter((element) => element.checkVisibility?.() ?? element.offsetParent);
    const [first, last] = event.shiftKey ? [shown.at(-1), shown[0]] : [shown[0], shown.at(-1)];
    const current = this.element.getRootNode().activeElement;
    if (current !== last && current !== this.element) return;
    if (current === this.element && !event.shiftKey) return;
    event.preventDefault();
    first.focus();
  }
}
