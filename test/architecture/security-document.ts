import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './workspace-files.ts';

/** A test that the document names: its file, and a text that stands in it as a title. */
export interface NamedTest {
  readonly file: string;
  readonly title: string;
}

/** Text of a document, by its name in `docs`. */
export const documentText = (name: string): string => readFileSync(join(root, 'docs', name), 'utf8');

/** Ids of the rows of a document's tables, as they stand in the first cell. */
export const rowIds = (text: string): readonly string[] =>
  [...text.matchAll(/^\| ([A-Z]{3,4}-\d\d) \|/gm)].map(([, id = '']) => id);

/** Every test that is named as a file in backticks and titles in quotes behind it; `\"` is a quote within a title. */
export function namedTests(text: string): readonly NamedTest[] {
  const files = text.matchAll(/`((?:packages|services|test)\/[^`]+\.test\.m?ts)`((?:,? "(?:[^"\\]|\\")+")*)/g);
  return [...files].flatMap(([, file = '', titles = '']) =>
    [...titles.matchAll(/"((?:[^"\\]|\\")+)"/g)].map(([, title = '']) => ({
      file,
      title: title.replaceAll('\\"', '"'),
    })),
  );
}

/** Whether the file is there and holds the title as a text of its own, or as the first cell of a table of cases. */
export function isThere({ file, title }: NamedTest): boolean {
  const path = join(root, file);
  if (!existsSync(path)) return false;
  const text = readFileSync(path, 'utf8');
  return ["'", '`', '"'].some((quote) => text.includes(`${quote}${title}${quote}`));
}
