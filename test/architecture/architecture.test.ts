import { describe, expect, it } from 'vitest';
import { checkFileNames } from './check-file-names.ts';
import { checkImports, type House } from './check-imports.ts';
import { checkDrivers, checkManifests } from './check-manifests.ts';
import { checkPurity } from './check-purity.ts';
import { drivers, lawOfTheHouse, pureFolders } from './law-of-the-house.ts';
import { readManifests, readRootManifest, readSourceFiles } from './workspace-files.ts';

const files = readSourceFiles();
const manifests = readManifests();
const house: House = { files, manifests, rootManifest: readRootManifest(), law: lawOfTheHouse };

describe('the house as it stands', () => {
  it('is read at all', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(manifests.map(({ folder }) => folder)).toEqual(Object.keys(lawOfTheHouse).toSorted());
  });

  it('imports only what the law allows and its package.json names', () => {
    expect(checkImports(house)).toEqual([]);
  });

  it('depends only on what the law allows', () => {
    expect(checkManifests(manifests, lawOfTheHouse)).toEqual([]);
  });

  it('names each driver in one package.json', () => {
    expect(checkDrivers(manifests, drivers)).toEqual([]);
  });

  it('keeps the core pure', () => {
    expect(checkPurity(files, pureFolders)).toEqual([]);
  });

  it('names files after what they hold', () => {
    expect(checkFileNames(files)).toEqual([]);
  });

  it('has a law without circles', () => {
    const folderOf = new Map(manifests.map(({ name, folder }) => [name, folder]));
    const reach = (folder: string, above: readonly string[]): void => {
      expect(above).not.toContain(folder);
      for (const name of lawOfTheHouse[folder]?.ours ?? []) reach(folderOf.get(name) ?? name, [...above, folder]);
    };
    for (const folder of Object.keys(lawOfTheHouse)) reach(folder, []);
  });
});

/** The house with one more line in one more file. */
const withImport = (path: string, specifier: string): readonly string[] =>
  checkImports({ ...house, files: [{ path, text: `import { x } from '${specifier}';\n` }] });

describe('a forbidden import is seen', () => {
  it.each([
    ['a service in a package', 'packages/kafka/src/x.ts', '@countersign/scorer'],
    ['an adapter in an adapter', 'packages/redis/src/x.ts', '@countersign/kafka'],
    ['an adapter in the engine', 'packages/engine/src/x.ts', '@countersign/redis'],
    ['a driver in the engine', 'packages/engine/src/x.ts', 'kafkajs'],
    ['the engine in the core', 'packages/scoring/src/x.ts', '@countersign/engine'],
    ['one half of the core in the other', 'packages/challenge/src/x.ts', '@countersign/scoring'],
    ['the platform in the core', 'packages/scoring/src/deep/x.ts', 'node:fs'],
    ['the platform in the core, the old way', 'packages/events/src/x.ts', 'crypto'],
    ['a platform module that does more than compute in the engine', 'packages/engine/src/x.ts', 'node:net'],
    ['the test kit in source', 'packages/embedded/src/x.ts', '@countersign/testkit'],
    ['the test kit in a unit test', 'packages/embedded/src/x.test.ts', '@countersign/testkit'],
    ['a service in a service', 'services/scorer/src/x.ts', '@countersign/notifier'],
    ['the command line in a service', 'services/scorer/src/x.ts', 'countersign'],
    ['a library that package.json does not name', 'packages/kafka/src/x.ts', 'lodash'],
    ['a library that only the root names', 'packages/telemetry/src/x.ts', 'vitest'],
    ['a way around by path', 'packages/kafka/src/x.ts', '../../redis/src/index.ts'],
    ['a test file in source', 'packages/scoring/src/x.ts', '../test-support/story.ts'],
    ['a file without its ending', 'packages/kafka/src/x.ts', './kafka-log'],
    ['anything in an unknown package', 'packages/new/src/x.ts', 'zod'],
  ])('%s', (_, path, specifier) => {
    expect(withImport(path, specifier)).toHaveLength(1);
  });

  it('though the law allows it, when package.json does not name it', () => {
    const bare = manifests.map((each) => (each.folder === 'packages/kafka' ? { ...each, dependencies: {} } : each));
    const file = { path: 'packages/kafka/src/x.ts', text: "import { Kafka } from 'kafkajs';" };
    expect(checkImports({ ...house, manifests: bare, files: [file] })).toEqual([
      'packages/kafka/src/x.ts imports kafkajs: kafkajs is not among the dependencies of its package.json',
    ]);
  });

  it.each([
    ['type only', "import type { Kafka } from 'kafkajs';"],
    ['over several lines', "import {\n  Kafka,\n  logLevel,\n} from 'kafkajs';"],
    ['for its effect', "import 'kafkajs';"],
    ['handed on', "export * from 'kafkajs';"],
    ['when needed', "const { Kafka } = await import('kafkajs');"],
    ['as a type in place', "type Kafka = import('kafkajs').Kafka;"],
    ['required', "const { Kafka } = require('kafkajs');"],
    ['a path inside', "import x from 'kafkajs/src/x.js';"],
  ])('%s', (_, text) => {
    expect(checkImports({ ...house, files: [{ path: 'packages/engine/src/x.ts', text }] })).toHaveLength(1);
  });

  it('and nothing is seen in a comment, in a text, or among what is allowed', () => {
    const text = "// import 'kafkajs';\n/* import 'kafkajs' */ const a = \"// \"; import { z } from 'zod';\n";
    expect(checkImports({ ...house, files: [{ path: 'packages/scoring/src/x.ts', text }] })).toEqual([]);
  });
});

describe('a forbidden dependency is seen', () => {
  const adding = (folder: string, kind: 'dependencies' | 'devDependencies', name: string) =>
    manifests.map((each) => (each.folder === folder ? { ...each, [kind]: { ...each[kind], [name]: '*' } } : each));

  it('of an adapter on an adapter', () => {
    const complaints = checkManifests(adding('packages/mail', 'dependencies', '@countersign/redis'), lawOfTheHouse);
    expect(complaints).toEqual(['packages/mail/package.json names @countersign/redis, which the law does not allow']);
  });

  it('on the test kit, even for development', () => {
    const complaints = checkManifests(
      adding('packages/mail', 'devDependencies', '@countersign/testkit'),
      lawOfTheHouse,
    );
    expect(complaints).toHaveLength(1);
  });

  it('of a second package on a driver', () => {
    const complaints = checkDrivers(adding('services/scorer', 'dependencies', 'ioredis'), drivers);
    expect(complaints).toEqual([
      'ioredis belongs into packages/redis/package.json alone; named in packages/redis, services/scorer',
    ]);
  });
});

describe('an impurity is seen', () => {
  it.each([
    'const now = new Date();',
    'const now = Date.now();',
    'const now = Date();',
    'const x = Math.random();',
    'new Intl.NumberFormat().format(1);',
    'new Intl.NumberFormat(undefined).format(1);',
    'a.localeCompare(b);',
    'n.toLocaleString();',
    'new Date(ms).getHours();',
    'Buffer.from(x);',
    "process.env['X'];",
  ])('%s', (text) => {
    expect(checkPurity([{ path: 'packages/scoring/src/x.ts', text }], pureFolders)).toHaveLength(1);
  });

  it('and what takes its time and language as arguments is pure', () => {
    const text =
      "new Date(ms).getUTCHours(); new Intl.NumberFormat('en').format(1); a.localeCompare(b, 'en'); // Date.now()";
    expect(checkPurity([{ path: 'packages/scoring/src/x.ts', text }], pureFolders)).toEqual([]);
  });
});

describe('a name that says nothing is seen', () => {
  it.each([
    'packages/kafka/src/utils.ts',
    'packages/kafka/src/helpers/x.ts',
    'packages/kafka/src/string-utils.ts',
    'packages/kafka/src/connection-manager.ts',
    'packages/kafka/src/base.test.ts',
    'packages/kafka/src/input/index.ts',
    'packages/kafka/src/KafkaLog.ts',
  ])('%s', (path) => {
    expect(checkFileNames([{ path, text: '' }])).toHaveLength(1);
  });
});
