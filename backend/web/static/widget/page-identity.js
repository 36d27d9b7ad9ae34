// Who the page around says is signed in, and the proof of it for the server.

import { deadline } from "./api.js";
import { subjectOf } from "./session-store.js";

// Past it the chat opens without the proof: the member can still ask.
const DEADLINE_MS = 5_000;

export class PageIdentity {
  /** Who it is, in the page's own words; null: nobody; undefined: the page does not say. */
  subject;
  #token;
  #url;

  /**
   * @param {string|null} token a signed identity token, made with the page
   * @param {string|null} url where to ask for one when it is needed; of the page's own origin, or it is left alone
   * @param {string|null} subject tells one member from another; empty: nobody is signed in; goes with `url`
   */
  constructor({ token, url, subject }) {
    this.#token = token || null;
    this.#url = ownAddress(url);
    this.subject = subject === null ? (subjectOf(token) ?? undefined) : subject || null;
  }

  /**
   * Do something with a token, or with null where nobody is signed in.
   * @template T
   * @param {(token: string|null) => Promise<T>} act
   * @returns {Promise<T>}
   */
  async vouchFor(act) {
    const token = await this.#take();
    try {
      return await act(token);
    } catch (error) {
      // Too old or used: the member can still ask, and prove who they are by code.
      if (token && error.status === 401) return act(null);
      throw error;
    }
  }

  /** A token for one new conversation, or null. */
  async #take() {
    const token = this.#token;
    this.#token = null; // accepted once
    return token ?? (this.#url && (await this.#ask()));
  }

  async #ask() {
    const headers = { Accept: "application/json" };
    const csrfToken = document.querySelector('meta[name="csrf-token"]')?.content;
    if (csrfToken) headers["X-CSRF-Token"] = csrfToken;
    try {
      const options = { method: "POST", headers, credentials: "same-origin", cache: "no-store", redirect: "error" };
      const response = await fetch(this.#url, { ...options, signal: deadline(DEADLINE_MS) });
      return response.ok ? ((await response.json()).token ?? null) : null;
    } catch {
      return null;
    }
  }
}

/** The member's cookie goes along, so no other origin is ever asked. */
function ownAddress(address) {
  if (!address) return null;
  try {
    const url = new URL(address, location.origin);
    return url.origin === location.origin ? url.href : null;
  } catch {
    return null;
  }
}
