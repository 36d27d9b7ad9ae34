// The demo page's buttons open the chat, through what the widget offers to any page.

const chat = async () => {
  await customElements.whenDefined("madoguchi-chat");
  return document.querySelector("madoguchi-chat");
};

for (const button of document.querySelectorAll("[data-open-chat]")) {
  button.addEventListener("click", async () => (await chat()).open());
}
for (const button of document.querySelectorAll("[data-ask]")) {
  button.addEventListener("click", async () => (await chat()).ask(button.dataset.ask));
}
