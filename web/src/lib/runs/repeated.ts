/** Doing something again and again, while somebody looks. */

/** Do `work` now and `everyMs` after each time it is done; not while the window is hidden. The answer ends it. */
export function repeated(work: () => Promise<void>, everyMs: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;

  async function once(): Promise<void> {
    if (!document.hidden) await work();
    if (!over) timer = setTimeout(() => void once(), everyMs);
  }

  void once();
  return () => {
    over = true;
    clearTimeout(timer);
  };
}
