/** Records what a camera is restyled to, on the server: begun and ended here, kept in the library. */

import { ask, type Fetch, Refusal } from '../api/asking';
import type { RecordingView } from '../api/types';

const EVERY_MS = 1_000;
/** A server that was started anew knows nothing of it; what was on its disk by then is a film. */
const BROKEN_OFF = 'The recording broke off with the server. What it had by then is in the library.';

export interface RecorderParts {
  readonly fetch: Fetch;
  /** By which the server knows this camera, once it does. */
  readonly token: () => string | undefined;
}

/** Where the film of a recording is, by its session. */
export const filmOf = (id: string): string => `api/recordings/${encodeURIComponent(id)}/recording.mp4`;

export class Recorder {
  running = $state.raw<RecordingView>();
  /** The last one that ended well. */
  kept = $state.raw<RecordingView>();
  trouble = $state('');
  asking = $state(false);
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly parts: RecorderParts) {}

  async toggle(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    this.trouble = '';
    await (this.running ? this.stop() : this.#start());
    this.asking = false;
  }

  /** End it, if it runs. */
  async stop(): Promise<void> {
    const running = this.running;
    if (!running) return;
    await this.#told(() => this.#ask(`/${running.id}/stop`, 'POST'));
  }

  async #start(): Promise<void> {
    const token = this.parts.token();
    if (!token) return;
    this.kept = undefined;
    await this.#told(() => this.#ask('', 'POST', { of: 'live', token }));
    if (this.running) this.#timer = setInterval(() => void this.#look(), EVERY_MS);
  }

  async #look(): Promise<void> {
    const id = this.running?.id;
    if (id) await this.#told(() => this.#ask(`/${id}`, 'GET'));
  }

  async #told(what: () => Promise<RecordingView>): Promise<void> {
    try {
      this.#take(await what());
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.passing && this.running) return; // out of reach, or too busy, for now: it is asked again
      this.trouble = this.running ? BROKEN_OFF : `${error.message} ${error.remedy}`.trim();
      this.#end();
    }
  }

  #take(recording: RecordingView): void {
    if (recording.state === 'running') {
      this.running = recording;
      return;
    }
    this.#end();
    if (recording.frames) this.kept = recording;
    if (recording.state !== 'completed') this.trouble = recording.reason ?? 'The recording ended by itself.';
  }

  #end(): void {
    clearInterval(this.#timer);
    this.running = undefined;
  }

  #ask(path: string, method: string, body?: object): Promise<RecordingView> {
    return ask(this.parts.fetch, `api/recordings${path}`, method, body);
  }
}
