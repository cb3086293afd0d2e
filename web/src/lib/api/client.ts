/** The server's HTTP interface, as far as the page uses it. */

import type { Changes, ConfigSetting, EngineListing, Moments, Settings, Understood } from './types';

export type DreamAction = 'pause' | 'resume' | 'skip' | 'stop' | 'start';

/** The server said no, or could not be asked. `message` says what, `remedy` what to do about it. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
    this.name = 'Refusal';
  }
}

export class Api {
  /** `fetch` is a browser's; paths are relative to the page, so that it can live under a prefix. */
  constructor(private readonly fetch: (path: string, init?: RequestInit) => Promise<Response>) {}

  /** All settings, after `changes`. Throws `Refusal`. */
  steer(changes: Changes): Promise<Settings> {
    return this.#ask('api/settings', 'PATCH', changes);
  }

  /** Throws `Refusal`. */
  async act(action: DreamAction): Promise<void> {
    await this.#ask(`api/dream/${action}`, 'POST');
  }

  /** Throws `Refusal`. */
  async engines(): Promise<EngineListing[]> {
    const { engines } = await this.#ask<{ engines: EngineListing[] }>('api/engines', 'GET');
    return engines;
  }

  /** Let this engine make the pictures; all of them, once it does. Throws `Refusal`. */
  async select(engine: string): Promise<EngineListing[]> {
    const path = `api/engines/${encodeURIComponent(engine)}/select`;
    return (await this.#ask<{ engines: EngineListing[] }>(path, 'POST')).engines;
  }

  /** JSON Schema of each setting that can be steered. Throws `Refusal`. */
  async description(): Promise<Record<string, object>> {
    const { components } = await this.#ask<{ components: { schemas: Record<string, { properties: Record<string, object> }> } }>(
      'openapi.json',
      'GET',
    );
    return components.schemas['SettingsPatch']?.properties ?? {};
  }

  /** Every setting of the config, and where it was set. Throws `Refusal`. */
  async config(): Promise<ConfigSetting[]> {
    return (await this.#ask<{ settings: ConfigSetting[] }>('api/config', 'GET')).settings;
  }

  /** What the engine understands of `prompt`, which says something; nobody wants to know once it is `stale`. Throws `Refusal`. */
  understand(prompt: string, stale: AbortSignal): Promise<Understood> {
    return this.#ask(`api/words?prompt=${encodeURIComponent(prompt)}`, 'GET', undefined, stale);
  }

  /** The last minutes, at most one frame in `everyS` seconds. Throws `Refusal`. */
  history(everyS: number): Promise<Moments> {
    return this.#ask(`api/dream/history?every_s=${everyS}`, 'GET');
  }

  /** Go on from a frame of the last minutes. Throws `Refusal`. */
  branch(number: number): Promise<Settings> {
    return this.#ask('api/dream/branch', 'POST', { number });
  }

  /** Go on from a picture of one's own. Throws `Refusal`. */
  fork(picture: Blob): Promise<Settings> {
    return this.#ask('api/dream/fork', 'POST', picture);
  }

  /** The file that the last `seconds` were kept in. Throws `Refusal`. */
  async keep(seconds: number): Promise<string> {
    return (await this.#ask<{ file: string }>('api/dream/keep', 'POST', { seconds })).file;
  }

  /** Come back to the picture on show, and stay closer to what was kept. Throws `Refusal`. */
  moreLikeThis(): Promise<Settings> {
    return this.#ask('api/dream/more-like-this', 'POST', {});
  }

  /** The file that the frame on show is kept in. Throws `Refusal`. */
  async favourite(): Promise<string> {
    return (await this.#ask<{ file: string }>('api/dream/favourite', 'POST')).file;
  }

  /** Whether the server answers at all. */
  async answers(): Promise<boolean> {
    try {
      return (await this.fetch('api/health', { signal: AbortSignal.timeout(4_000) })).ok;
    } catch {
      return false;
    }
  }

  async #ask<T>(path: string, method: string, body?: object, signal?: AbortSignal): Promise<T> {
    const sent = { ...(body && bodyOf(body)), ...(signal && { signal }) };
    try {
      const response = await this.fetch(path, { method, ...sent });
      if (!response.ok) throw await refusalOf(response);
      return (await response.json()) as T;
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw new Refusal('The dream cannot be reached.', 'It is asked again as soon as it is back.');
    }
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
  return new Refusal(text('detail') || text('title') || `The server answered ${response.status}.`, text('remedy'));
}
