/** The library as the page knows it: what is on the wall, what came since, what the person does to it. */

import { Refusal } from '../api/asking';
import type { LibraryImage, LibraryStats, Saying } from '../api/types';
import type { Notice } from '../dream/dream.svelte';
import { Connection, type Socket } from '../stream/connection';
import type { LibraryChange, SessionChange } from '../wire/messages';
import { keyOf, type LibraryApi, type Named } from './api';
import { Found } from './found.svelte';
import { dayGroups, oneGroup, rememberedDays, shelfGroups } from './grouping';
import type { Block, Group } from './layout';
import { Shelf } from './shelf.svelte';
import { byNearness, isAsked, NOTHING, type Wanted } from './wanted';

const SESSIONS_AT_ONCE = 100;
/** On the way to a day long ago: as many as the server gives. */
const SESSIONS_ON_THE_WAY = 1_000;
const TOO_MANY_CHANGES = 20;
const REST_MS = 2_000;
const AGAIN_MS = 5_000;
const COLOURS_MS = 3_000;
const GOOD_NEWS_MS = 8_000;

/** What the server takes of one session. */
const NAMED_AT_ONCE = 1_000;

/** What the person should know; `undo` takes back what they did. */
export interface News extends Notice {
  readonly undo?: () => void;
}

export class Library {
  shelves = $state.raw<readonly Shelf[]>([]);
  found = $state.raw<Found>();
  stats = $state.raw<LibraryStats>();
  news = $state.raw<News>();
  /** Whether the first sessions are there. */
  answered = $state(false);
  /** Whether there may be more sessions. */
  endless = $state(true);
  #cursor: string | null = null;
  #asking: Promise<void> | undefined;
  #resting = $state(false);
  readonly #lookedAt = new Set<string>();
  readonly #daysOf = rememberedDays();
  readonly #connection: Connection;

  constructor(
    readonly api: LibraryApi,
    open: () => Socket,
    probe: () => Promise<boolean>,
  ) {
    this.#connection = new Connection({
      role: 'library',
      open,
      probe,
      timers: { set: (callback, delayMs) => window.setTimeout(callback, delayMs), clear: (handle) => clearTimeout(handle) },
      random: Math.random,
      onUp: () => void this.#up(),
      onDown: () => undefined,
      onFrame: () => undefined,
      onMessage: (message) => {
        if (message.type === 'library') void this.#changed(message);
        if (message.type === 'error') this.news = { good: false, text: message.message, remedy: '' };
      },
    });
  }

  /** What hangs on the wall, from the top. */
  readonly groups: readonly Group[] = $derived.by(() => {
    const { found } = this;
    if (!found) return shelfGroups(this.shelves);
    return byNearness(found.wanted) ? oneGroup(found.images) : dayGroups(this.#daysOf(found.images));
  });

  /** Whether there is nothing to see, and never will be by waiting. */
  readonly isEmpty: boolean = $derived(
    this.found ? this.found.answered && this.found.images.length === 0 : this.answered && this.shelves.length === 0,
  );

  /** While it is looked for by look, and not all that could be found are known by theirs: how many are, and of how many. */
  readonly known: readonly [seen: number, all: number] | undefined = $derived.by(() => {
    if (!this.stats || !this.found || !byNearness(this.found.wanted)) return undefined;
    const { described, images, unreadable } = this.stats;
    return described < images - unreadable ? [described, images - unreadable] : undefined;
  });

  /** Pictures that are here, in the order of the wall. */
  get order(): readonly LibraryImage[] {
    return this.groups.flatMap(({ images }) => images);
  }

  /** Connect, and stay connected; the answer ends it. */
  open(): () => void {
    this.#connection.connect();
    return () => this.#connection.close();
  }

  /** Show only what is wanted; all sessions for nothing, or every picture by day. */
  look(wanted: Wanted, byDay: boolean): void {
    this.found?.forget();
    this.found = isAsked(wanted) || byDay ? new Found(this.api, isAsked(wanted) ? wanted : NOTHING) : undefined;
  }

  /** These blocks are in view, down to `bottom`: ask for what is missing there, and before the end is reached. */
  reach(blocks: readonly Block[], bottom: number, height: number): void {
    if (this.#resting) return;
    if (this.found) {
      if (bottom >= height) void this.#ask(() => this.found?.more());
      return;
    }
    for (const block of blocks) {
      const shelf = this.shelves.find(({ session }) => session.id === block.group.key);
      if (shelf && !shelf.isWhole && block.knownTo < bottom) void this.#ask(() => shelf.more());
    }
    if (this.endless && bottom >= height) void this.#ask(() => this.#moreSessions());
  }

  /** The newest picture that was there when `end` came, in ms since the epoch, of the sessions; those before it are asked for. */
  async reachBack(end: number): Promise<LibraryImage | undefined> {
    const older = (): Shelf | undefined => this.shelves.find(({ session }) => Date.parse(session.newest_at) < end);
    return await this.#ask(async () => {
      if (!this.answered) await this.#firstSessions();
      while (!older() && this.endless) await this.#moreSessions(SESSIONS_ON_THE_WAY);
      const shelf = older();
      if (shelf && shelf.images.length === 0) await shelf.more();
      return shelf?.images[0];
    });
  }

  /** The picture before or after this one on the wall. */
  beside(image: Named, step: 1 | -1): LibraryImage | undefined {
    const order = this.order;
    const at = order.findIndex((other) => keyOf(other) === keyOf(image));
    return at < 0 ? undefined : order[at + step];
  }

  find(named: Named): LibraryImage | undefined {
    return this.order.find((image) => keyOf(image) === keyOf(named));
  }

  /** All pictures of a session; those that are not here are asked for. */
  async whole(id: string): Promise<readonly LibraryImage[]> {
    const shelf = this.shelves.find(({ session }) => session.id === id);
    await this.#ask(async () => {
      while (shelf && !shelf.isWhole) await shelf.more();
    });
    return shelf?.images ?? [];
  }

  /** These pictures for the server: of sessions that are chosen whole, only the session is named. */
  named(images: readonly LibraryImage[]): { readonly pictures: readonly LibraryImage[]; readonly sessions: readonly string[] } {
    const counts = new Map<string, number>();
    for (const { session } of images) counts.set(session, (counts.get(session) ?? 0) + 1);
    const whole = this.shelves.flatMap(({ session }) => (counts.get(session.id) === session.images ? [session.id] : []));
    return { pictures: images.filter(({ session }) => !whole.includes(session)), sessions: whole };
  }

  /** Say something of pictures. What of them is so now; nothing if it could not be said. */
  async annotate(images: readonly LibraryImage[], saying: Partial<Saying>): Promise<readonly LibraryImage[]> {
    const told = await this.#ask(async () => {
      const each = bySession(images).map(([session, names]) => this.api.annotate(session, names, saying));
      return (await Promise.all(each)).flat();
    });
    const changed = new Map((told ?? []).map((image) => [keyOf(image), image]));
    for (const shelf of this.shelves) if (shelf.images.some((image) => changed.has(keyOf(image)))) shelf.tell(changed);
    this.found?.tell(changed);
    return told ?? [];
  }

  /** Into the trash; it can be undone as long as the news of it stands. Whether they went. */
  async discard(images: readonly LibraryImage[]): Promise<boolean> {
    const chosen = bySession(images);
    const done = await this.#ask(async () => {
      for (const [session, names] of chosen) await this.api.discard(session, names);
      return true;
    });
    if (!done) return false;
    const keys = new Set(images.map(keyOf));
    for (const shelf of this.shelves) if (shelf.images.some((image) => keys.has(keyOf(image)))) shelf.drop(keys);
    this.found?.drop(keys);
    const what = images.length === 1 ? 'The picture is' : `${images.length} pictures are`;
    this.tell(`${what} in the trash.`, () => void this.#restore(chosen));
    return true;
  }

  /** Let the dream go on from a picture. Whether it does. */
  async dreamOn(image: Named): Promise<boolean> {
    return (await this.#ask(() => this.api.dreamOn(image))) !== undefined;
  }

  tell(text: string, undo?: () => void): void {
    const news: News = { good: true, text, remedy: '', ...(undo && { undo }) };
    this.news = news;
    setTimeout(() => {
      if (this.news === news) this.news = undefined;
    }, GOOD_NEWS_MS);
  }

  async #restore(chosen: readonly (readonly [string, string[]])[]): Promise<void> {
    this.news = undefined;
    await this.#ask(async () => {
      for (const [session, names] of chosen) await this.api.restore(session, names);
    });
    const ids = new Set(chosen.map(([session]) => session));
    await this.#ask(() => Promise.all([...ids].map((id) => this.#renew(id, false))));
    await this.#ask(() => this.found?.renew());
  }

  async #up(): Promise<void> {
    this.news = undefined;
    await this.#ask(() => this.#firstSessions());
    await this.#count();
  }

  async #count(): Promise<void> {
    this.stats = (await this.#ask(() => this.api.stats())) ?? this.stats;
  }

  /** From the top again; what was asked of sessions that are still there stays. */
  async #firstSessions(): Promise<void> {
    const { sessions, cursor } = await this.api.sessions(null, SESSIONS_AT_ONCE);
    const known = new Map(this.shelves.map((shelf) => [shelf.session.id, shelf]));
    this.shelves = sessions.map((session) => known.get(session.id) ?? new Shelf(this.api, session));
    this.#cursor = cursor;
    this.endless = cursor !== null;
    this.answered = true;
    await Promise.all(
      sessions.map(async (session) => {
        const before = known.get(session.id)?.session;
        if (before && (before.newest_at !== session.newest_at || before.images !== session.images)) {
          await known.get(session.id)?.renew(session);
        }
      }),
    );
  }

  #moreSessions(atOnce = SESSIONS_AT_ONCE): Promise<void> {
    return (this.#asking ??= this.#pageOfSessions(atOnce).finally(() => (this.#asking = undefined)));
  }

  async #pageOfSessions(atOnce: number): Promise<void> {
    if (this.#cursor === null) return;
    const { sessions, cursor } = await this.api.sessions(this.#cursor, atOnce);
    const known = new Set(this.shelves.map(({ session }) => session.id));
    const fresh = sessions.filter(({ id }) => !known.has(id));
    this.shelves = [...this.shelves, ...fresh.map((session) => new Shelf(this.api, session))];
    this.#cursor = cursor;
    this.endless = cursor !== null;
  }

  async #changed({ sessions: told }: LibraryChange): Promise<void> {
    const sessions = told.filter(({ gone, added, changed, removed, annotated }) => gone || added + changed + removed + annotated > 0);
    this.#described(told.flatMap(({ session, described }) => (described > 0 ? [session] : [])));
    if (sessions.length === 0) return;
    if (sessions.length > TOO_MANY_CHANGES) await this.#ask(() => this.#firstSessions());
    else for (const change of sessions) await this.#ask(() => this.#follow(change));
    await this.#ask(() => this.found?.renew());
    await this.#count();
  }

  /** Colours can wait: there are many of them while a library is new. */
  #described(sessions: readonly string[]): void {
    if (sessions.length > 0 && this.#lookedAt.size === 0) setTimeout(() => void this.#colour(), COLOURS_MS);
    for (const session of sessions) this.#lookedAt.add(session);
  }

  async #colour(): Promise<void> {
    const shelves = this.shelves.filter(({ session }) => this.#lookedAt.has(session.id));
    this.#lookedAt.clear();
    for (const shelf of shelves) await this.#ask(() => shelf.described());
    await this.#ask(() => this.found?.renew());
    if (this.known) await this.#count();
  }

  async #follow({ session, gone, added, changed, removed, annotated }: SessionChange): Promise<void> {
    if (gone) this.shelves = this.shelves.filter((shelf) => shelf.session.id !== session);
    else await this.#renew(session, added > 0 && changed + removed + annotated === 0);
  }

  async #renew(id: string, grownOnly: boolean): Promise<void> {
    const session = await this.api.session(id);
    const shelf = this.shelves.find((one) => one.session.id === id) ?? new Shelf(this.api, session);
    await (grownOnly ? shelf.grown(session) : shelf.renew(session));
    const others = this.shelves.filter((one) => one !== shelf);
    const at = others.findIndex((one) => one.session.newest_at <= session.newest_at);
    if (at < 0 && this.endless) this.shelves = others; // it comes when the end is reached
    else this.shelves = at < 0 ? [...others, shelf] : [...others.slice(0, at), shelf, ...others.slice(at)];
  }

  /** What cannot be looked for now may be soon. */
  #lookAgain(found: Found): void {
    if (!found.refused?.passing) return;
    setTimeout(() => {
      if (found === this.found) void this.#ask(() => found.more());
    }, AGAIN_MS);
  }

  /** What `work` gives, or news that says why not; then nothing is asked for by itself for a while. */
  async #ask<T>(work: () => Promise<T> | undefined): Promise<T | undefined> {
    const asked = this.found;
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (asked !== this.found) return undefined; // nobody looks for that any more
      if (asked?.refused === error && !asked.answered) this.#lookAgain(asked); // it is said where nothing hangs
      else this.news = { good: false, text: error.message, remedy: error.remedy };
      this.#resting = true;
      setTimeout(() => (this.#resting = false), REST_MS);
      return undefined;
    }
  }
}

function bySession(images: readonly Named[]): [string, string[]][] {
  const names = new Map<string, string[]>();
  for (const { session, name } of images) {
    const its = names.get(session);
    if (its) its.push(name);
    else names.set(session, [name]);
  }
  return [...names].flatMap(([session, all]) => chunks(all).map((some): [string, string[]] => [session, some]));
}

function chunks<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / NAMED_AT_ONCE) }, (_, at) => all.slice(at * NAMED_AT_ONCE, (at + 1) * NAMED_AT_ONCE));
}
