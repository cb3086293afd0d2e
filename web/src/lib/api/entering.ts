/** Coming in with a key, where the server asks for one. */

import { type Fetch, Refusal } from './asking';

const UNAUTHORIZED = 401;

/** Whether the server asks for a key that this browser has not shown yet. One that cannot be reached asks for none. */
export async function isAsked(fetch: Fetch): Promise<boolean> {
  try {
    return (await fetch('api/health')).status === UNAUTHORIZED;
  } catch {
    return false;
  }
}

/** Show the key; the server keeps this browser in mind. Throws `Refusal` for a wrong one. */
export async function enter(fetch: Fetch, key: string): Promise<void> {
  const response = await fetch('api/login', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ key }),
  }).catch(() => undefined);
  if (response?.ok) return;
  if (response?.status === UNAUTHORIZED) throw new Refusal('That is no key of this server.', '');
  throw new Refusal('The dream cannot be reached.', 'Try again in a moment.');
}
