/** A line on standard error that says how far a long work is; on a terminal it is written over, elsewhere once in a while. */
export interface ProgressLine {
  show(done: number, of: number): void;
  end(): void;
}

const everyMs = 5_000;

export function progressLine(verb: string): ProgressLine {
  const { stderr } = process;
  let lastMs = performance.now();
  return {
    show(done, of) {
      const nowMs = performance.now();
      if (!stderr.isTTY && nowMs - lastMs < everyMs) return;
      lastMs = nowMs;
      const text = `${verb} ${done.toLocaleString('en-US')} of ${of.toLocaleString('en-US')} (${Math.floor((100 * done) / of)} %)`;
      stderr.write(stderr.isTTY ? `\r${text}` : `${text}\n`);
    },
    end() {
      if (stderr.isTTY) stderr.write('\r\u001b[K');
    },
  };
}
