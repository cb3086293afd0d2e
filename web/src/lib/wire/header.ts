export const Payload = { JPEG: 1, WEBP: 2 } as const;
export const Flag = { DREAM: 1, CUT: 2 } as const;

export interface FrameHeader {
  readonly kind: number;
  readonly flags: number;
  readonly seq: number;
  readonly settingsRev: number;
  readonly captureTsUs: number;
  readonly receivedUs: number;
  readonly startedUs: number;
  readonly endedUs: number;
  readonly width: number;
  readonly height: number;
  readonly presentAtUs: number;
  readonly durationUs: number;
}

export function readHeader(message: ArrayBuffer): { header: FrameHeader; payload: Uint8Array<ArrayBuffer> } | undefined {
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
