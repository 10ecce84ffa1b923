import type { SourceFile } from './workspace-files.ts';

const vague = /^(utils?|helpers?|common|misc|managers?|base)$/;

/** Files and folders whose names hide what they hold, and `index.ts` elsewhere than at the root of a package's source. */
export function checkFileNames(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ path }) => [...vagueNames(path), ...strayIndex(path), ...otherCase(path)]);
}

function vagueNames(path: string): readonly string[] {
  const words = path
    .split('/')
    .slice(2)
    .flatMap((part) => (part.split('.')[0] ?? '').split('-'));
  return words.filter((word) => vague.test(word)).map((word) => `${path}: "${word}" does not say what is in it`);
}

function strayIndex(path: string): readonly string[] {
  const isIndex = /\/index\.[a-z]+$/.test(path);
  return isIndex && path.split('/').length !== 4 ? [`${path}: index.ts stands at the root of a package only`] : [];
}

function otherCase(path: string): readonly string[] {
  return /^[a-z0-9/.-]+$/.test(path) ? [] : [`${path}: file names are kebab-case`];
}
