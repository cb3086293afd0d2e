/** Whether somebody is at the controls: they come with movement and go three seconds after the last. */

const RESTS_AFTER_MS = 3_000;
const STIRS = ['pointermove', 'pointerdown', 'keydown', 'focusin', 'wheel'] as const;

export class Presence {
  awake = $state(true);
  #timer: number | undefined;

  /** `held` says that the controls have to stay: something is open, or half written. */
  constructor(private readonly held: () => boolean) {}

  /** Watch `target`; the answer ends it. */
  watch(target: Window): () => void {
    for (const kind of STIRS) target.addEventListener(kind, this.stir, { passive: true });
    this.stir();
    return () => {
      for (const kind of STIRS) target.removeEventListener(kind, this.stir);
      clearTimeout(this.#timer);
    };
  }

  readonly stir = (): void => {
    this.awake = true;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => (this.held() ? this.stir() : (this.awake = false)), RESTS_AFTER_MS);
  };
}
