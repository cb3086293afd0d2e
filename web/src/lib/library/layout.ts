/** Where everything is on the wall, so that only what is in view has to be there. */

import type { LibraryImage, LibrarySession } from '../api/types';
import { justify, type Measure, type Row, shapeOf } from './justify';

/** A stretch of pictures under one head. */
export interface Group {
  readonly key: string;
  /** Names the day, above the first group of one. */
  readonly day?: string;
  readonly session?: LibrarySession;
  readonly images: readonly LibraryImage[];
  /** How many there will be; more than are here while they are not asked for yet. */
  readonly count: number;
}

export interface Heights {
  readonly day: number;
  readonly session: number;
  /** Below each group. */
  readonly space: number;
}

export interface Block {
  readonly group: Group;
  readonly y: number;
  readonly height: number;
  /** Where its first row begins. */
  readonly rowsAt: number;
  readonly rows: readonly Row[];
  /** Rows of it that are there end here; what follows is an estimate. */
  readonly knownTo: number;
}

export interface Placed {
  readonly image: LibraryImage;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  readonly blocks: readonly Block[];
  readonly height: number;
}

/** One group after the other, from the top. `rowsOf` may remember what it said (see `rememberedRows`). */
export function layoutOf(groups: readonly Group[], measure: Measure, heights: Heights, rowsOf = rowsFor): Layout {
  let y = 0;
  const blocks = groups.map((group): Block => {
    const rowsAt = y + (group.day ? heights.day : 0) + (group.session ? heights.session : 0);
    const rows = rowsOf(group.images, measure);
    const last = rows.at(-1);
    const known = last ? last.y + last.height + measure.gap : 0;
    const block = { group, y, rowsAt, rows, knownTo: rowsAt + known, height: 0 };
    const height = rowsAt - y + known + unknownHeight(group, rows, measure) + heights.space;
    y += height;
    return { ...block, height };
  });
  return { blocks, height: y };
}

/** The blocks that reach into [top, bottom). */
export function blocksWithin({ blocks }: Layout, top: number, bottom: number): readonly Block[] {
  const first = firstWhere(blocks, (block) => block.y + block.height > top);
  const end = firstWhere(blocks, (block) => block.y >= bottom);
  return blocks.slice(first, end);
}

/** The pictures whose rows reach into [top, bottom). */
export function placedWithin(blocks: readonly Block[], top: number, bottom: number): Placed[] {
  return blocks.flatMap(({ group, rows, rowsAt }) => {
    const first = firstWhere(rows, (row) => rowsAt + row.y + row.height > top);
    const end = firstWhere(rows, (row) => rowsAt + row.y >= bottom);
    return rows.slice(first, end).flatMap((row) =>
      row.spots.flatMap(({ index, x, width }) => {
        const image = group.images[index];
        return image ? [{ image, x, y: rowsAt + row.y, width, height: row.height }] : [];
      }),
    );
  });
}

/** `justify`, remembered for each list of pictures as long as that lives. */
export function rememberedRows(): typeof rowsFor {
  const known = new WeakMap<readonly LibraryImage[], { width: number; height: number; rows: Row[] }>();
  return (images, measure) => {
    const before = known.get(images);
    if (before && before.width === measure.width && before.height === measure.height) return before.rows;
    const rows = rowsFor(images, measure);
    known.set(images, { width: measure.width, height: measure.height, rows });
    return rows;
  };
}

function rowsFor(images: readonly LibraryImage[], measure: Measure): Row[] {
  return justify(images.map(({ width, height }) => shapeOf(width, height)), measure);
}

/** What is not there yet will be much like what is. */
function unknownHeight({ images, count }: Group, rows: readonly Row[], measure: Measure): number {
  const missing = count - images.length;
  if (missing <= 0) return 0;
  const perRow = rows.length > 1 ? images.length / rows.length : Math.max(1, measure.width / (measure.height + measure.gap));
  return Math.ceil(missing / perRow) * (measure.height + measure.gap);
}

/** The index of the first that holds; all after it must hold too. */
function firstWhere<T>(list: readonly T[], holds: (item: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(list[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}
