// Words around personal data that is hidden until there is a reason to see it.

export const REVEAL = {
  show: "表示",
  title: (label) => `${label}を表示する`,
  why: "表示する理由",
  reasons: { identity: "本人確認のため", reply: "返信・折り返しのため", order: "注文・請求の確認のため", other: "その他" },
  comment: "理由の詳細",
  logged: "だれが、いつ、なぜ表示したかが監査ログに残ります。一定時間で自動的に隠れます。",
  act: "表示する",
  hidesIn: (seconds) => `あと${seconds}秒`,
  hide: "隠す",
};
