// Bringing one message to the server over a shaky line. Repeating is safe: the message carries its own id.

import { ApiError } from "./api.js";

const PAUSES_MS = {
  // It answers, but with a failure of its own.
  server: [500, 1_500, 4_000],
  // Nobody answers: so long a server may take to start again.
  network: [500, 1_500, 4_000, 8_000, 8_000, 8_000],
};

/**
 * @template T
 * @param {() => Promise<T>} post
 * @param {(state: "retrying"|"waiting_online") => void} onDelay
 * @returns {Promise<T>}
 * @throws {ApiError} once it isn't worth trying by itself any longer
 */
export async function deliver(post, onDelay) {
  for (let attempt = 0; ; ) {
    try {
      return await post();
    } catch (error) {
      if (!(error instanceof ApiError) || !error.passing) throw error;
      if (error.kind === "network" && navigator.onLine === false) {
        onDelay("waiting_online");
        await untilOnline();
        continue; // time without a network is nobody's failed try
      }
      const pauses = PAUSES_MS[error.kind];
      if (attempt >= pauses.length) throw error;
      onDelay("retrying");
      await new Promise((resolve) => setTimeout(resolve, pauses[attempt]));
      attempt += 1;
    }
  }
}

const untilOnline = () => new Promise((resolve) => addEventListener("online", resolve, { once: true }));
