// Words of the tickets' screen.

export const TICKETS = {
  kinds: {
    contact: "お問い合わせ",
    unlock: "アカウントロックの解除",
    withdrawal: "退会のお申し出",
    contract_change: "契約内容の変更",
    reset_help: "パスワード再設定のお手伝い",
  },
};
