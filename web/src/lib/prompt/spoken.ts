/** Prompts for a person's eyes. */

import { type Group, parse } from './weighted';

const BETWEEN = ', ';

/** While one theme slides into the next the prompt is both of them, weighted: the one that weighs more. Else as it is. */
export function spoken(prompt: string): string {
  const [before, after, ...more] = outermost(parse(prompt).groups);
  const slides =
    before && after && more.length === 0 && before.start === 0 && after.end === prompt.length &&
    prompt.slice(before.end, after.start) === BETWEEN; // prettier-ignore
  if (!slides) return prompt;
  const { from, to } = before.factor >= after.factor ? before : after;
  return prompt.slice(from, to).replace(/\\([()[\]])/g, '$1');
}

function outermost(groups: readonly Group[]): Group[] {
  const within = (inner: Group): boolean => groups.some((outer) => outer.start < inner.start && inner.end < outer.end);
  return groups.filter((group) => !within(group)).toSorted((a, b) => a.start - b.start);
}
