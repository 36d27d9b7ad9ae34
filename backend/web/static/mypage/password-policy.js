// Shows while somebody types a new password which rules it keeps already. The server checks all of it again.

const FORBIDDEN = "使えない文字が含まれています。";

for (const holder of document.querySelectorAll("[data-password-policy]")) follow(holder);

function follow(holder) {
  const [password, again] = holder.querySelectorAll("input[type=password]");
  const checks = checksOf(Number(holder.dataset.minimumLength), new Set(holder.dataset.symbols));

  const showMatch = () => {
    holder.querySelector("[data-match]").textContent = matchOf(password.value, again.value);
  };
  password.addEventListener("input", () => {
    showRules(holder, password, checks);
    showMatch();
  });
  again.addEventListener("input", showMatch);

  const show = holder.querySelector("[data-show]");
  show.hidden = false;
  show.addEventListener("change", ({ target }) => {
    for (const field of [password, again]) field.type = target.checked ? "text" : "password";
  });
}

/** What the rules of backend/members/password_policy.py mean here, by their names. */
function checksOf(minimumLength, symbols) {
  return {
    length: (text) => [...text].length >= minimumLength,
    digit: (text) => /[0-9]/.test(text),
    capital: (text) => /[A-Z]/.test(text),
    small_letter: (text) => /[a-z]/.test(text),
    symbol: (text) => [...text].some((character) => symbols.has(character)),
    only_allowed: (text) => [...text].every((character) => /[0-9A-Za-z]/.test(character) || symbols.has(character)),
  };
}

function showRules(holder, password, checks) {
  let broken = 0;
  for (const item of holder.querySelectorAll("[data-rule]")) {
    const kept = checks[item.dataset.rule](password.value);
    item.classList.toggle("kept", kept);
    item.querySelector("[data-state]").textContent = kept ? "：満たしています" : "：まだ満たしていません";
    if (!kept) broken += 1;
  }
  const forbidden = !checks.only_allowed(password.value);
  password.setCustomValidity(forbidden ? FORBIDDEN : "");
  holder.querySelector("[data-summary]").textContent = forbidden ? FORBIDDEN : summaryOf(broken);
}

function summaryOf(broken) {
  return broken > 0 ? `満たしていない条件が${broken}つあります。` : "条件をすべて満たしています。";
}

function matchOf(password, again) {
  if (again === "") return "";
  return again === password ? "パスワードが一致しています。" : "パスワードがまだ一致していません。";
}
