import { describe, expect, it } from 'vitest';

import { LibraryApi } from '../../src/lib/library/api';
import { Chosen } from '../../src/lib/library/chosen.svelte';
import { Found } from '../../src/lib/library/found.svelte';
import { Shelf } from '../../src/lib/library/shelf.svelte';
import { picture, server, session } from './pictures';

const names = (images: readonly { name: string }[]): string => images.map(({ name }) => name).join('');

/** Pages of three by name, as long as there are more. */
function pages(all: () => string[]) {
  return (path: string): object => {
    const cursor = new URL(path, 'http://here/').searchParams.get('cursor') ?? '';
    const rest = all().filter((name) => name > cursor);
    const page = rest.slice(0, 3);
    return { images: page.map((name) => picture(name)), cursor: rest.length > 3 ? page.at(-1) : null };
  };
}

describe('Shelf', () => {
  it('asks for one page after the other, once however many ask', async () => {
    const all = ['a', 'b', 'c', 'd', 'e'];
    const { fetch, asked } = server(pages(() => all));
    const shelf = new Shelf(new LibraryApi(fetch), session('s', 5));
    await Promise.all([shelf.more(), shelf.more()]);
    expect([names(shelf.images), shelf.isWhole, asked.length]).toEqual(['abc', false, 1]);
    await shelf.more();
    await shelf.more();
    expect([names(shelf.images), shelf.isWhole, asked.length]).toEqual(['abcde', true, 2]);
  });

  it('asks for its last page again when it grew, and for all when something else changed', async () => {
    let all = ['a', 'b', 'c', 'd'];
    const { fetch, asked } = server(pages(() => all));
    const shelf = new Shelf(new LibraryApi(fetch), session('s', 4));
    await shelf.more();
    await shelf.more();
    all = ['a', 'b', 'c', 'd', 'e'];
    await shelf.grown(session('s', 5));
    expect([names(shelf.images), asked.length]).toEqual(['abcde', 3]);
    all = ['b', 'd', 'e'];
    await shelf.renew(session('s', 3));
    expect(names(shelf.images)).toBe('bde');
  });

  it('has as many as it says after some were dropped', async () => {
    const { fetch } = server(pages(() => ['a', 'b', 'c']));
    const shelf = new Shelf(new LibraryApi(fetch), session('s', 3));
    await shelf.more();
    shelf.drop(new Set(['s/b']));
    expect([names(shelf.images), shelf.session.images]).toEqual(['ac', 2]);
  });
});

describe('Found', () => {
  it('takes what is new, lets go what is gone, and keeps what lies beyond', async () => {
    let all = ['b', 'c', 'd', 'e', 'f'];
    const { fetch } = server(pages(() => all));
    const found = new Found(new LibraryApi(fetch), { text: 'x' });
    await found.more();
    await found.more();
    expect([names(found.images), found.endless]).toEqual(['bcdef', false]);
    all = ['a', 'b', 'd', 'e', 'f'];
    await found.renew();
    expect(names(found.images)).toBe('abdef');
  });

  it('knows why it has no answer until it has one, and whether to ask again', async () => {
    let status = 503;
    const refuse = () => Promise.resolve(Response.json({ detail: 'CLIP is loaded.', remedy: 'Wait.' }, { status }));
    const answers = [refuse, refuse, () => Promise.resolve(Response.json({ images: [], cursor: null }))];
    const found = new Found(new LibraryApi(() => (answers.shift() ?? refuse)()), { text: 'shows:fox' });
    await expect(found.more()).rejects.toThrow('CLIP');
    expect([found.answered, found.refused?.passing]).toEqual([false, true]);
    status = 422;
    await expect(found.more()).rejects.toThrow('CLIP');
    expect(found.refused?.passing).toBe(false);
    await found.more();
    expect([found.answered, found.refused]).toEqual([true, undefined]);
  });

  it('gives nothing more once nobody looks', async () => {
    const found = new Found(
      new LibraryApi((_, init) => (init?.signal?.aborted ? Promise.reject(new Error('aborted')) : Promise.resolve(Response.json({})))),
      { text: 'x' },
    );
    found.forget();
    await expect(found.more()).rejects.toThrow('cannot be reached');
    expect(found.answered).toBe(false);
  });
});

describe('Chosen', () => {
  it('takes a stretch, from the one chosen last', () => {
    const order = ['a', 'b', 'c', 'd'].map((name) => picture(name));
    const chosen = new Chosen();
    const [a, b, , d] = order;
    if (!a || !b || !d) throw new Error('unreachable');
    chosen.toggle(d);
    chosen.through(b, order);
    expect(names(chosen.images)).toBe('dbc');
    chosen.toggle(b);
    expect([chosen.count, chosen.has(b)]).toEqual([2, false]);
    chosen.clear();
    chosen.through(a, order);
    expect(names(chosen.images)).toBe('a');
  });
});
