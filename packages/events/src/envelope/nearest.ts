/** The known name that differs least from `name`, when it differs little enough to be a slip. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let fewest = Math.floor(Math.min(name.length, 64) / 3) + 1;
  for (const candidate of known) {
    const edits = distance(name.slice(0, 64), candidate);
    if (edits < fewest) [best, fewest] = [candidate, edits];
  }
  return best;
}

function distance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let at = 1; at <= to.length; at += 1) {
      const swap = (previous[at - 1] ?? 0) + (from[row - 1] === to[at - 1] ? 0 : 1);
      current.push(Math.min((previous[at] ?? 0) + 1, (current[at - 1] ?? 0) + 1, swap));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
