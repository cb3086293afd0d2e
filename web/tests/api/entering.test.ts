import { describe, expect, it } from 'vitest';

import type { Fetch } from '../../src/lib/api/asking';
import { enter, isAsked } from '../../src/lib/api/entering';

const answering =
  (status: number): Fetch =>
  () =>
    Promise.resolve(new Response(null, { status }));
const unreachable: Fetch = () => Promise.reject(new TypeError('no network'));

describe('entering', () => {
  it('asks for a key only where the server does', async () => {
    expect(await Promise.all([200, 401, 503].map((status) => isAsked(answering(status))))).toEqual([false, true, false]);
    expect(await isAsked(unreachable)).toBe(false);
  });

  it('shows the key in the body, and never in the address', async () => {
    const asked: [string, RequestInit | undefined][] = [];
    await enter((path, init) => {
      asked.push([path, init]);
      return answering(204)(path);
    }, 'dw_secret');
    expect(asked.map(([path]) => path)).toEqual(['api/login']);
    expect(asked[0]?.[1]?.body).toBe('{"key":"dw_secret"}');
  });

  it('says what is wrong', async () => {
    await expect(enter(answering(401), 'x')).rejects.toThrow('That is no key of this server.');
    await expect(enter(answering(500), 'x')).rejects.toThrow('cannot be reached');
    await expect(enter(unreachable, 'x')).rejects.toThrow('cannot be reached');
  });
});
