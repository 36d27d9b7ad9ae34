// The variables of canned replies, where the server knew nothing to put in their place: they are for who writes to
// fill, and never for a member to read.

// As the server reads them (backend/desk/canned.py).
const VARIABLE = /[{｛]\s*(会員名|担当者名|受付番号)\s*[}｝]/g;

/**
 * The first variable that is still to be filled.
 * @param {string} text
 * @param {number} [from] where to begin looking
 * @returns {{name: string, start: number, end: number}|null}
 */
export function unfilled(text, from = 0) {
  const pattern = new RegExp(VARIABLE);
  pattern.lastIndex = from;
  const found = pattern.exec(text);
  return found && { name: found[1], start: found.index, end: pattern.lastIndex };
}
