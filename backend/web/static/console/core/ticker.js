// One clock for everything that counts up on the screen, so that a hundred cards need one timer.

import { durationLabel } from "./format.js";

const EVERY_MS = 1_000;
const counted = new Set();

/**
 * Keep an element's text at the time passed since `instant`, until the element has left the page.
 * @param {HTMLElement} element
 * @param {(duration: string) => string} words
 */
export function countUp(element, instant, words = (duration) => duration) {
  const show = () => {
    const text = words(durationLabel(instant));
    if (element.textContent !== text) element.textContent = text;
  };
  show();
  counted.add({ element: new WeakRef(element), show, wasShown: false });
}

setInterval(() => {
  for (const each of counted) {
    const element = each.element.deref();
    if (element?.isConnected) {
      each.wasShown = true;
      each.show();
    } else if (!element || each.wasShown) {
      counted.delete(each);
    }
  }
}, EVERY_MS);
