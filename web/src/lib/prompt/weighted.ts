/**
 * The weighted prompt syntax, as the engine reads it: `(word)` counts 1.1 times, `[word]` 1/1.1 times, `(some words:1.4)`
 * 1.4 times; groups nest, and `\(` is only a bracket. What is never closed, or closes nothing, does no harm.
 */

/** A word, lower case, and where it stands: `prompt.slice(start, end)`. Its weight is 0 to 2. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly weight: number;
}

/** Brackets from `start` to `end`, what they hold from `from` to `to`: the tokens `first` up to, not with, `last`. */
export interface Group {
  readonly start: number;
  readonly from: number;
  readonly to: number;
  readonly end: number;
  readonly first: number;
  readonly last: number;
  readonly factor: number;
}

/** `groups`: an inner one before those around it. */
export interface Weighted {
  readonly tokens: readonly Token[];
  readonly groups: readonly Group[];
}

export const MOST = 2;
const STEP = 1.1;
const OPENS: Readonly<Record<string, string>> = { ')': '(', ']': '[' };
const WORD = String.raw`[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*`;
const PIECES = new RegExp(
  String.raw`\\[()[\]\\]|[([]|:\s*[+-]?\d*\.?\d+\s*\)|[)\]]|(?<word>${WORD})|[^()[\]\\\p{L}\p{N}_:]+|[\\_:]`,
  'gu',
);

interface Opening {
  readonly bracket: string;
  readonly start: number;
  readonly first: number;
}

/** The words of a prompt in their order, and the groups that are closed. */
export function parse(prompt: string): Weighted {
  const words: Omit<Token, 'weight'>[] = [];
  const groups: Group[] = [];
  const open: Opening[] = [];
  for (const { 0: piece, index: start, groups: named } of prompt.matchAll(PIECES)) {
    const end = start + piece.length;
    if (named?.['word']) words.push({ text: piece.toLowerCase().replaceAll('’', "'"), start, end });
    else if (piece === '(' || piece === '[') open.push({ bracket: piece, start, first: words.length });
    else if (!piece.startsWith('\\') && piece.at(-1)! in OPENS) {
      if (open.at(-1)?.bracket !== OPENS[piece.at(-1)!]) continue;
      const { start: opened, first } = open.pop()!;
      groups.push({ start: opened, from: opened + 1, to: start, end, first, last: words.length, factor: factorOf(piece) });
    }
  }
  return { tokens: words.map((word, at) => ({ ...word, weight: weightOf(groups, at) })), groups };
}

/** Whether a group holds the token `at`. */
export const holds = ({ first, last }: Group, at: number): boolean => first <= at && at < last;

function weightOf(groups: readonly Group[], at: number): number {
  const weight = groups.filter((group) => holds(group, at)).reduce((product, { factor }) => product * factor, 1);
  return Math.min(MOST, Math.max(0, weight));
}

function factorOf(closing: string): number {
  if (closing === ']') return 1 / STEP;
  return closing.startsWith(':') ? Number(closing.slice(1, -1)) : STEP;
}
