// The server masks secrets in what the member typed; here such a text is recognised again.

const MASK = "●●●●●●";

/**
 * @param {string} kept what the server made of it
 * @param {string} typed
 * @returns {boolean} whether `kept` is `typed` with something masked
 */
export function hides(kept, typed) {
  const [first, ...rest] = kept.split(MASK);
  const last = rest.pop();
  if (last === undefined || !typed.startsWith(first)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = typed.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return typed.length - last.length >= at && typed.endsWith(last);
}
