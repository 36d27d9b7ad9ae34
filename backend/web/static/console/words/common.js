// Words that many places of the console share.

export const WORDS = {
  product: "担当者コンソール",
  close: "閉じる",
  cancel: "やめる",
  save: "保存する",
  loading: "読み込んでいます",
  notLoaded: "読み込めませんでした",
  tryAgain: "もう一度試す",
  more: "さらに読み込む",
  none: "なし",
  search: "検索",
  open: "開く",
  edit: "編集",
  remove: "削除",
  done: "完了しました",

  views: {
    queue: "順番待ち",
    mine: "自分の対応",
    all: "すべての会話",
    tickets: "チケット",
    search: "検索",
    feedback: "フィードバック",
    canned: "定型文",
    staff: "担当者",
    audit: "監査ログ",
  },
  railLabels: { all: "すべて" },
  owners: { bot: "自動応答", queue: "順番待ち", agent: "対応中" },
  ended: "終了",
};
