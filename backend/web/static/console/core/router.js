// Which screen is shown stands in the address behind the #: going back, reloading and links to a colleague's screen work.

/**
 * @typedef {{view: string, rest: string[]}} Place
 */

/** @returns {Place} */
export function placeOf(hash) {
  const [view = "", ...rest] = hash.replace(/^#\/?/, "").split("/").map(safeDecode);
  return { view, rest: rest.filter(Boolean) };
}

/** @param {...string} pieces @returns {string} an address for `href` and `goTo` */
export const addressOf = (...pieces) => `#${pieces.map(encodeURIComponent).join("/")}`;

export function goTo(...pieces) {
  const address = addressOf(...pieces);
  if (location.hash === address) dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = address;
}

function safeDecode(piece) {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece; // a half-typed address
  }
}
