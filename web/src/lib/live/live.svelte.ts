/** One camera's life on this page: opened, sent, restyled, shown, and opened again when the line breaks. */

import type { Changes, RtcInfo, RtcServer, Settings } from '../api/types';
import { Connection, type Socket, type Timers } from '../stream/connection';
import { Payload, readHeader, writeFrame } from '../wire/header';
import type { FramePassed, LiveFigures, ServerMessage } from '../wire/messages';
import type { Shot, View } from './camera';
import { Delays, type Passage, type Times } from './delays';
import { Flight } from './flight';
import { Passages } from './passages';
import type { Returned, TrackParts, TrackSocket } from './track';

const MOST_BUFFERED = 64 * 1024;
const STALE_AFTER_MS = 1_000;
const BETWEEN_CHANGES_MS = 120;
const MOST_FAILURES = 3;

/** How pictures go: as files by the socket, or as video by WebRTC. */
export type Way = 'binary' | 'webrtc';

export interface Parts {
  readonly open: () => Socket;
  readonly tracks: (parts: Omit<TrackParts, 'fetch'>) => Pick<TrackSocket, 'film'> & Socket;
  /** Whether the server speaks WebRTC. Throws `Refusal`. */
  readonly rtc: () => Promise<RtcInfo>;
  readonly take: (view: View) => Promise<Shot | undefined>;
  readonly probe: () => Promise<boolean>;
  readonly timers: Timers;
  readonly now: () => number;
  readonly decode: (jpeg: Blob) => Promise<ImageBitmap>;
}

/** Paints a restyled picture with the screen's next frame, and closes it; when that was, or nothing if it came too late. */
export type Paint = (bitmap: ImageBitmap) => Promise<number | undefined>;

export class Live {
  link = $state<'closed' | 'opening' | 'up' | 'lost'>('closed');
  settings = $state.raw<Settings>();
  figures = $state.raw<LiveFigures>();
  readonly delays = new Delays();
  /** Seconds for which nothing new was seen, once that is a second. */
  staleS = $state(0);
  trouble = $state('');
  /** Frames that were not even sent, since two were under way or the line was full. */
  held = $state(0);
  way = $state<Way>('binary');
  /** Why WebRTC was not taken. */
  wayTrouble = $state('');

  readonly #connection: Connection;
  readonly #flight = new Flight();
  readonly #passages = new Passages();
  #tracks: (Pick<TrackSocket, 'film'> & Socket) | undefined;
  #servers: readonly RtcServer[] = [];
  #failures = 0;
  #paint: Paint | undefined;
  #token: string | undefined;
  #own: Changes = {};
  #unsent: Changes = {};
  #sending: number | undefined;
  #seq = 0;
  #paintedMs = 0;
  #newestUs = 0;
  #ageing: number | undefined;

  constructor(private readonly parts: Parts) {
    this.#connection = new Connection({
      role: 'camera',
      greeting: () => (this.#token ? { token: this.#token } : {}),
      open: () => this.#open(),
      probe: parts.probe,
      timers: parts.timers,
      random: Math.random,
      onUp: () => this.#up(),
      onDown: () => this.#down(),
      onFrame: (message) => void this.#came(message),
      onMessage: (message) => this.#told(message),
    });
  }

  /** Connect, and stay connected; the answer ends it. */
  start(paint: Paint): () => void {
    this.#paint = paint;
    this.link = 'opening';
    this.#paintedMs = this.parts.now();
    this.#connection.connect();
    this.#ageing = window.setInterval(() => this.#age(), 250);
    return () => {
      this.#paint = undefined;
      clearInterval(this.#ageing);
      this.#connection.close();
      this.#flight.clear();
      this.link = 'closed';
      this.staleS = 0;
      this.trouble = '';
    };
  }

  /** Let pictures go another way. WebRTC is asked for first, and not taken if the server has none. */
  async choose(way: Way): Promise<void> {
    this.wayTrouble = '';
    if (way === 'webrtc') {
      const info = await this.parts.rtc().catch((error: unknown) => ({ why: String((error as Error).message), ice_servers: [] }));
      if (info.why !== null) return this.#stay(info.why);
      this.#servers = info.ice_servers;
    }
    this.#go(way);
  }

  #go(way: Way): void {
    this.way = way;
    this.#failures = 0;
    this.delays.clear();
    this.#flight.clear();
    this.#passages.clear();
    if (this.#paint) this.#connection.connect();
  }

  #stay(why: string): void {
    this.wayTrouble = why;
    if (this.way === 'webrtc') this.#go('binary');
  }

  #open(): Socket {
    if (this.way === 'binary') return this.parts.open();
    return (this.#tracks = this.parts.tracks({
      servers: this.#servers,
      token: this.#token,
      onReturn: (returned) => void this.#returned(returned),
      onRefusal: (refusal) => this.#stay(`${refusal.message} ${refusal.remedy}`.trim()),
    }));
  }

  /** The camera shows something new: send it, if there is room. */
  async film(view: View): Promise<void> {
    if (!this.wants()) return;
    if (this.way === 'webrtc') return this.#film(view);
    const shot = await this.parts.take(view);
    if (shot) this.send(shot);
  }

  #film(view: View): void {
    const stamp = this.#tracks?.film(view);
    if (stamp !== undefined) this.#passages.filmed(stamp, { capturedMs: view.capturedMs, sentMs: this.parts.now() });
  }

  /** By which the server knows this camera. */
  get token(): string | undefined {
    return this.#token;
  }

  /** Whether a frame that is taken now would be sent. If not, it is counted as held back. */
  wants(): boolean {
    const ready = this.link === 'up';
    const room = this.#flight.hasRoom(this.parts.now()) && this.#connection.bufferedBytes < MOST_BUFFERED;
    if (ready && !room) this.held++;
    return ready && room;
  }

  send({ jpeg, capturedMs, width, height }: Shot): void {
    const captureTsUs = Math.round(capturedMs * 1000);
    const frame = { kind: Payload.JPEG, seq: ++this.#seq, captureTsUs, width, height };
    if (this.#connection.send(writeFrame(frame, jpeg))) this.#flight.sent(captureTsUs, this.parts.now());
  }

  /** Change settings of this camera alone; they are shown at once. */
  steer(changes: Changes): void {
    this.trouble = '';
    this.#own = { ...this.#own, ...changes };
    this.#unsent = { ...this.#unsent, ...changes };
    if (this.settings) this.settings = { ...this.settings, ...changes };
    this.#sending ??= this.parts.timers.set(() => this.#tell(), BETWEEN_CHANGES_MS);
  }

  #tell(): void {
    this.#sending = undefined;
    if (Object.keys(this.#unsent).length === 0) return;
    if (this.#connection.send(JSON.stringify({ type: 'settings', ...this.#unsent }))) this.#unsent = {};
  }

  #up(): void {
    this.link = 'up';
    this.trouble = '';
    this.#failures = 0;
    this.#flight.clear();
  }

  #down(): void {
    this.link = 'lost';
    this.#flight.clear();
    this.#passages.clear();
    if (this.way === 'webrtc') void this.#doubt();
  }

  /** A server that answers, but not by WebRTC: a firewall between us lets no video through. */
  async #doubt(): Promise<void> {
    const answers = await this.parts.probe();
    if (!answers || this.link !== 'lost' || ++this.#failures < MOST_FAILURES) return;
    this.#stay('WebRTC finds no way to the server: the network lets no video through. Pictures go by the socket.');
  }

  #told(message: ServerMessage): void {
    if (message.type === 'welcome') this.#welcome(message.token ?? undefined, message.settings);
    else if (message.type === 'settings') this.settings = { ...message, ...this.#unsent };
    else if (message.type === 'live') this.figures = message;
    else if (message.type === 'passed') this.#passages.told(message.stamp, timesOf(message));
    else if (message.type === 'error') this.#failed(message.message);
  }

  /** A server that does not know us any more, since it is a new one, is told again what was wanted. */
  #welcome(token: string | undefined, settings: Settings): void {
    if (this.#token !== undefined && token !== this.#token) this.#unsent = { ...this.#own };
    this.#token = token;
    this.settings = { ...settings, ...this.#unsent };
    this.#tell();
  }

  #failed(why: string): void {
    this.trouble = why;
    this.#flight.failed();
  }

  async #came(message: ArrayBuffer): Promise<void> {
    const arrivedMs = this.parts.now();
    const read = readHeader(message);
    if (!read) return;
    const { header, payload } = read;
    const sentMs = this.#flight.back(header.captureTsUs);
    this.#connection.acknowledge(header.seq);
    const bitmap = await this.parts.decode(new Blob([payload], { type: 'image/jpeg' })).catch(() => undefined);
    if (!bitmap || header.captureTsUs < this.#newestUs) return bitmap?.close();
    this.#newestUs = header.captureTsUs;
    const paintedMs = await this.#show(bitmap);
    if (paintedMs === undefined || sentMs === undefined) return;
    this.delays.observe({ capturedMs: header.captureTsUs / 1000, sentMs, arrivedMs, paintedMs }, header);
  }

  /** A picture is back as video: what is known of it is known by the number below it. */
  async #returned({ bitmap, stamp }: Returned): Promise<void> {
    const arrivedMs = this.parts.now();
    const paintedMs = await this.#show(bitmap);
    const known = this.#passages.of(stamp);
    if (paintedMs === undefined || !known) return;
    this.delays.observe({ ...known.filmed, arrivedMs, paintedMs } satisfies Passage, known.times);
  }

  async #show(bitmap: ImageBitmap): Promise<number | undefined> {
    if (!this.#paint) {
      bitmap.close();
      return undefined;
    }
    const paintedMs = await this.#paint(bitmap);
    if (paintedMs === undefined) return undefined;
    this.#paintedMs = paintedMs;
    this.staleS = 0;
    this.trouble = '';
    return paintedMs;
  }

  #age(): void {
    const silentMs = this.parts.now() - this.#paintedMs;
    this.staleS = silentMs < STALE_AFTER_MS ? 0 : Math.floor(silentMs / 1000);
  }
}

function timesOf(passed: FramePassed): Times {
  return { receivedUs: passed.received_us, startedUs: passed.started_us, endedUs: passed.ended_us };
}
