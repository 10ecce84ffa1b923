import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { importsOf } from './imports-of.ts';
import type { Law } from './law-of-the-house.ts';
import type { Manifest, SourceFile } from './workspace-files.ts';

/** The house as it stands: its files, its manifests, and its law. */
export interface House {
  readonly files: readonly SourceFile[];
  readonly manifests: readonly Manifest[];
  /** The root's: what it names may be used by tests everywhere. */
  readonly rootManifest: Manifest;
  readonly law: Readonly<Record<string, Law>>;
}

/** Every import that the law or a package.json does not allow, as a sentence. */
export function checkImports(house: House): readonly string[] {
  return house.files.flatMap((file) => {
    const folder = file.path.split('/').slice(0, 2).join('/');
    const law = house.law[folder];
    const manifest = house.manifests.find((each) => each.folder === folder);
    if (law === undefined || manifest === undefined) return [`${folder} stands in no row of the law`];
    const place = { file, folder, law, manifest, house };
    return importsOf(file.text).flatMap((specifier) => {
      const complaint = isTest(file.path) ? inTest(specifier, place) : inSource(specifier, place);
      return complaint === undefined ? [] : [`${file.path} imports ${specifier}: ${complaint}`];
    });
  });
}

interface Place {
  readonly file: SourceFile;
  readonly folder: string;
  readonly law: Law;
  readonly manifest: Manifest;
  readonly house: House;
}

const isTest = (path: string): boolean => /\.test\.ts$|\/test-support\//.test(path);

/** `zod` for `zod/mini`, `@countersign/scoring` for `@countersign/scoring/policy/default.yaml`. */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

function inSource(specifier: string, { file, folder, law, manifest }: Place): string | undefined {
  if (specifier.startsWith('.')) return reachingOut(specifier, file, folder, law);
  if (isBuiltin(specifier)) return builtin(specifier, law);
  const name = packageOf(specifier);
  if (!law.ours.includes(name) && !law.libraries.includes(name)) return `the law does not let ${folder} use ${name}`;
  return name in manifest.dependencies ? undefined : `${name} is not among the dependencies of its package.json`;
}

/** Tests may use what their own or the root's package.json names, but never the test kit: those live in `test/`. */
function inTest(specifier: string, { file, folder, law, manifest, house }: Place): string | undefined {
  if (specifier.startsWith('.')) return reachingOut(specifier, file, folder, law);
  if (isBuiltin(specifier)) return specifier.startsWith('node:') ? undefined : 'write node: in front';
  const name = packageOf(specifier);
  const declared = { ...house.rootManifest.devDependencies, ...manifest.devDependencies, ...manifest.dependencies };
  if (name === '@countersign/testkit') return 'tests that need the test kit live in test/';
  return name in declared ? undefined : `${name} is in neither its package.json nor the root's`;
}

function reachingOut(specifier: string, file: SourceFile, folder: string, law: Law): string | undefined {
  const target = posix.join(posix.dirname(file.path), specifier);
  if (!isTest(file.path) && isTest(target)) return 'source never imports what belongs to tests';
  if (!/\.[a-z]+$/.test(specifier)) return 'relative imports name the file with its ending';
  if (target.startsWith(`${folder}/`) || law.reaches?.includes(target)) return undefined;
  return 'it leaves its package by path';
}

const isBuiltin = (specifier: string): boolean => specifier.startsWith('node:') || builtinModules.includes(specifier);

function builtin(specifier: string, { node }: Law): string | undefined {
  if (!specifier.startsWith('node:')) return 'write node: in front';
  if (node === 'all' || node.includes(specifier)) return undefined;
  return node.length === 0 ? 'the pure core knows no platform' : `only ${node.join(', ')} may be used here`;
}
