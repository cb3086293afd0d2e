import { describe, expect, it } from 'vitest';

import { bytesOf, counted, knownOf, sessionTitleOf, titleOf } from '../../src/lib/library/saying';

describe('words', () => {
  it('say sizes and counts', () => {
    expect([999, 1_000, 363_456, 12_340_000, 0].map(bytesOf)).toEqual(['999 bytes', '1.0 KB', '363 KB', '12.3 MB', '0 bytes']);
    expect([counted(1, 'picture'), counted(0, 'picture')]).toEqual(['1 picture', '0 pictures']);
    expect(knownOf([0, 2])).toBe('Known so far: 0 of 2 pictures.');
  });

  it('name a picture and a session by what they are of', () => {
    expect(titleOf({ prompt: 'misty forest\nat dawn', name: 'a.png' })).toBe('misty forest');
    expect(titleOf({ prompt: ' ', name: 'a.png' })).toBe('a.png');
    expect(sessionTitleOf({ prompt: null, title: '20261121_123300-mountain-lake' })).toBe('mountain lake');
    expect(sessionTitleOf({ prompt: null, title: 'holiday-2019' })).toBe('holiday-2019');
    expect(sessionTitleOf({ prompt: 'coral reef', title: 'x' })).toBe('coral reef');
  });
});
