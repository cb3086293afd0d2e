/** A camera, or the screen in its place: which there are, one that is open, and its frames as JPEG. */

export interface CameraChoice {
  readonly id: string;
  readonly label: string;
}

/** What a camera shows, taken at `capturedMs` on the page's clock: to go out no side longer than `side`, as in a mirror or not. */
export interface View {
  readonly video: HTMLVideoElement;
  readonly capturedMs: number;
  readonly side: number;
  readonly mirrored: boolean;
}

/** A frame that was taken at `capturedMs` on the page's clock. */
export interface Shot {
  readonly jpeg: Uint8Array;
  readonly capturedMs: number;
  readonly width: number;
  readonly height: number;
}

const QUALITY = 0.85;
const RATE_HZ = 30;

/** Asked for in place of a camera's id: the browser lets a person choose a screen, a window or a tab. */
export const SCREEN = 'screen';

/** Whether this browser shows screens. Phones do not. */
export function canShare(): boolean {
  return typeof navigator.mediaDevices?.getDisplayMedia === 'function';
}

/** The cameras, by name once somebody let the page look through one, and the screen. */
export async function cameras(): Promise<CameraChoice[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const found = devices
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label }, index) => ({ id: deviceId, label: label || `Camera ${index + 1}` }));
  return canShare() ? [...found, { id: SCREEN, label: 'Screen or window' }] : found;
}

/** Tell when cameras are plugged in or out, or the page is looked at again, until the answer is called. */
export function onPlugged(tell: () => void): () => void {
  const looked = (): void => void (document.visibilityState === 'visible' && tell());
  navigator.mediaDevices.addEventListener('devicechange', tell);
  document.addEventListener('visibilitychange', looked);
  return () => {
    navigator.mediaDevices.removeEventListener('devicechange', tell);
    document.removeEventListener('visibilitychange', looked);
  };
}

/** Open a camera, the chosen one or whichever the browser thinks of first; or `SCREEN`. */
export async function openCamera(id: string, side: number): Promise<MediaStream> {
  if (id === SCREEN) return navigator.mediaDevices.getDisplayMedia({ audio: false, video: { frameRate: { ideal: RATE_HZ } } });
  const wanted = { width: { ideal: side }, height: { ideal: side }, frameRate: { ideal: RATE_HZ } };
  const which = id ? { deviceId: { exact: id } } : { facingMode: 'user' };
  return navigator.mediaDevices.getUserMedia({ audio: false, video: { ...wanted, ...which } });
}

/** Why there is no camera, or no screen, and what to do about it. */
export function whyNot(error: unknown, id = ''): string {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' && id === SCREEN) return 'Nothing was shared. Choose a screen or a window when the browser asks.';
  if (name === 'NotAllowedError') return 'The browser may not use the camera. Allow it beside the address, then try again.';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'There is no such camera. Plug one in, or choose another.';
  if (name === 'NotReadableError') return 'Another program uses the camera. Close it there, then try again.';
  if (!navigator.mediaDevices) return 'Browsers give a camera only to pages from this machine, or over HTTPS.';
  return `The camera cannot be opened: ${String(error)}.`;
}

/** Takes a video's picture as a file. */
export class Shutter {
  readonly #canvas = document.createElement('canvas');

  async take({ video, capturedMs, side, mirrored }: View): Promise<Shot | undefined> {
    const scale = Math.min(1, side / Math.max(video.videoWidth, video.videoHeight));
    const [width, height] = [video.videoWidth, video.videoHeight].map((length) => Math.round(length * scale)) as [number, number];
    const context = this.#canvas.getContext('2d', { alpha: false });
    if (!context || !width || !height) return undefined;
    if (this.#canvas.width !== width || this.#canvas.height !== height) [this.#canvas.width, this.#canvas.height] = [width, height];
    context.setTransform(mirrored ? -1 : 1, 0, 0, 1, mirrored ? width : 0, 0);
    context.drawImage(video, 0, 0, width, height);
    const blob = await new Promise<Blob | null>((done) => this.#canvas.toBlob(done, 'image/jpeg', QUALITY));
    return blob ? { jpeg: new Uint8Array(await blob.arrayBuffer()), capturedMs, width, height } : undefined;
  }
}
