import { afterEach, describe, expect, it, vi } from 'vitest';
import { cameras, canShare, openCamera, SCREEN, whyNot } from '../../src/lib/live/camera';

const shared = {} as MediaStream;
const filmed = {} as MediaStream;

function browser(getDisplayMedia?: () => Promise<MediaStream>) {
  const getUserMedia = vi.fn(async () => filmed);
  const enumerateDevices = async () => [
    { kind: 'audioinput', deviceId: 'm', label: 'Microphone' },
    { kind: 'videoinput', deviceId: 'a', label: '' },
    { kind: 'videoinput', deviceId: 'b', label: 'On top' },
  ];
  vi.stubGlobal('navigator', { mediaDevices: { enumerateDevices, getUserMedia, ...(getDisplayMedia && { getDisplayMedia }) } });
  return getUserMedia;
}

afterEach(() => vi.unstubAllGlobals());

describe('the screen in place of a camera', () => {
  it('is a choice after the cameras', async () => {
    browser(async () => shared);
    expect(await cameras()).toEqual([
      { id: 'a', label: 'Camera 1' },
      { id: 'b', label: 'On top' },
      { id: SCREEN, label: 'Screen or window' },
    ]);
  });

  it('is none where the browser shows no screens', async () => {
    browser();
    expect(canShare()).toBe(false);
    expect((await cameras()).map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('is asked for by itself, and cameras are as before', async () => {
    const getUserMedia = browser(async () => shared);
    expect(await openCamera(SCREEN, 512)).toBe(shared);
    expect(getUserMedia).not.toHaveBeenCalled();
    expect(await openCamera('b', 512)).toBe(filmed);
  });

  it('says what to do when nothing was chosen', () => {
    const refused = new DOMException('no', 'NotAllowedError');
    expect(whyNot(refused, SCREEN)).toMatch(/^Nothing was shared/);
    expect(whyNot(refused, 'b')).toMatch(/may not use the camera/);
  });
});
