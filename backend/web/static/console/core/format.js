// Times as people at the desk read them.

const CLOCK = new Intl.DateTimeFormat("ja-JP", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("ja-JP", { month: "long", day: "numeric", weekday: "short" });
const DATED = new Intl.DateTimeFormat("ja-JP", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });
const FULL = new Intl.DateTimeFormat("ja-JP", { dateStyle: "long", timeStyle: "short" });

export const clockLabel = (instant) => CLOCK.format(new Date(instant));
export const dayLabel = (instant) => DAY.format(new Date(instant));
export const fullLabel = (instant) => FULL.format(new Date(instant));

/** The clock time of today, day and time of another day. */
export function momentLabel(instant, now = new Date()) {
  return isSameDay(new Date(instant), now) ? clockLabel(instant) : DATED.format(new Date(instant));
}

export const isSameDay = (one, other) => new Date(one).toDateString() === new Date(other).toDateString();

/** How long something lasts already: 45秒, 3分, 2時間5分, 3日. */
export function durationLabel(since, now = Date.now()) {
  const seconds = Math.max(0, Math.floor((now - new Date(since).valueOf()) / 1000));
  if (seconds < 60) return `${seconds}秒`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}分`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${Math.floor(hours / 24)}日`;
  return minutes % 60 ? `${hours}時間${minutes % 60}分` : `${hours}時間`;
}

/** 0.927 → 93% */
export const percentLabel = (share) => `${Math.round(share * 100)}%`;

/** An instant as a field of type datetime-local takes it, in the reader's own time. */
export function fieldMoment(instant) {
  if (!instant) return "";
  const time = new Date(instant);
  const local = new Date(time.valueOf() - time.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
