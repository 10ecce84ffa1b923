import type { Law } from './law-of-the-house.ts';
import type { Manifest } from './workspace-files.ts';

/** Every dependency that the law does not allow, wherever a package.json names it for running. */
export function checkManifests(manifests: readonly Manifest[], law: Readonly<Record<string, Law>>): readonly string[] {
  const missing = manifests
    .filter(({ folder }) => !(folder in law))
    .map(({ folder }) => `${folder} stands in no row of the law`);
  const forbidden = manifests.flatMap((manifest) => {
    const { ours = [], libraries = [] } = law[manifest.folder] ?? {};
    return running(manifest)
      .filter((name) => !ours.includes(name) && !libraries.includes(name))
      .map((name) => `${manifest.folder}/package.json names ${name}, which the law does not allow`);
  });
  const kit = manifests
    .filter(({ devDependencies }) => '@countersign/testkit' in devDependencies)
    .map(({ folder }) => `${folder}/package.json names the test kit; tests that need it live in test/`);
  return [...missing, ...forbidden, ...kit];
}

/** Every driver that another package.json names than the one which owns it. */
export function checkDrivers(
  manifests: readonly Manifest[],
  drivers: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.entries(drivers).flatMap(([driver, owner]) => {
    const naming = manifests.filter((manifest) =>
      [...running(manifest), ...Object.keys(manifest.devDependencies)].includes(driver),
    );
    const folders = naming.map(({ folder }) => folder);
    return folders.length === 1 && folders[0] === owner
      ? []
      : [`${driver} belongs into ${owner}/package.json alone; named in ${folders.join(', ') || 'none'}`];
  });
}

const running = ({ dependencies, optionalDependencies, peerDependencies }: Manifest): readonly string[] =>
  Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
