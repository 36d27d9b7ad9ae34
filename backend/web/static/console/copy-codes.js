// Copies the backup codes: without scripts, or without a clipboard, they are still there to be read.

const codes = document.querySelector("[data-codes]");
const holder = document.querySelector("[data-copy]");
const told = document.querySelector("[data-copied]");

if (navigator.clipboard) {
  holder.hidden = false;
  holder.querySelector("button").addEventListener("click", copy);
}

async function copy() {
  const lines = [...codes.querySelectorAll("code")].map((code) => code.textContent);
  try {
    await navigator.clipboard.writeText(lines.join("\n"));
    told.textContent = "コピーしました。";
  } catch {
    told.textContent = "コピーできませんでした。選択してコピーしてください。";
  }
}
