/** From picture to picture on the wall, by the arrow keys. */

import { keyOf } from './api';
import type { Block, Layout } from './layout';

interface Step {
  readonly block: Block;
  readonly row: number;
  readonly spot: number;
}

/** The key of the picture that `key` of a keyboard leads to from the picture `on`; `undefined` if it leads nowhere. */
export function stepFrom(layout: Layout, on: string, key: string): string | undefined {
  const here = placeOf(layout, on);
  if (!here) return undefined;
  const { block, row, spot } = here;
  const spots = block.rows[row]?.spots ?? [];
  switch (key) {
    case 'ArrowRight':
      return keyAt(spot + 1 < spots.length ? { block, row, spot: spot + 1 } : rowBeside(layout, here, 1, () => 0));
    case 'ArrowLeft':
      return keyAt(spot > 0 ? { block, row, spot: spot - 1 } : rowBeside(layout, here, -1, (count) => count - 1));
    case 'ArrowDown':
    case 'ArrowUp': {
      const { x = 0, width = 0 } = spots[spot] ?? {};
      return keyAt(rowBeside(layout, here, key === 'ArrowDown' ? 1 : -1, (_, at) => nearest(at, x + width / 2)));
    }
    case 'Home':
      return keyAt({ block, row: 0, spot: 0 });
    case 'End': {
      const last = block.rows.length - 1;
      return keyAt({ block, row: last, spot: (block.rows[last]?.spots.length ?? 1) - 1 });
    }
    default:
      return undefined;
  }
}

function placeOf({ blocks }: Layout, on: string): Step | undefined {
  for (const block of blocks) {
    const index = block.group.images.findIndex((image) => keyOf(image) === on);
    if (index < 0) continue;
    const row = block.rows.findIndex(({ spots }) => (spots.at(-1)?.index ?? -1) >= index);
    const spot = block.rows[row]?.spots.findIndex((one) => one.index === index) ?? -1;
    return spot < 0 ? undefined : { block, row, spot };
  }
  return undefined;
}

/** The row before or after, in the next group that has any if this one ends; `spotOf` picks the picture in it. */
function rowBeside(
  { blocks }: Layout,
  { block, row }: Step,
  step: 1 | -1,
  spotOf: (count: number, spots: Block['rows'][number]['spots']) => number,
): Step | undefined {
  const within = block.rows[row + step];
  if (within) return { block, row: row + step, spot: spotOf(within.spots.length, within.spots) };
  for (let at = blocks.indexOf(block) + step; at >= 0 && at < blocks.length; at += step) {
    const other = blocks[at];
    const next = other && (step > 0 ? 0 : other.rows.length - 1);
    const found = next === undefined ? undefined : other?.rows[next];
    if (other && found && next !== undefined) return { block: other, row: next, spot: spotOf(found.spots.length, found.spots) };
  }
  return undefined;
}

function nearest(spots: Block['rows'][number]['spots'], middle: number): number {
  const away = spots.map(({ x, width }) => Math.abs(x + width / 2 - middle));
  return away.indexOf(Math.min(...away));
}

function keyAt(step: Step | undefined): string | undefined {
  const index = step?.block.rows[step.row]?.spots[step.spot]?.index;
  const image = index === undefined ? undefined : step?.block.group.images[index];
  return image && keyOf(image);
}
