/** A prompt's text with one word of it weighed anew, or gone. All else keeps its weight. */

import { type Group, holds, MOST, parse, type Token } from './weighted';

/** The tokens of a word or phrase: `first` up to, not with, `last`. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

export const LEAST = 0.1;
const TENTHS = 10;

/** Neither words nor brackets. */
const GAP = String.raw`[^()[\]\\\p{L}\p{N}_]*`;
const LEADING = new RegExp(`^${GAP}`, 'u');
const TRAILING = new RegExp(`${GAP}$`, 'u');
const TRIMMED = new RegExp(`^(${GAP})(.*?)(${GAP})$`, 'su');
const PARTS = /[,;.!?|]/;

/** Where each of `words`, which stand in the order of the prompt, is found; `undefined` for one that is not. */
export function spansOf(words: readonly string[], tokens: readonly Token[]): (Span | undefined)[] {
  let from = 0;
  return words.map((word) => {
    const length = word.split(' ').length;
    const textAt = (first: number): string => tokens.slice(first, first + length).map(({ text }) => text).join(' ');
    for (let first = from; first + length <= tokens.length; first++) {
      if (textAt(first) === word) return { first, last: (from = first + length) };
    }
    return undefined;
  });
}

/** `weight` more or less by so many steps of a tenth, from `LEAST` to `MOST`. */
export function stepped(weight: number, steps: number): number {
  const tenths = Math.round(weight * TENTHS + steps);
  return Math.min(MOST, Math.max(LEAST, tenths / TENTHS));
}

/** The prompt with `span` of that weight; 1 is written plain. `undefined` where brackets are so astray that it cannot be. */
export function weighed(prompt: string, span: Span, weight: number): string | undefined {
  let text = prompt;
  for (let at = span.first; at < span.last; at++) text = lifted(text, at);
  const { tokens } = parse(text);
  const [head, tail] = [tokens[span.first], tokens[span.last - 1]];
  if (!head || !tail) return undefined;
  const words = text.slice(head.start, tail.end);
  text = text.slice(0, head.start) + (weight === 1 ? words : `(${words}:${weight})`) + text.slice(tail.end);
  const meant = parse(prompt).tokens.map((token, at) => (inside(span, at) ? { ...token, weight } : token));
  return means(text, meant) ? text : undefined;
}

/** The prompt without `span`. `undefined` as of `weighed`. */
export function without(prompt: string, span: Span): string | undefined {
  let text = prompt;
  for (let at = span.last - 1; at >= span.first; at--) text = cut(text, at);
  const meant = parse(prompt).tokens.filter((_, at) => !inside(span, at));
  return means(text, meant) ? text : undefined;
}

const inside = ({ first, last }: Span, at: number): boolean => first <= at && at < last;

function means(text: string, meant: readonly Token[]): boolean {
  const { tokens } = parse(text);
  const alike = (one: Token, other: Token): boolean => one.text === other.text && Math.abs(one.weight - other.weight) < 1e-9;
  return tokens.length === meant.length && tokens.every((token, at) => alike(token, meant[at]!));
}

/** The token `at` out of every group, which closes before it and opens again behind it. */
function lifted(text: string, at: number): string {
  const { tokens, groups } = parse(text);
  const group = groups.find((one) => holds(one, at));
  if (!group) return text;
  const { start, end } = tokens[at]!;
  const [before, after] = [text.slice(group.from, start), text.slice(end, group.to)];
  const around = [text.slice(0, group.start), text.slice(group.end)] as const;
  const again = (part: string): string => regrouped(part, text, group);
  return lifted(around[0] + again(before) + text.slice(start, end) + again(after) + around[1], at);
}

/** Part of a group as a group of its own; no brackets where it holds no word. */
function regrouped(part: string, text: string, { start, from, to, end }: Group): string {
  if (parse(part).tokens.length === 0) return part.replace(/[()[\]\\]/g, '');
  const [, before, words, after] = TRIMMED.exec(part)!;
  return before + text.slice(start, from) + words + text.slice(to, end) + after;
}

/** Without the token `at`, and the groups that held nothing else. */
function cut(text: string, at: number): string {
  const { tokens, groups } = parse(text);
  const around = groups.filter((group) => holds(group, at));
  const alone = around.findLast(({ first, last }) => last - first === 1) ?? tokens[at];
  if (!alone) return text;
  const { from, to } = around.find(({ first, last }) => last - first > 1) ?? { from: 0, to: text.length };
  return text.slice(0, from) + joined(text.slice(from, alone.start), text.slice(alone.end, to)) + text.slice(to);
}

/** Two texts that something stood between: a comma on either side stays, once. */
function joined(left: string, right: string): string {
  const [kept, rest] = [left.replace(TRAILING, ''), right.replace(LEADING, '')];
  if (!kept || !rest) return kept + rest;
  const gaps = [right.slice(0, right.length - rest.length), left.slice(kept.length)];
  return kept + (gaps.find((gap) => PARTS.test(gap)) ?? ' ') + rest;
}
