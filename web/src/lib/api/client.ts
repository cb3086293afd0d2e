/** The server's HTTP interface, as far as the page uses it. */

import { ask, type Fetch, Refusal } from './asking';
import type { Changes, ConfigSetting, EngineListing, Moments, Settings, Understood } from './types';

export type DreamAction = 'pause' | 'resume' | 'skip' | 'stop' | 'start';

export { Refusal };

export class Api {
  constructor(private readonly fetch: Fetch) {}

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

  #ask<T>(path: string, method: string, body?: object, signal?: AbortSignal): Promise<T> {
    return ask(this.fetch, path, method, body, signal);
  }
}
