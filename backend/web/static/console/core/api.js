// The Console API as plain calls. Knows addresses, headers and what went wrong; nothing of the screen.

import { ApiError, deadline } from "../../widget/api.js";

// Nothing the console asks for waits for the bot longer than a turn may last.
const DEADLINE_MS = 20_000;
const ROOT = "/console/api";

/** A call that did not work; `problem` is the body of the answer (RFC 9457), with what else the route says in it. */
export class ConsoleError extends ApiError {
  constructor(kind, status = 0, problem = {}) {
    super(kind, status, problem.code ?? "");
    this.problem = problem;
  }
}

function kindOf(status) {
  if (status === 401) return "signed_out";
  if (status === 404) return "missing";
  if (status === 409) return "conflict";
  if (status === 429) return "too_many";
  return status >= 500 ? "server" : "refused";
}

export class ConsoleApi {
  #csrfToken;
  #onSignedOut;

  /**
   * @param {string} csrfToken
   * @param {() => void} onSignedOut told when the server no longer knows who this is
   */
  constructor(csrfToken, onSignedOut) {
    this.#csrfToken = csrfToken;
    this.#onSignedOut = onSignedOut;
  }

  /** @param {Record<string, unknown>} [query] what is empty is left out */
  get(path, query = {}, signal) {
    const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== ""));
    return this.#json("GET", search.size ? `${path}?${search}` : path, undefined, signal);
  }

  post(path, body = {}) {
    return this.#json("POST", path, body);
  }

  put(path, body) {
    return this.#json("PUT", path, body);
  }

  patch(path, body) {
    return this.#json("PATCH", path, body);
  }

  delete(path) {
    return this.#json("DELETE", path);
  }

  /** The open stream of events; it has no deadline, `signal` ends it. */
  openEvents(conversationId, lastEventId, signal) {
    const headers = { Accept: "text/event-stream" };
    if (lastEventId) headers["Last-Event-ID"] = lastEventId;
    const query = conversationId ? `?conversation=${encodeURIComponent(conversationId)}` : "";
    return this.#call("GET", `/events${query}`, { headers, signal });
  }

  async #json(method, path, body, signal) {
    const limit = deadline(DEADLINE_MS);
    const options = { headers: { Accept: "application/json" }, signal: signal ? AbortSignal.any([signal, limit]) : limit };
    if (body !== undefined) {
      options.headers["Content-Type"] = "application/json";
      options.body = JSON.stringify(body);
    }
    const response = await this.#call(method, path, options);
    try {
      const text = await response.text();
      return text ? JSON.parse(text) : {};
    } catch {
      throw new ConsoleError("network", response.status);
    }
  }

  async #call(method, path, options) {
    if (method !== "GET") options.headers["X-CSRF-Token"] = this.#csrfToken;
    let response;
    try {
      response = await fetch(ROOT + path, { method, credentials: "same-origin", cache: "no-store", ...options });
    } catch (error) {
      if (options.signal.aborted && options.signal.reason?.name === "AbortError") throw error;
      throw new ConsoleError("network");
    }
    if (response.ok) return response;
    const problem = await response.json().catch(() => ({}));
    // Signed in anew in another tab: this page's token is the old session's.
    if (response.status === 401 || problem.code === "csrf_token_invalid") this.#onSignedOut();
    throw new ConsoleError(kindOf(response.status), response.status, problem);
  }
}

/** A path from its pieces, each made safe: `at("conversations", id, "claim")`. */
export const at = (...pieces) => `/${pieces.map(encodeURIComponent).join("/")}`;
