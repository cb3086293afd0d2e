import { expect, test } from 'vitest';

import { parse } from '../../src/lib/prompt/weighted';
import cases from './weighted.json';

/** The same cases are tried with the engine: `tests/engines/procedural/test_weights_of_the_page.py`. */
test.each(cases as [string, [string, number][]][])('%s: its words and their weights', (prompt, meant) => {
  const { tokens } = parse(prompt);
  expect(tokens.map(({ text }) => text)).toEqual(meant.map(([text]) => text));
  for (const [at, { weight }] of tokens.entries()) expect(weight).toBeCloseTo(meant[at]![1], 9);
});

test('a word knows where it stands', () => {
  const prompt = 'The (Misty forest:1.3)';
  expect(parse(prompt).tokens.map(({ start, end }) => prompt.slice(start, end))).toEqual(['The', 'Misty', 'forest']);
});

test('inner groups come first, each with what it holds', () => {
  const prompt = '(a [b c] d:1.2)';
  const held = parse(prompt).groups.map(({ from, to, first, last }) => [prompt.slice(from, to), first, last]);
  expect(held).toEqual([
    ['b c', 1, 3],
    ['a [b c] d', 0, 4],
  ]);
});
