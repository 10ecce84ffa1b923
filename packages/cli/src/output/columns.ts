import { styleText } from 'node:util';

/** One cell of an aligned line: text, width in characters, colour. */
export interface Cell {
  readonly text: string;
  readonly width: number;
  readonly style?: Parameters<typeof styleText>[0];
  readonly align?: 'left' | 'right';
}

/** Cells side by side, cut or padded to their widths, coloured where the terminal shows colours. */
export function columns(cells: readonly Cell[], isColoured: boolean): string {
  return cells
    .map(({ text, width, style, align }) => {
      const cut = text.length > width ? `${text.slice(0, width - 1)}…` : text;
      const padded = align === 'right' ? cut.padStart(width) : cut.padEnd(width);
      return style !== undefined && isColoured ? styleText(style, padded, { validateStream: false }) : padded;
    })
    .join('  ')
    .trimEnd();
}
