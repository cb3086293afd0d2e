/** Days as a date field writes them: `2026-11-21`, in the time zone of whoever looks. */

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const UNTIL = /\s*\buntil:\S*/gi;
/** Before it, somebody is still typing the year. */
const FIRST_YEAR = 1970;

/** When the day after begins, in ms since the epoch; `undefined` for what is no day, or not yet. */
export function endOf(day: string): number | undefined {
  const [, year, month, date] = DAY.exec(day)?.map(Number) ?? [];
  if (year === undefined || month === undefined || date === undefined || year < FIRST_YEAR) return undefined;
  return new Date(year, month - 1, date + 1).getTime();
}

/** What was typed, with nothing newer than that day. */
export function upTo(text: string, day: string): string {
  const end = endOf(day);
  if (end === undefined) return text;
  return `${text.replace(UNTIL, '').trim()} until:${written(new Date(end))}`.trim();
}

/** Today, or the day of any other moment. */
export function written(moment: Date): string {
  const [month, date] = [moment.getMonth() + 1, moment.getDate()].map((number) => String(number).padStart(2, '0'));
  return `${moment.getFullYear()}-${month}-${date}`;
}
