import { type Principal, topics } from './topics.ts';

/** Consumer groups of each service; the command line reads without one. */
const groups: Readonly<Record<Principal, readonly string[]>> = {
  upstream: [],
  scorer: ['countersign-scorer'],
  notifier: ['countersign-notifier', 'countersign-cases'],
  analysts: [],
  operators: [],
};

const principals: readonly Principal[] = ['upstream', 'scorer', 'notifier', 'analysts', 'operators'];

/**
 * The commands that give every principal its rights on a shared Kafka, made of the topic table: nobody but the notifier writes
 * outcomes, nobody but the scorer challenges (SEC-01). A shell script; `PREFIX` is COUNTERSIGN_TOPIC_PREFIX.
 */
export function kafkaAclScript(): string {
  return [...head, ...principals.flatMap(commandsOf)].join('\n');
}

const head = [
  '#!/bin/sh',
  '# Rights of each principal on a shared Kafka. Made from the topic table, packages/events/src/topics.ts: do not edit.',
  '# BOOTSTRAP=broker:9092 ADMIN=admin.properties PREFIX= sh kafka-acls.sh',
  'set -eu',
  'allow() { kafka-acls.sh --bootstrap-server "$BOOTSTRAP" --command-config "$ADMIN" --add "$@"; }',
];

function commandsOf(principal: Principal): readonly string[] {
  const written = topics.filter(({ producers }) => producers.includes(principal)).map(({ name }) => name);
  const read = topics.filter(({ consumers }) => consumers.includes(principal)).map(({ name }) => name);
  const all = topics.map(({ name }) => name);
  return [
    '',
    `# ${principal}`,
    ...allow(principal, ['Write', 'Describe'], 'topic', written),
    ...allow(principal, ['Read', 'Describe'], 'topic', read),
    ...allow(principal, ['Read', 'Describe'], 'group', groups[principal]),
    ...(principal === 'operators' ? allow(principal, ['Create', 'Describe'], 'topic', all) : []),
  ];
}

function allow(
  principal: Principal,
  operations: readonly string[],
  kind: 'topic' | 'group',
  names: readonly string[],
): readonly string[] {
  if (names.length === 0) return [];
  const words = [
    `--allow-principal User:${principal}`,
    ...operations.map((operation) => `--operation ${operation}`),
    ...names.map((name) => `--${kind} "\${PREFIX-}${name}"`),
  ];
  return [`allow ${words.join(' ')}`];
}
