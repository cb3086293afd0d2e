/** Where somebody is in the library, as the address bar says it. */

import type { Named } from './api';
import type { Wanted } from './wanted';

export interface Whereabouts {
  /** The picture that is open. */
  readonly open: Named | undefined;
  readonly text: string;
  readonly like: Named | undefined;
  readonly byDay: boolean;
}

/** What follows the place's name in the address, as `/session/picture?q=words`. */
export function whereaboutsOf(within: string): Whereabouts {
  const [path = '', query = ''] = within.split(/\?(.*)/s);
  const asked = new URLSearchParams(query);
  const [, session, name] = path.split('/');
  return {
    open: session && name ? named(session, name) : undefined,
    text: asked.get('q') ?? '',
    like: likeOf(asked.get('like')),
    byDay: asked.get('by') === 'day',
  };
}

/** The other way round. A dropped picture has no address. */
export function withinOf(open: Named | undefined, { text, like }: Wanted, byDay: boolean): string {
  const asked = new URLSearchParams();
  if (text.trim()) asked.set('q', text.trim());
  if (like) asked.set('like', `${like.session}/${like.name}`);
  if (byDay) asked.set('by', 'day');
  const path = open ? `/${encodeURIComponent(open.session)}/${encodeURIComponent(open.name)}` : '';
  return path + (asked.size > 0 ? `?${asked}` : '');
}

function named(session: string, name: string): Named | undefined {
  try {
    return { session: decodeURIComponent(session), name: decodeURIComponent(name) };
  } catch {
    return undefined; // no address that we wrote
  }
}

function likeOf(text: string | null): Named | undefined {
  const slash = text?.indexOf('/') ?? -1;
  return text && slash > 0 ? { session: text.slice(0, slash), name: text.slice(slash + 1) } : undefined;
}
