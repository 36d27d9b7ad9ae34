// Dates and amounts as people here read them.

const CLOCK = new Intl.DateTimeFormat("ja-JP", { hour: "2-digit", minute: "2-digit" });

/** 2026-07-31 → 2026年7月31日. Read from the text itself: a calendar day has no time zone. */
export function dayLabel(isoDay) {
  const [year, month, day] = String(isoDay).slice(0, 10).split("-").map(Number);
  return `${year}年${month}月${day}日`;
}

/** The same day as an estimate: 2026年7月31日頃 */
export const aroundLabel = (isoDay) => `${dayLabel(isoDay)}頃`;

/** 2026-04 → 2026年4月 */
export function monthLabel(isoMonth) {
  const [year, month] = String(isoMonth).split("-").map(Number);
  return `${year}年${month}月`;
}

/** 12345 → 12,345円 */
export const yenLabel = (amount) => `${Number(amount).toLocaleString("ja-JP")}円`;

/** The reader's own clock time of an RFC 3339 instant; empty for what isn't one. */
export function timeLabel(instant) {
  const time = new Date(instant);
  return Number.isNaN(time.valueOf()) ? "" : CLOCK.format(time);
}
