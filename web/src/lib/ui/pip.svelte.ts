/** The dream in a small window that stays on top (Document Picture-in-Picture, where a browser has it). */

interface DocumentPictureInPicture {
  requestWindow(options: { width: number; height: number }): Promise<Window>;
}

const WIDTH = 480;
const HEIGHT = 300;

export class SmallWindow {
  /** The small window, while it is open. */
  window = $state.raw<Window>();

  readonly #opener: DocumentPictureInPicture | undefined;

  constructor(opener: Window) {
    this.#opener = (opener as { documentPictureInPicture?: DocumentPictureInPicture }).documentPictureInPicture;
  }

  get possible(): boolean {
    return this.#opener !== undefined;
  }

  async toggle(): Promise<void> {
    if (this.window) return this.window.close();
    const opened = await this.#opener?.requestWindow({ width: WIDTH, height: HEIGHT });
    if (!opened) return;
    opened.addEventListener('pagehide', () => (this.window = undefined));
    this.window = opened;
  }
}
