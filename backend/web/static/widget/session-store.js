// What survives a reload: which conversation this tab is in, and whether the panel was open.
//
// sessionStorage, not localStorage: the token opens a conversation that may speak of a member's orders and invoices.
// Offices share computers; with the tab, the key is gone. A reload or another page of the shop in the same tab keeps it.

const KEY = "madoguchi-chat";

export class SessionStore {
  #key;
  #state;

  /** @param {string} origin of the API: two widgets of different hosts on one site don't mix */
  constructor(origin) {
    this.#key = `${KEY}:${origin}`;
    this.#state = this.#read();
  }

  /**
   * @returns {{style?: "easy"|"standard", id?: string, token?: string, subject?: string|null, open?: boolean,
   *   identity?: object|null, memories?: object, farewell?: {offersTranscript: boolean}}}
   *   `farewell`: the conversation is over, but not how it was asked
   */
  get state() {
    return this.#state;
  }

  update(changes) {
    this.#state = { ...this.#state, ...changes };
    this.#write();
  }

  forgetConversation() {
    // Who reads やさしい日本語 needs it in the next conversation as well.
    this.#state = { open: this.#state.open, style: this.#state.style };
    this.#write();
  }

  #read() {
    try {
      const found = JSON.parse(sessionStorage.getItem(this.#key));
      return found && typeof found === "object" ? found : {};
    } catch {
      return {};
    }
  }

  #write() {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(this.#state));
    } catch {
      // Storage is forbidden or full: the conversation then lasts as long as the page.
    }
  }
}

/**
 * Who a signed identity token speaks of, or null. Only to notice that the page's member has changed; the server
 * verifies.
 */
export function subjectOf(identityToken) {
  try {
    const payload = identityToken.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
    return JSON.parse(atob(payload)).sub ?? null;
  } catch {
    return null;
  }
}
