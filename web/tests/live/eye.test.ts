import { beforeEach, expect, test, vi } from 'vitest';

import { SCREEN } from '../../src/lib/live/camera';
import { Eye } from '../../src/lib/live/eye.svelte';

interface Track {
  onended: (() => void) | null;
  stopped: boolean;
}

let tracks: Track[];
let answers: (DOMException | undefined)[];
let plugged: () => void;
let ids: string[];
let lost: number;
let eye: Eye;

const unplugged = () => tracks.at(-1)?.onended?.();

function stream(id: string): MediaStream {
  const track = { onended: null, stopped: false, stop: () => void (track.stopped = true), getSettings: () => ({ deviceId: id || 'front' }) };
  tracks.push(track);
  return { getTracks: () => [track], getVideoTracks: () => [track] } as unknown as MediaStream;
}

beforeEach(() => {
  [tracks, answers, ids, lost] = [[], [], ['front', 'back'], 0];
  const open = async (id: string) => {
    const refused = answers.shift();
    if (refused) throw refused;
    return stream(id);
  };
  const cameras = async () => ids.map((id) => ({ id, label: id }));
  const onPlugged = (tell: () => void) => ((plugged = tell), () => (plugged = () => undefined));
  eye = new Eye({ open, cameras, onPlugged }, () => lost++);
});

test('a camera that is unplugged is kept in sight, and opened again when it is back', async () => {
  await eye.open('', 512);
  expect(eye.chosen).toBe('front');
  const before = eye.stream;
  ids = ['back'];
  unplugged();
  plugged();
  await vi.waitFor(() => expect(eye.choices).toHaveLength(1));
  expect([eye.gone, eye.stream, lost]).toEqual([true, before, 0]);
  ids = ['front', 'back'];
  plugged();
  await vi.waitFor(() => expect(eye.gone).toBe(false));
  expect([eye.stream === before, eye.chosen, tracks.map(({ stopped }) => stopped)]).toEqual([false, 'front', [true, false]]);
});

test('one that is back but taken by another program is waited for still', async () => {
  await eye.open('', 512);
  unplugged();
  answers = [new DOMException('', 'NotReadableError')];
  plugged();
  await vi.waitFor(() => expect(answers).toEqual([]));
  await vi.waitFor(() => expect(eye.opening).toBe(false));
  expect([eye.gone, eye.trouble, lost]).toEqual([true, '', 0]);
});

test('who thinks better of sharing a screen keeps the camera', async () => {
  await eye.open('', 512);
  answers = [new DOMException('', 'NotAllowedError')];
  await eye.open(SCREEN, 512);
  expect([eye.chosen, eye.trouble, tracks[0]?.stopped, lost]).toEqual(['front', '', false, 0]);
});

test('a screen that is shared no more is not waited for', async () => {
  await eye.open(SCREEN, 512);
  unplugged();
  expect([eye.stream, eye.gone, eye.trouble, lost]).toEqual([undefined, false, '', 1]);
});

test('what another program uses is said, and nothing is open', async () => {
  answers = [new DOMException('', 'NotReadableError')];
  await eye.open('', 512);
  expect([eye.stream, eye.opening, lost]).toEqual([undefined, false, 0]);
  expect(eye.trouble).toContain('Another program');
});

test('a camera that is given after somebody left goes out at once', async () => {
  const opening = eye.open('', 512);
  eye.close();
  await opening;
  expect([eye.stream, tracks[0]?.stopped]).toEqual([undefined, true]);
});
