import type { LibraryImage, LibrarySession } from '../../src/lib/api/types';

export function picture(name: string, more: Partial<LibraryImage> = {}): LibraryImage {
  return {
    session: 's', name, version: '1', made_at: '2026-11-21T10:00:00Z', bytes: 1, width: 512, height: 512, prompt: name,
    seed: null, model: null, favourite: false, rating: null, tags: [], colours: [], problem: null, ...more,
  };
}

export function session(id: string, images: number, newest_at = '2026-11-21T10:00:00Z'): LibrarySession {
  return {
    id, title: id, root: 'sessions', path: id, kind: 'dream', status: 'completed', stop_reason: null, engine: null,
    model: null, prompt: null, began_at: newest_at, ended_at: null, newest_at, images, bytes: 1, colours: [], problem: null,
  };
}

/** A server that answers by path and method; what it was asked is kept. */
export function server(answers: (path: string, init?: RequestInit) => object | undefined): {
  fetch: (path: string, init?: RequestInit) => Promise<Response>;
  asked: string[];
} {
  const asked: string[] = [];
  const fetch = async (path: string, init?: RequestInit): Promise<Response> => {
    asked.push(`${init?.method ?? 'GET'} ${path}`);
    const answer = answers(path, init);
    return answer ? Response.json(answer) : Response.json({ detail: 'No.', remedy: 'Never.' }, { status: 404 });
  };
  return { fetch, asked };
}
