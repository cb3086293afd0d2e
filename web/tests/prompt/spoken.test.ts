import { expect, test } from 'vitest';

import { spoken } from '../../src/lib/prompt/spoken';

test.each([
  ['a prompt as it was written', 'misty (forest:1.3), dawn', 'misty (forest:1.3), dawn'],
  ['the theme that is left', '(northern lights over quiet hills:1.00), (ink and marble:0.31)', 'northern lights over quiet hills'],
  ['the theme that comes', '(northern lights:0.31), (ink and marble, teal and gold:1.00)', 'ink and marble, teal and gold'],
  ['weights within a theme stay', '(misty (forest:1.3):1.00), (lake:0.15)', 'misty (forest:1.3)'],
  ['brackets of the theme', String.raw`(smile \(sad\):1.00), (lake:0.15)`, 'smile (sad)'],
  ['two groups and more', '(misty:1.2), (forest:0.5), dawn', '(misty:1.2), (forest:0.5), dawn'],
  ['nothing', '', ''],
])('%s', (_, prompt, said) => {
  expect(spoken(prompt)).toBe(said);
});
