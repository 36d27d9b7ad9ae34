// What every page does beyond HTML: where the focus goes after a refusal, what is read out, and no form sent twice.

const errors = document.querySelector("[data-errors]");
errors?.focus();

// Screen readers announce what changes in a status, not what was there when the page came.
const notice = document.querySelector(".notice[role=status]");
if (notice && !errors) {
  const text = notice.textContent;
  notice.textContent = "";
  requestAnimationFrame(() => {
    notice.textContent = text;
  });
}

// Of a tall field, browsers bring only the line with the caret into sight: the rest may be under the chat's button.
document.addEventListener("focusin", ({ target }) => {
  if (target.localName === "textarea") target.scrollIntoView({ block: "nearest" });
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.getAttribute("aria-busy") === "true") event.preventDefault();
  else form.setAttribute("aria-busy", "true");
});

// The browser's "back" may bring the page as it was left.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[aria-busy]")) form.removeAttribute("aria-busy");
});
