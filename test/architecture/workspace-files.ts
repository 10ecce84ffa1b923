import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** The project's root folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A source file: path from the root, with `/`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const dependencies = z.record(z.string(), z.string()).default({});

const manifestSchema = z.object({
  name: z.string(),
  dependencies,
  devDependencies: dependencies,
  optionalDependencies: dependencies,
  peerDependencies: dependencies,
});

/** A package.json, with the folder that it stands in. */
export type Manifest = z.infer<typeof manifestSchema> & { readonly folder: string };

/** Everything that packages and services consist of, tests included. */
export function readSourceFiles(): readonly SourceFile[] {
  return globSync(['packages/*/{src,bin,test-support}/**/*.{ts,mts,mjs}', 'services/*/src/**/*.{ts,mts,mjs}'], {
    cwd: root,
  })
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** The package.json of every package and service. */
export function readManifests(): readonly Manifest[] {
  return globSync(['packages/*', 'services/*'], { cwd: root })
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .toSorted()
    .map((folder) => ({ ...readManifest(folder), folder }));
}

/** What the root's package.json names is at hand for the tests of every package: vitest, fast-check. */
export const readRootManifest = (): Manifest => ({ ...readManifest('.'), folder: '.' });

function readManifest(folder: string): z.infer<typeof manifestSchema> {
  return manifestSchema.parse(JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')));
}
