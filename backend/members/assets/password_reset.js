// Shows while typing which rules the password already keeps. The server checks all of it again.

const password = document.getElementById("password");
const again = document.getElementById("password-again");
const rules = document.getElementById("rules");
const show = document.getElementById("show");

const minimumLength = Number(rules.dataset.minimumLength);
const symbols = new Set(rules.dataset.symbols);

const CHECKS = {
  length: (text) => [...text].length >= minimumLength,
  digit: (text) => /[0-9]/.test(text),
  capital: (text) => /[A-Z]/.test(text),
  small_letter: (text) => /[a-z]/.test(text),
  symbol: (text) => [...text].some((character) => symbols.has(character)),
};

function isAllowed(character) {
  return /[0-9A-Za-z]/.test(character) || symbols.has(character);
}

function showRules() {
  let broken = 0;
  for (const item of rules.querySelectorAll("[data-rule]")) {
    const kept = CHECKS[item.dataset.rule](password.value);
    item.classList.toggle("kept", kept);
    item.querySelector(".state").textContent = kept ? "：満たしています" : "：まだ満たしていません";
    if (!kept) broken += 1;
  }
  const forbidden = [...password.value].some((character) => !isAllowed(character));
  document.getElementById("summary").textContent = forbidden
    ? "使えない文字が含まれています。"
    : broken > 0
      ? `満たしていない条件が${broken}つあります。`
      : "条件をすべて満たしています。";
  password.setCustomValidity(forbidden ? "使えない文字が含まれています。" : "");
}

function showMatch() {
  const differs = again.value !== "" && again.value !== password.value;
  const matches = again.value !== "" && !differs;
  document.getElementById("match").textContent = differs
    ? "パスワードがまだ一致していません。"
    : matches
      ? "パスワードが一致しています。"
      : "";
}

function showState() {
  showRules();
  showMatch();
}

password.addEventListener("input", showState);
again.addEventListener("input", showMatch);

show.closest("label").hidden = false;
show.addEventListener("change", () => {
  for (const field of [password, again]) field.type = show.checked ? "text" : "password";
});

document.getElementById("errors")?.focus();
