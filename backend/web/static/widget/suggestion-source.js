// When the server is asked what somebody may be about to ask, and when not. No screen in here.

const PAUSE_MS = 120;
// A slow answer is of no use: by then more has been typed.
const DEADLINE_MS = 2_000;
// After a failure the server is left alone for a while.
const REST_MS = 10_000;
// The server looks at no more than this either.
const LONGEST = 60;

const KANJI = /\p{Script=Han}/u;
const JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
// Addresses, numbers, and what could be a login id or a password: nobody's question, and not to be passed around.
const PRIVATE = /[@＠]|[\d０-９]{4}|(?=[!-~]*\d)(?=[!-~]*[a-z])[!-~]{6}/i;

/**
 * Whether suggestions would help with this text.
 * @param {string} text
 * @param {import("./api.js").Message|undefined} lastHeard the newest message of the other side
 */
export function isWorthAsking(text, lastHeard) {
  const typed = text.trim();
  const length = Array.from(typed).length;
  if (length > LONGEST || typed.includes("\n") || PRIVATE.test(typed)) return false;
  // The bot is at somebody's data: what is not Japanese answers it (a login id, a number, a month).
  if (lastHeard?.topic?.startsWith("account/") && !JAPANESE.test(typed)) return false;
  return length >= 2 || KANJI.test(typed);
}

export class SuggestionSource {
  #ask;
  #onAnswer;
  #timer;
  #request = null;
  #restsUntil = 0;

  /**
   * @param {(text: string, signal: AbortSignal) => Promise<import("./api.js").Choice[]>} ask
   * @param {(suggestions: import("./api.js").Choice[]) => void} onAnswer nothing for whatever goes wrong
   */
  constructor(ask, onAnswer) {
    this.#ask = ask;
    this.#onAnswer = onAnswer;
  }

  /** Ask once the typing pauses; what was asked before is forgotten. */
  follow(text) {
    this.stop();
    if (Date.now() < this.#restsUntil) this.#onAnswer([]);
    else this.#timer = setTimeout(() => this.#fetch(text.trim()), PAUSE_MS);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#request = null;
  }

  async #fetch(text) {
    const request = new AbortController();
    this.#request = request;
    const deadline = setTimeout(() => request.abort(), DEADLINE_MS);
    let suggestions = [];
    try {
      suggestions = await this.#ask(text, request.signal);
    } catch {
      // Suggestions are an extra: whatever the reason, writing and sending go on without them.
      if (this.#request === request) this.#restsUntil = Date.now() + REST_MS;
    } finally {
      clearTimeout(deadline);
    }
    if (this.#request === request) this.#onAnswer(suggestions);
  }
}
