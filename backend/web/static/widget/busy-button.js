// A button whose act takes a moment: other words meanwhile, and no second act before the first is over.

/**
 * @param {HTMLButtonElement} button
 * @param {string} words what it says meanwhile
 * @param {() => Promise<void>} act
 */
export async function whileBusy(button, words, act) {
  if (button.getAttribute("aria-disabled") === "true") return;
  const before = button.textContent;
  button.textContent = words;
  button.setAttribute("aria-disabled", "true"); // not `disabled`: that would throw the focus away
  try {
    await act();
  } finally {
    button.textContent = before;
    button.removeAttribute("aria-disabled");
  }
}
