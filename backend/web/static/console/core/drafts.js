// What is being written stays when the conversation is switched, the page reloaded, or the sign-in has run out.

const PREFIX = "madoguchi-console-draft:";

/** @typedef {"reply"|"note"} Mode */

const key = (conversationId, mode) => `${PREFIX}${conversationId}:${mode}`;

/** @param {Mode} mode */
export const draftOf = (conversationId, mode) => sessionStorage.getItem(key(conversationId, mode)) ?? "";

export function keepDraft(conversationId, mode, text) {
  if (text) sessionStorage.setItem(key(conversationId, mode), text);
  else sessionStorage.removeItem(key(conversationId, mode));
}

/** Signing out leaves nothing of what was written behind in this tab. */
export function forgetDrafts() {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith(PREFIX)) sessionStorage.removeItem(name);
}
