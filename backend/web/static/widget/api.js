// The Chat API as plain calls. Knows addresses, headers and what went wrong; nothing of the screen.

// The server ends a turn well before this; past it the connection is taken for dead.
const DEADLINE_MS = 20_000;

/**
 * @typedef {{id: string, token: string}} Session
 * @typedef {{title: string, topic: string, payload: string, calls_off?: boolean}} Choice `calls_off`: of use only while
 *   a person is called
 * @typedef {{id: string, author: "member"|"bot"|"agent"|"system", agent_name: string|null, text: string,
 *   created_at: string, topic: string|null, confidence: number|null, choices: Choice[], card: {type: string}|null}} Message
 */

/**
 * @typedef {{state: "none"|"queued"|"with_agent", position: number|null,
 *   estimate: {low_minutes: number, high_minutes: number}|null, agent_name: string|null, ticket: string|null}} HandoffState
 * @typedef {{helpful: boolean, reason?: string, comment?: string}} Verdict
 */

/** A call that did not work; `kind` says in one word what that means for a person. */
export class ApiError extends Error {
  /** @param {"network"|"gone"|"too_long"|"too_many"|"server"|"refused"} kind */
  constructor(kind, status = 0, code = "") {
    super(`${kind} (${status} ${code})`);
    this.kind = kind;
    this.status = status;
    this.code = code;
  }

  /** Whether the same call may well succeed a little later. */
  get passing() {
    return this.kind === "network" || this.kind === "server";
  }
}

function kindOf(status, code) {
  if (status === 401 || status === 404 || status === 410 || code === "conversation_ended") return "gone";
  if (status === 413 || status === 422) return "too_long";
  if (status === 429) return "too_many";
  return status >= 500 ? "server" : "refused";
}

export class ChatApi {
  #origin;

  constructor(origin) {
    this.#origin = origin;
  }

  /** @returns {Promise<Session & {messages: Message[], identified_until?: string|null}>} */
  createConversation(identityToken, style) {
    const body = { channel: "web" };
    if (identityToken) body.identity_token = identityToken;
    if (style !== "standard") body.style = style;
    return this.#json("POST", "/api/conversations", null, body);
  }

  /** @returns {Promise<{messages: Message[], identified_until?: string|null, handoff?: HandoffState}>} oldest first */
  listMessages(session, after) {
    const query = after ? `?after=${encodeURIComponent(after)}` : "";
    return this.#json("GET", `${path(session)}/messages${query}`, session);
  }

  /** Safe to repeat with the same id: the server answers the same and does nothing twice. */
  postMessage(session, text, clientMessageId) {
    return this.#json("POST", `${path(session)}/messages`, session, { text, client_message_id: clientMessageId });
  }

  endConversation(session) {
    return this.#json("PATCH", path(session), session, { ended: true });
  }

  /** @param {"standard"|"easy"} style of the replies from the next one on */
  changeStyle(session, style) {
    return this.#json("PATCH", path(session), session, { style });
  }

  /** Whether the conversation is over: a change of nothing tells. @returns {Promise<{ended: boolean}>} */
  stateOf(session) {
    return this.#json("PATCH", path(session), session, {});
  }

  startIdentity(session, loginId) {
    return this.#json("POST", `${path(session)}/identity/start`, session, { login_id: loginId });
  }

  confirmIdentity(session, code) {
    return this.#json("POST", `${path(session)}/identity/confirm`, session, { code });
  }

  /** Stop waiting for a person; the answer comes by mail. @returns {Promise<{handoff: HandoffState, messages: Message[]}>} */
  callBack(session) {
    return this.#json("POST", `${path(session)}/handoff/call-back`, session, {});
  }

  /** Stop waiting for a person. @returns {Promise<{handoff: HandoffState, messages: Message[]}>} */
  callOff(session) {
    return this.#json("POST", `${path(session)}/handoff/call-off`, session, {});
  }

  /** Where a ticket's answer is to go. */
  giveAddress(session, email) {
    return this.#json("PUT", `${path(session)}/reply-address`, session, { email });
  }

  tellTyping(session, active) {
    return this.#json("POST", `${path(session)}/typing`, session, { active });
  }

  /** @param {Verdict} verdict takes the place of the one before */
  judge(session, messageId, verdict) {
    return this.#json("PUT", `${path(session)}/messages/${encodeURIComponent(messageId)}/feedback`, session, verdict);
  }

  /** @param {number} score 1 (worst) to 5 (best) */
  rate(session, score, comment) {
    return this.#json("POST", `${path(session)}/rating`, session, comment ? { score, comment } : { score });
  }

  /** A copy of the conversation to the registered address of who is identified. */
  sendTranscript(session) {
    return this.#json("POST", `${path(session)}/transcript`, session, {});
  }

  /** The open stream of events; it has no deadline, `signal` ends it. */
  openEvents(session, lastEventId, signal) {
    const headers = { Accept: "text/event-stream" };
    if (lastEventId) headers["Last-Event-ID"] = lastEventId;
    return this.#call("GET", `${path(session)}/events`, session, { headers, signal });
  }

  /** @returns {Promise<Choice[]>} questions that fit what is being typed */
  async suggest(text, signal) {
    const options = { headers: { Accept: "application/json" }, signal };
    const response = await this.#call("GET", `/api/suggest?q=${encodeURIComponent(text)}`, null, options);
    return (await response.json()).suggestions ?? [];
  }

  async #json(method, address, session, body) {
    const options = { headers: { Accept: "application/json" }, signal: deadline(DEADLINE_MS) };
    if (body !== undefined) {
      options.headers["Content-Type"] = "application/json";
      options.body = JSON.stringify(body);
    }
    const response = await this.#call(method, address, session, options);
    try {
      const text = await response.text();
      return text ? JSON.parse(text) : {};
    } catch {
      throw new ApiError("network", response.status, "unreadable");
    }
  }

  async #call(method, address, session, options) {
    if (session) options.headers.Authorization = `Bearer ${session.token}`;
    let response;
    try {
      // The bearer token is the only credential: cookies of the origin stay out of it.
      response = await fetch(this.#origin + address, { method, credentials: "omit", cache: "no-store", ...options });
    } catch (error) {
      if (options.signal.aborted && options.signal.reason?.name === "AbortError") throw error;
      throw new ApiError("network");
    }
    if (response.ok) return response;
    const problem = await response.json().catch(() => ({}));
    throw new ApiError(kindOf(response.status, problem.code), response.status, problem.code);
  }
}

const path = (session) => `/api/conversations/${encodeURIComponent(session.id)}`;

/** AbortSignal.timeout, also where browsers lack it. */
export function deadline(milliseconds) {
  if (AbortSignal.timeout) return AbortSignal.timeout(milliseconds);
  const controller = new AbortController();
  setTimeout(() => controller.abort(new DOMException("deadline", "TimeoutError")), milliseconds);
  return controller.signal;
}
