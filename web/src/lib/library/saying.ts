/** Sizes, days and counts in words. */

const DAY = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const NUMBER = new Intl.NumberFormat();

export const dayOf = (moment: string): string => DAY.format(new Date(moment));
export const momentOf = (moment: string): string => MOMENT.format(new Date(moment));
export const timeOf = (moment: string): string => TIME.format(new Date(moment));

/** `1 picture`, `2,000 pictures`. */
export const counted = (count: number, what: string): string => `${NUMBER.format(count)} ${what}${count === 1 ? '' : 's'}`;

/** `Known so far: 12,000 of 100,000 pictures.` */
export const knownOf = ([seen, all]: readonly [seen: number, all: number]): string =>
  `Known so far: ${NUMBER.format(seen)} of ${counted(all, 'picture')}.`;

/** `3.4 MB`. */
export function bytesOf(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${value.toFixed(power === 0 || value >= 100 ? 0 : 1)} ${units[power]}`;
}

/** What a picture is called: the words it was made of, else its file's name. */
export const titleOf = ({ prompt, name }: { prompt: string; name: string }): string => prompt.split('\n')[0]?.trim() || name;

/** What a session is called: its words, else what its folder's name says without the date that ours begin with. */
export function sessionTitleOf({ prompt, title }: { prompt: string | null; title: string }): string {
  const words = prompt?.split('\n')[0]?.trim();
  const dated = /^\d{8}_\d{6}-(.+)$/.exec(title)?.[1];
  return words || dated?.replaceAll('-', ' ') || title;
}
