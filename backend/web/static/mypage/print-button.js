// Shows the buttons that print the page: without scripts there is still the browser's own menu.

for (const holder of document.querySelectorAll("[data-print]")) {
  holder.hidden = false;
  holder.querySelector("button").addEventListener("click", () => window.print());
}
