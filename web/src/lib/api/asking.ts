/** Asking the server for something, and understanding when it says no. */

const NOTHING = 204;

/** A browser's; paths are relative to the page, so that it can live under a prefix. */
export type Fetch = (path: string, init?: RequestInit) => Promise<Response>;

const UNAVAILABLE = 503;

/** The server said no, or could not be asked. `message` says what, `remedy` what to do about it. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly remedy: string,
    /** The server said so: it was not just out of reach. */
    readonly answered = true,
    /** Whether it may say yes if it is asked again. */
    readonly passing = !answered,
  ) {
    super(message);
    this.name = 'Refusal';
  }
}

/** What the server answers. Throws `Refusal`; also when nobody wants to know any more (`signal`). */
export async function ask<T>(fetch: Fetch, path: string, method: string, body?: object, signal?: AbortSignal): Promise<T> {
  const sent = { ...(body && bodyOf(body)), ...(signal && { signal }) };
  try {
    const response = await fetch(path, { method, ...sent });
    if (!response.ok) throw await refusalOf(response);
    return (response.status === NOTHING ? undefined : await response.json()) as T;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('The dream cannot be reached.', 'It is asked again as soon as it is back.', false);
  }
}

/** A picture goes as it is, everything else as JSON. */
function bodyOf(body: object): RequestInit {
  if (body instanceof Blob) return { headers: { 'Content-Type': body.type }, body };
  return { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

/** A problem document (RFC 9457) in words; also of an answer that is none. */
async function refusalOf(response: Response): Promise<Refusal> {
  const problem: unknown = await response.json().catch(() => undefined);
  const text = (name: string): string => {
    const value = (problem as Record<string, unknown> | undefined)?.[name];
    return typeof value === 'string' ? value : '';
  };
  return new Refusal(text('detail') || text('title') || `The server answered ${response.status}.`, text('remedy'), true, response.status === UNAVAILABLE);
}
