import { expect, test } from 'vitest';

import { type Span, spansOf, stepped, weighed, without } from '../../src/lib/prompt/rewrite';
import { parse } from '../../src/lib/prompt/weighted';

/** Where a word or phrase stands; the last one, if it stands there twice. */
function spanOf(prompt: string, word: string): Span {
  const { tokens } = parse(prompt);
  const times = tokens.filter(({ text }) => text === word).length || 1;
  return spansOf(Array<string>(times).fill(word), tokens).at(-1)!;
}

test.each([
  ['misty forest', 'forest', 1.3, 'misty (forest:1.3)'],
  ['Misty Forest, fog', 'forest', 1.3, 'Misty (Forest:1.3), fog'],
  ['misty (forest:1.3)', 'forest', 1.4, 'misty (forest:1.4)'],
  ['misty (forest:1.3), fog', 'forest', 1, 'misty forest, fog'],
  ['((forest)) [fog]', 'forest', 2, '(forest:2) [fog]'],
  ['((forest)) [fog]', 'fog', 1, '((forest)) fog'],
  ['northern lights', 'northern lights', 0.1, '(northern lights:0.1)'],
  ['(northern:1.2), lights', 'northern lights', 1.5, '(northern, lights:1.5)'],
  ['cat and cat', 'cat', 1.2, 'cat and (cat:1.2)'],
  ['(misty forest:1.4)', 'forest', 1.2, '(misty:1.4) (forest:1.2)'],
  ['(misty forest:1.4)', 'misty', 1, 'misty (forest:1.4)'],
  ['(fog, misty forest, dew:1.4)', 'misty', 1, '(fog:1.4), misty (forest, dew:1.4)'],
  ['(a [b c] d)', 'b', 0.5, '(a) (b:0.5) ([c] d)'],
  ['(a b:0)', 'b', 0.7, '(a:0) (b:0.7)'],
  ['(forest', 'forest', 1.2, '((forest:1.2)'],
  ['forest)', 'forest', 1.2, '(forest:1.2))'],
  ['\\(forest\\)', 'forest', 1.2, '\\((forest:1.2)\\)'],
])('%s: “%s” of weight %s gives %s', (prompt, word, weight, written) => {
  expect(weighed(prompt, spanOf(prompt, word), weight)).toBe(written);
});

test.each([
  ['misty forest', 'forest', 'misty'],
  ['forest, fog', 'forest', 'fog'],
  ['misty, forest, fog', 'forest', 'misty, fog'],
  ['misty, forest fog', 'forest', 'misty, fog'],
  ['dark forest. Fog', 'forest', 'dark. Fog'],
  ['a star-lit sky', 'star', 'a lit sky'],
  ['misty (forest:1.3) fog', 'forest', 'misty fog'],
  ['misty, ([forest]:1.3)', 'forest', 'misty'],
  ['(misty forest:1.3) fog', 'forest', '(misty:1.3) fog'],
  ['(misty (forest:1.3) dew) fog', 'forest', '(misty dew) fog'],
  ['under northern lights, snow', 'northern lights', 'under, snow'],
  ['(northern:1.2) lights, snow', 'northern lights', 'snow'],
  ['forest', 'forest', ''],
])('%s without “%s” is %s', (prompt, word, written) => {
  expect(without(prompt, spanOf(prompt, word))).toBe(written);
});

test('words are found in their order, each once, past what means nothing', () => {
  const { tokens } = parse('the cat, the northern Lights and the cat');
  expect(spansOf(['cat', 'northern lights', 'cat', 'dog'], tokens)).toEqual([
    { first: 1, last: 2 },
    { first: 3, last: 5 },
    { first: 7, last: 8 },
    undefined,
  ]);
});

test.each([
  [1, 1, 1.1],
  [1, -1, 0.9],
  [1.21, 1, 1.3],
  [1.95, 5, 2],
  [0.3, -5, 0.1],
  [0, 1, 0.1],
])('%s and %s steps is %s', (weight, steps, stepwise) => {
  expect(stepped(weight, steps)).toBe(stepwise);
});

/** A number generator that repeats (mulberry32). */
function drawing(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return (((x ^ (x >>> 14)) >>> 0) / 2 ** 32) * below | 0;
  };
}

const WORDS = ['misty', 'Forest', 'it’s', '夜', 'fog', '7'];
const GAPS = [' ', ', ', ' and ', '. ', '\n'];

/** A prompt whose brackets are all in order. */
function prompted(draw: (below: number) => number, depth = 0): string {
  const parts = Array.from({ length: 1 + draw(4) }, () => {
    const kind = depth > 2 ? 3 : draw(6);
    if (kind > 2) return WORDS[draw(WORDS.length)]!;
    const inner = prompted(draw, depth + 1);
    return [`(${inner})`, `[${inner}]`, `(${inner}:${(1 + draw(18)) / 10})`][kind]!;
  });
  return parts.reduce((text, part) => text + GAPS[draw(GAPS.length)]! + part);
}

const weights = (prompt: string): [string, number][] =>
  parse(prompt).tokens.map(({ text, weight }) => [text, Math.round(weight * 1e6) / 1e6]);

test('any word of any prompt in order is weighed and taken out, and all others keep their weight', () => {
  const draw = drawing(7);
  for (let i = 0; i < 400; i++) {
    const prompt = prompted(draw);
    const before = weights(prompt);
    const first = draw(before.length);
    const span = { first, last: Math.min(before.length, first + 1 + draw(2)) };
    const weight = (1 + draw(20)) / 10;
    const meant = before.map(([text, was], at) => [text, at >= first && at < span.last ? weight : was]);
    expect(weights(weighed(prompt, span, weight)!), prompt).toEqual(meant);
    expect(weights(without(prompt, span)!), prompt).toEqual(before.toSpliced(first, span.last - first));
  }
});

test('where brackets are astray, a rewriting is right or there is none', () => {
  const draw = drawing(11);
  const pieces = [...WORDS, ...GAPS, '(', ')', '[', ']', ':1.3)', '\\', ':', '_'];
  let right = 0;
  for (let i = 0; i < 600; i++) {
    const prompt = Array.from({ length: 2 + draw(9) }, () => pieces[draw(pieces.length)]).join('');
    const before = weights(prompt);
    if (before.length === 0) continue;
    const first = draw(before.length);
    const span = { first, last: Math.min(before.length, first + 1 + draw(2)) };
    const text = weighed(prompt, span, 0.4);
    const rest = without(prompt, span);
    if (text === undefined || rest === undefined) continue;
    right++;
    const meant = before.map(([word, was], at) => [word, at >= first && at < span.last ? 0.4 : was]);
    expect(weights(text), prompt).toEqual(meant);
    expect(weights(rest), prompt).toEqual(before.toSpliced(first, span.last - first));
  }
  expect(right).toBeGreaterThan(300);
});
