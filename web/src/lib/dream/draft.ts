/** What the person has moved, and the server has not confirmed yet. */

import type { Changes, Settings } from '../api/types';

/**
 * Settings as the controls show them: the server's, with the person's own hand laid over. One request is under way at a
 * time; what is moved meanwhile waits, the newest value of each setting only. Immutable: every step gives the next draft.
 */
export class SettingsDraft {
  private constructor(
    /** What the server said last. */
    readonly confirmed: Settings,
    private readonly sent: Changes | undefined,
    private readonly waiting: Changes,
  ) {}

  static of(settings: Settings): SettingsDraft {
    return new SettingsDraft(settings, undefined, {});
  }

  /** What the controls show. */
  get shown(): Settings {
    return { ...this.confirmed, ...this.sent, ...this.waiting };
  }

  /** What should be sent now; `undefined` when there is nothing, or something is under way. */
  get toSend(): Changes | undefined {
    return this.sent || Object.keys(this.waiting).length === 0 ? undefined : this.waiting;
  }

  edit(changes: Changes): SettingsDraft {
    return new SettingsDraft(this.confirmed, this.sent, { ...this.waiting, ...changes });
  }

  /** `toSend` is on its way. */
  sending(): SettingsDraft {
    return new SettingsDraft(this.confirmed, this.toSend ?? this.sent, this.toSend ? {} : this.waiting);
  }

  /** The server took what was sent. */
  accepted(settings: Settings): SettingsDraft {
    return new SettingsDraft(this.#newer(settings), undefined, this.waiting);
  }

  /** The server refused it: the controls go back to what holds. */
  rejected(): SettingsDraft {
    return new SettingsDraft(this.confirmed, undefined, this.waiting);
  }

  /** The server told its settings by itself: somebody steered, perhaps we. */
  told(settings: Settings): SettingsDraft {
    return new SettingsDraft(this.#newer(settings), this.sent, this.waiting);
  }

  #newer(settings: Settings): Settings {
    return settings.revision >= this.confirmed.revision ? settings : this.confirmed;
  }
}
