// A copy of the conversation by mail: it goes to the registered address, so who it is must be known first.

import { TRANSCRIPT_WORDS as WORDS } from "./words.js";

export class TranscriptRequest {
  #conversation;
  #onSignInNeeded;
  #awaitsSignIn = false;
  #isBusy = false;

  /**
   * @param {import("./conversation.js").Conversation} conversation
   * @param {{onSignInNeeded: () => void}} hooks
   */
  constructor(conversation, { onSignInNeeded }) {
    this.#conversation = conversation;
    this.#onSignInNeeded = onSignInNeeded;
  }

  /** What becomes of it stands in the log. */
  async send() {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#awaitsSignIn = false;
    try {
      await this.#conversation.sendTranscript();
      this.#conversation.note(WORDS.sent);
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#isBusy = false;
    }
  }

  /** Who it is has become known: what waited for that goes on. */
  goOn() {
    if (this.#awaitsSignIn) this.send();
  }

  #failed(error) {
    if (this.#conversation.phase === "gone") return; // the panel says so
    if (error.code !== "not_identified") this.#conversation.note(error.kind === "too_many" ? WORDS.tooMany : WORDS.failed);
    else if (this.#conversation.phase === "open") this.#inviteToSignIn();
    else this.#conversation.note(WORDS.notIdentified);
  }

  #inviteToSignIn() {
    this.#awaitsSignIn = true;
    this.#conversation.inviteToSignIn(WORDS.signInFirst);
    this.#onSignInNeeded();
  }
}
