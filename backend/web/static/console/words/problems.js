// What went wrong, said so that the reader knows what to do next.

const WORDS = {
  network: "通信できませんでした。接続をご確認のうえ、もう一度お試しください。",
  signed_out: "ログインの有効期限が切れました。もう一度ログインしてください。",
  missing: "見つかりませんでした。削除されたか、アドレスが違う可能性があります。",
  too_many: "短い間に操作が続きました。少し間をおいてお試しください。",
  server: "サーバーが応答できませんでした。少し間をおいてお試しください。",
  conflict: "ほかの操作と重なったため、完了できませんでした。画面を確かめてからもう一度お試しください。",
  refused: "受け付けられませんでした。内容をご確認ください。",
};

/** @param {import("../core/api.js").ConsoleError} error */
export function problemWords(error) {
  // Of these the server knows more than the status tells, and says it in Japanese.
  const saysMore = error.kind === "conflict" || error.kind === "refused" || error.kind === "too_many";
  return (saysMore && error.problem?.detail) || WORDS[error.kind] || WORDS.server;
}

/** Who has the conversation that somebody else was quicker to take; null if that isn't what went wrong. */
export const quickerColleague = (error) => (error.code === "already_claimed" ? (error.problem.agent?.name ?? "") : null);
