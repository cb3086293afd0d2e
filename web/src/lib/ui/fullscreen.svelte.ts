/** The whole screen for the dream. */

export class Fullscreen {
  on = $state(false);

  constructor(private readonly document: Document) {}

  /** Phones may have none. */
  get possible(): boolean {
    return this.document.fullscreenEnabled;
  }

  watch(): () => void {
    const changed = (): void => void (this.on = this.document.fullscreenElement !== null);
    this.document.addEventListener('fullscreenchange', changed);
    return () => this.document.removeEventListener('fullscreenchange', changed);
  }

  toggle(): void {
    if (!this.possible) return;
    if (this.on) void this.document.exitFullscreen();
    else void this.document.documentElement.requestFullscreen();
  }
}
