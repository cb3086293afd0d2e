import { describe, expect, it } from 'vitest';

import { whereaboutsOf, withinOf } from '../../src/lib/library/address';
import { asksWhatIsShown, byNearness, isAsked, parametersOf, turned } from '../../src/lib/library/wanted';

const asked = (text: string): Record<string, string> => Object.fromEntries(parametersOf({ text }));

describe('what is typed', () => {
  it('is words, as they are', () => {
    expect(asked('misty "old forest" -people')).toEqual({ q: 'misty "old forest" -people' });
    expect(asked('  mist ')).toEqual({ q: 'mist ' });
  });

  it('may be signs for what is known of a picture', () => {
    expect(asked('♥ ★4 sea tag:"for the wall" model:sdxl seed:42 since:2026-11-01 until:2026-12-01 #FF8800')).toEqual({
      favourite: 'true', rating: '4', tag: 'for the wall', model: 'sdxl', seed: '42', since: '2026-11-01',
      until: '2026-12-01', colour: 'FF8800', q: 'sea ',
    });
    expect(parametersOf({ text: 'tag:a tag:b' }).getAll('tag')).toEqual(['a', 'b']);
  });

  it('stays words where it is only nearly a sign', () => {
    expect(asked('#ff88')).toEqual({ q: '#ff88' });
    expect(asked('rating:9 tag:')).toEqual({ q: 'rating:9 tag:' });
  });

  it('may be for what is in a picture', () => {
    expect(asked('shows:"a red fox" ♥')).toEqual({ shows: 'a red fox', favourite: 'true' });
    expect(asked('shows:fox snow')).toEqual({ shows: 'fox', q: 'snow' });
    expect(asked('shows:"a red')).toEqual({ shows: 'a red' });
    expect(asked('shows:""')).toEqual({});
  });

  it('turns from what was said to what is shown and back', () => {
    expect(turned('red fox ★4 #ff8800')).toBe('shows:"red fox" ★4 #ff8800');
    expect(turned('shows:"red fox" ★4 #ff8800')).toBe('red fox ★4 #ff8800');
    expect(turned('')).toBe('shows:""');
    expect(turned('shows:""')).toBe('');
    expect([asksWhatIsShown('shows:fox'), asksWhatIsShown('fox')]).toEqual([true, false]);
  });

  it('puts the nearest first for a colour, what is shown or a picture only', () => {
    expect([byNearness({ text: '#ff8800' }), byNearness({ text: 'sea' })]).toEqual([true, false]);
    expect(byNearness({ text: 'shows:sea' })).toBe(true);
    expect(byNearness({ text: '', like: { session: 's', name: 'n' } })).toBe(true);
    expect([isAsked({ text: ' ' }), isAsked({ text: 'a' })]).toEqual([false, true]);
  });
});

describe('the address', () => {
  it('says where somebody is, whatever the names are', () => {
    const open = { session: 'pics.a~1', name: 'a b/#?%.png' };
    const like = { session: 's', name: 'x/y.png' };
    const within = withinOf(open, { text: 'misty & "lake"', like }, true);
    expect(whereaboutsOf(within)).toEqual({ open, like, text: 'misty & "lake"', byDay: true });
  });

  it('is empty for everything, and nothing that was never written is open', () => {
    expect(withinOf(undefined, { text: '' }, false)).toBe('');
    expect(whereaboutsOf('/only-a-session').open).toBeUndefined();
    expect(whereaboutsOf('/%zz/%zz').open).toBeUndefined();
  });
});
