// Generated from src/dreamwindow/wire/header.py by `python -m tools.generate`: do not edit.

export const Payload = { JPEG: 1, WEBP: 2 } as const;
export const Flag = { DREAM: 1, CUT: 2 } as const;

/** See docs/wire.md. Times are in microseconds. */
export interface FrameHeader {
  /** what follows the header: 1 JPEG, 2 WebP */
  readonly kind: number;
  /** bit 0 *dream*: `present_at_us` and `duration_us` follow; bit 1 *cut*: do not fade */
  readonly flags: number;
  /** counts the frames sent on this socket; acknowledge it */
  readonly seq: number;
  /** revision of the settings that made the frame */
  readonly settingsRev: number;
  /** the client's own stamp, echoed; 0 if there is none */
  readonly captureTsUs: number;
  /** when the server had the input; for a dream, when the frame was handed out */
  readonly receivedUs: number;
  /** when work on it began */
  readonly startedUs: number;
  /** when it was encoded and given to the socket */
  readonly endedUs: number;
  /** pixels */
  readonly width: number;
  /** pixels */
  readonly height: number;
  /** when to show it */
  readonly presentAtUs: number;
  /** how long the fade from the frame before takes */
  readonly durationUs: number;
}

/** Header and picture of one binary message; undefined for what is no frame of ours. */
export function readHeader(
  message: ArrayBuffer,
): { header: FrameHeader; payload: Uint8Array<ArrayBuffer> } | undefined {
  if (message.byteLength < 52) return undefined;
  const view = new DataView(message);
  if (view.getUint16(0, true) !== 0x5744 || view.getUint8(2) !== 1) return undefined;
  const flags = view.getUint32(4, true);
  const dream = (flags & Flag.DREAM) !== 0;
  if (dream && message.byteLength < 64) return undefined;
  const header = {
    kind: view.getUint8(3),
    flags,
    seq: view.getUint32(8, true),
    settingsRev: view.getUint32(12, true),
    captureTsUs: Number(view.getBigUint64(16, true)),
    receivedUs: Number(view.getBigUint64(24, true)),
    startedUs: Number(view.getBigUint64(32, true)),
    endedUs: Number(view.getBigUint64(40, true)),
    width: view.getUint16(48, true),
    height: view.getUint16(50, true),
    presentAtUs: dream ? Number(view.getBigUint64(52, true)) : 0,
    durationUs: dream ? view.getUint32(60, true) : 0,
  };
  return { header, payload: new Uint8Array(message, dream ? 64 : 52) };
}

/** What a camera says of its frame; the server fills in the rest of what comes back. */
export type CameraFrame = Pick<FrameHeader, 'kind' | 'seq' | 'captureTsUs' | 'width' | 'height'>;

/** A camera's frame as one binary message. */
export function writeFrame(frame: CameraFrame, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const message = new Uint8Array(52 + payload.byteLength);
  const view = new DataView(message.buffer);
  view.setUint16(0, 0x5744, true);
  view.setUint8(2, 1);
  view.setUint8(3, frame.kind);
  view.setUint32(8, frame.seq, true);
  view.setBigUint64(16, BigInt(frame.captureTsUs), true);
  view.setUint16(48, frame.width, true);
  view.setUint16(50, frame.height, true);
  message.set(payload, 52);
  return message;
}
