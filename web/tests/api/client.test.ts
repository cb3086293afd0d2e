import { expect, test } from 'vitest';

import { Api, Refusal } from '../../src/lib/api/client';

function answering(status: number, body: unknown) {
  const asked: { path: string; init: RequestInit | undefined }[] = [];
  const api = new Api((path, init) => {
    asked.push({ path, init });
    return Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status }));
  });
  return { api, asked };
}

const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error as Refusal,
  );

test('steering sends JSON, and gives the whole settings back', async () => {
  const { api, asked } = answering(200, { revision: 3, strength: 0.5 });
  expect(await api.steer({ strength: 0.5, prompt: null })).toMatchObject({ revision: 3 });
  expect(asked[0]).toMatchObject({ path: 'api/settings', init: { method: 'PATCH', body: '{"strength":0.5,"prompt":null}' } });
  expect(asked[0]?.init?.headers).toEqual({ 'Content-Type': 'application/json' });
});

test('an action posts nothing but itself', async () => {
  const { api, asked } = answering(200, {});
  await api.act('pause');
  expect(asked[0]).toMatchObject({ path: 'api/dream/pause', init: { method: 'POST' } });
  expect(asked[0]?.init?.body).toBeUndefined();
});

test('a problem document becomes its own words', async () => {
  const { api } = answering(422, { title: 'Unprocessable', detail: 'The prompt is empty.', remedy: 'Give it one word.' });
  expect(await refusalOf(api.steer({}))).toMatchObject({ message: 'The prompt is empty.', remedy: 'Give it one word.' });
});

test.each([
  ['no JSON', '<html>bad gateway</html>', 'The server answered 502.'],
  ['JSON that is no problem', [1, 2], 'The server answered 502.'],
  ['a problem without detail', { title: 'Bad gateway' }, 'Bad gateway'],
])('a failure that is %s is still said', async (_, body, words) => {
  const refusal = await refusalOf(answering(502, body).api.act('skip'));
  expect(refusal).toBeInstanceOf(Refusal);
  expect(refusal?.message).toBe(words);
});

test('an answer that breaks off is a server that went away', async () => {
  expect(await refusalOf(answering(200, '{"revision": 3, "stren').api.steer({}))).toBeInstanceOf(Refusal);
});

test('a server that is away is said, and is not healthy', async () => {
  const api = new Api(() => Promise.reject(new TypeError('Failed to fetch')));
  expect(await refusalOf(api.act('stop'))).toBeInstanceOf(Refusal);
  expect(await api.answers()).toBe(false);
});
