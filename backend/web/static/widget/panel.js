// The open chat: header, identity, log, and the composer or what stands in its place.

import { CallOverBanner } from "./call-over-banner.js";
import { Composer } from "./composer.js";
import { h } from "./dom.js";
import { IdentityBar } from "./identity-bar.js";
import { MessageLog } from "./message-log.js";
import { PanelHeader } from "./panel-header.js";
import { PhaseNotice } from "./phase-notice.js";
import { StyleToggle } from "./style-toggle.js";
import { TranscriptRequest } from "./transcript-request.js";
import { WaitingBanner } from "./waiting-banner.js";
import { TRANSCRIPT_WORDS, WORDS } from "./words.js";

export class Panel {
  #conversation;

  /** @param {import("./conversation.js").Conversation} conversation */
  constructor(conversation, { onClose, demoMailbox }) {
    this.#conversation = conversation;
    const { identity, handoff } = conversation;
    this.composer = new Composer((text) => conversation.send(text), {
      ask: (text, signal) => conversation.suggest(text, signal),
      onTake: (suggestion) => conversation.send(suggestion.payload, suggestion.title),
      lastHeard: () => conversation.entries.lastHeard,
      isForPerson: () => handoff.hasPerson,
      aroundResize: (act) => this.log.keepingEnd(act),
    });
    const { input } = this.composer;
    input.addEventListener("input", () => conversation.typing.typed(input.value.trim() === ""));
    this.log = new MessageLog(conversation, {
      demoMailbox,
      onSignedIn: () => this.#signedIn(),
      onAddressed: () => this.composer.focus(),
      onButtonGone: () => this.composer.focus(),
    });
    this.transcript = new TranscriptRequest(conversation, { onSignInNeeded: () => this.log.focusSignIn() });
    this.notice = new PhaseNotice(conversation, {
      onStartAnew: () => this.startAnew(),
      onTranscript: () => this.transcript.send(),
    });
    const items = this.#menuItems(identity);
    this.header = new PanelHeader({ onClose, styleToggle: this.#styleToggle(), handoff, items });
    this.waiting = new WaitingBanner(handoff, {
      onCallBack: () => this.#leaveQueue(handoff.callBack()),
      onCallOff: () => this.#leaveQueue(handoff.callOff()),
      aroundResize: (act) => this.log.keepingEnd(act),
    });
    this.callOver = new CallOverBanner(handoff, {
      onShow: () => this.log.showTicketNotice(),
      aroundResize: (act) => this.log.keepingEnd(act),
    });
    this.#followStyle();
    conversation.addEventListener("style", () => this.#followStyle());
    this.offline = h("p", { class: "offline", role: "status" });
    this.element = h(
      "section",
      { class: "panel", id: "panel", role: "dialog", lang: "ja", "aria-label": WORDS.panel, tabindex: "-1", hidden: true },
      this.header.element,
      new IdentityBar(identity, () => this.#signIn()).element,
      this.callOver.element,
      this.waiting.element,
      this.waiting.status,
      this.offline,
      h("div", { class: "log-holder" }, this.log.element, this.log.jump, this.log.restReasons.element),
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

  #followStyle() {
    for (const banner of [this.waiting, this.callOver]) banner.style = this.#conversation.style;
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
      { words: TRANSCRIPT_WORDS.ask, act: () => this.transcript.send(), isShown: isOpen },
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

  #signedIn() {
    this.composer.focus();
    this.transcript.goOn();
  }

  /** The buttons that had the focus go away with the queue. */
  async #leaveQueue(leaving) {
    await leaving;
    if (!this.log.focusAddress()) this.composer.focus();
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
    // What takes the composer's place may be taller: the last words stay in sight above it.
    if (phase === "ended") this.log.keepingEnd(() => this.#putAtFoot(phase));
    else this.#putAtFoot(phase);
    this.composer.isReady = phase === "open";
    this.log.element.setAttribute("aria-busy", String(phase === "starting" || phase === "restoring"));
  }

  #putAtFoot(phase) {
    this.notice.update();
    const wasWriting = this.composer.element.contains(this.element.getRootNode().activeElement);
    this.composer.element.hidden = phase === "failed" || phase === "gone" || phase === "ended";
    if (wasWriting && phase === "ended") this.notice.focus();
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
