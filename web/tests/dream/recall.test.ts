import { expect, test } from 'vitest';

import { Recall } from '../../src/lib/dream/recall';

test('↑ leads back and ↓ forward again, to what was being written', () => {
  const recall = Recall.of(['one', 'two']);
  const back = recall.older('thr');
  expect(back.text).toBe('two');
  expect(back.older(back.text).text).toBe('one');
  expect(back.older(back.text).older('one').text).toBe('one');
  expect(back.newer().text).toBe('thr');
  expect(back.newer().newer().text).toBe('thr');
});

test('an applied prompt is the newest, and stands there once', () => {
  const recall = Recall.of(['one', 'two']).with('one');
  expect(recall.prompts).toEqual(['two', 'one']);
  expect(recall.older('').text).toBe('one');
});

test('an empty prompt is not remembered', () => {
  expect(Recall.of(['one']).with('').prompts).toEqual(['one']);
});

test('at most fifty are kept, the newest', () => {
  const recall = Recall.of(Array.from({ length: 80 }, (_, i) => `p${i}`)).with('last');
  expect(recall.prompts).toHaveLength(50);
  expect(recall.prompts.at(-1)).toBe('last');
  expect(recall.older('').text).toBe('last');
});

test('with nothing to recall the text stays', () => {
  expect(Recall.of([]).older('writing').text).toBe('writing');
});
