// Queue, mine, all: a list, the conversation that is open, and what is known about it.

import { emptyState } from "../core/states.js";
import { goTo } from "../core/router.js";
import { h } from "../../widget/dom.js";
import { ConversationList } from "../lists/conversation-list.js";
import { OpenConversation } from "./open-conversation.js";
import { TALK } from "../words/conversation.js";
import { WORDS } from "../words/common.js";

export class ConversationsPage {
  #services;
  #view = "queue";
  /** @type {OpenConversation|null} */
  #open = null;
  // Just taken: where the focus goes once it is open.
  #claimedId = null;

  constructor(services) {
    this.#services = services;
    this.list = new ConversationList(services);
    this.rest = h("section", { class: "talk talk-none" }, emptyState("all", TALK.pick, TALK.pickText));
    this.element = h("div", { class: "conversations" }, this.list.element, this.rest);
  }

  get title() {
    return WORDS.views[this.#view];
  }

  /** @param {"queue"|"mine"|"all"} view @param {string[]} rest of the address */
  show(view, [id]) {
    this.#view = view;
    this.list.show(view);
    if (id) this.#openConversation(id);
    else this.#closeConversation();
    this.element.toggleAttribute("data-talking", Boolean(id));
    this.list.mark(id ?? null);
  }

  leave() {
    this.#closeConversation();
  }

  /** Take a conversation from wherever: list, head, toast or key. */
  async claim(id, action = "claim") {
    if (!(await this.#services.ownership.do(action, id))) return;
    this.#claimedId = id;
    if (this.#open?.id === id && this.#view === "mine") this.#focusClaimed();
    else goTo("mine", id);
  }

  /** Keys. @returns {boolean} whether there was something to do */
  act(name) {
    if (name === "next" || name === "previous") this.list.step(name === "next" ? 1 : -1);
    else if (name === "claim") this.#claimByKey();
    else if (this.#open?.act(name)) return true;
    else if (name === "leave" && this.#open) goTo(this.#view);
    else return false;
    return true;
  }

  #claimByKey() {
    const id = this.list.focusedId ?? this.#open?.id;
    const summary = id && this.#services.desk.summaries.get(id);
    const [action] = summary ? this.#services.ownership.possible(summary) : [];
    if (action === "claim" || action === "stepIn") this.claim(id, action);
  }

  #openConversation(id) {
    if (this.#open?.id === id) {
      this.#open.head.view = this.#view;
      this.#focusClaimed();
      return;
    }
    this.#open?.close();
    this.#open = new OpenConversation(this.#services, id, {
      view: this.#view,
      onAction: (action) => this.#act(action, id),
      onReady: () => this.#focusClaimed(),
    });
    this.rest.remove();
    this.element.append(this.#open.element, this.#open.context.element);
  }

  #closeConversation() {
    if (!this.#open) return;
    this.#open.close();
    this.#open = null;
    this.element.append(this.rest);
    this.#services.live.watch(null);
    this.list.focus();
  }

  async #act(action, id) {
    if (action === "claim" || action === "stepIn") await this.claim(id, action);
    else if (await this.#services.ownership.do(action, id)) this.#open?.head.title.focus();
  }

  #focusClaimed() {
    if (this.#claimedId !== this.#open?.id) return;
    this.#claimedId = null;
    this.#open.claimed();
  }
}
