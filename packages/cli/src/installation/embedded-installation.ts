import { openEmbedded, type Embedded } from '@countersign/embedded';
import {
  type AccountErasure,
  type CaseObserver,
  type Clock,
  createAccountErasure,
  type ErasurePorts,
  type NotifierObserver,
  type ScorerObserver,
  type Senders,
  type TopicNames,
  createTellHeldAct,
  topicNames,
  untraced,
  untracedScorer,
} from '@countersign/engine';
import { loadGeo, oldDataWarning } from '@countersign/geoip';
import {
  notifierMetrics,
  otelNotifierTrace,
  type RunningCases,
  type RunningNotifierService,
  runCases,
  runNotifier,
} from '@countersign/notifier';
import {
  contactSettings,
  contactEnvelope,
  contactVault,
  type FollowedKeys,
  keyPurposes,
  type Log,
  messageIdentity,
  modelsPath,
  nodeMac,
  openKeys,
  runMode,
  systemClock,
  systemRandomness,
} from '@countersign/runtime';
import type { UpConfiguration } from '../commands/up-configuration.ts';
import { profileOf } from '../privacy/profile-of.ts';
import { prepareFolder } from './prepare-folder.ts';
import { tellBoth } from './tell-both.ts';
import {
  type FollowedPolicy,
  followPolicy,
  modelFolder,
  otelScorerTrace,
  runScorer,
  scorerMetrics,
} from '@countersign/scorer';

/** Scorer and notifier in this process, on one folder. */
export interface EmbeddedInstallation {
  readonly embedded: Embedded;
  readonly notifier: RunningNotifierService['notifier'];
  readonly cases: RunningCases['cases'];
  readonly privacy: AccountErasure;
  /** What the scorer remembers of an account, decoded; undefined for nothing. */
  profile(accountId: string): Promise<unknown>;
  readonly topics: TopicNames;
  readonly policy: FollowedPolicy;
  readonly keys: FollowedKeys;
  /** One sentence where the geographic data is older than it should be. */
  readonly oldPlaces: string | undefined;
  /** Rejects when scoring or notifying ended for a reason that only a new start mends. */
  readonly failed: Promise<never>;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly config: UpConfiguration;
  /** Time of the log; runs ahead of `clock` while a sample is replayed. */
  readonly logClock: Clock;
  readonly clock: Clock;
  /** What is too old to keep is told by this clock: the machine's, never a virtual one. */
  readonly retentionClock: Clock;
  readonly log: Log;
  readonly senders: Senders;
  readonly scorerObserver: ScorerObserver;
  readonly notifierObserver: NotifierObserver;
  readonly caseObserver: CaseObserver;
}

const partitionsEmbedded = 4;

/** Opens the folder and starts both services on it. @throws CountersignError with one sentence for whatever is in the way */
export async function openInstallation(options: EmbeddedOptions): Promise<EmbeddedInstallation> {
  const { config, clock, logClock, retentionClock, log } = options;
  const { folder, partitions = partitionsEmbedded } = config;
  const isTraced = config.otlpEndpoint !== undefined;
  prepareFolder(folder);
  const geo = await loadGeo();
  const embedded = openEmbedded(folder, {
    clock: logClock,
    retentionClock,
    onRetry: (error, partition) => log.warn('A batch failed and is tried again.', { partition, error }),
  });
  const counting = scorerMetrics({ log, reader: embedded.reader, nowMs: systemClock.now });
  const topics = topicNames();
  await embedded.admin.create({ partitions, replicationFactor: 1 });
  const keys = await openKeys(config, keyPurposes, log);
  const common = { publisher: embedded.publisher, clock, randomness: systemRandomness, mac: nodeMac(keys.ring) };
  const policy = await followPolicy({
    file: config.policy,
    models: modelFolder(modelsPath(config)).find,
    reader: embedded.reader,
    topic: topics.policies,
    clock: systemClock,
    log,
    observer: counting.policy,
  });
  const scorer = await runScorer({
    ports: { ...common, reader: embedded.reader, partitions: embedded.partitions, entities: embedded.entities, geo },
    input: embedded.partitionedInput,
    topics,
    groupId: 'countersign-scorer',
    owner: `embedded-${process.pid}`,
    mode: runMode(config),
    startAt: config.startAt,
    policy: policy.current,
    shadow: policy.shadow,
    observer: tellBoth(options.scorerObserver, counting.observer),
    trace: isTraced ? otelScorerTrace(topics) : untracedScorer,
  });
  const ports: ErasurePorts = {
    ...common,
    challenges: embedded.challenges,
    cases: embedded.cases,
    contacts: embedded.contacts,
    walk: embedded.walk,
    vault: contactVault(keys.ring, systemRandomness),
    envelope: contactEnvelope(keys.ring),
    senders: options.senders,
    geo,
  };
  const settings = {
    topics,
    identity: messageIdentity(config),
    ...contactSettings(config),
    publicUrl: config.publicUrl ?? ownAddress(config),
    phoneCountries: config.smsCountries,
    observer: tellBoth(options.notifierObserver, notifierMetrics(log)),
    trace: isTraced ? otelNotifierTrace(topics.outcomes) : untraced,
  };
  const ofCases = { topics, observer: options.caseObserver };
  const privacy = createAccountErasure(ports, { notifier: settings, cases: ofCases });
  const notifying = await runNotifier({
    ports,
    input: embedded.committedInput,
    groupId: 'countersign-notifier',
    settings,
  });
  const holding = await runCases({
    ports,
    input: embedded.committedInput,
    groupId: 'countersign-cases',
    settings: { ...ofCases, tellHeld: createTellHeldAct(notifying.notifier.tell) },
    beside: privacy.handle,
  });
  const sealing = privacy.start();
  return {
    embedded,
    topics,
    privacy,
    profile: (accountId) => profileOf(embedded.partitions, common.mac, accountId, partitions),
    cases: holding.cases,
    notifier: notifying.notifier,
    failed: Promise.race([scorer.failed, notifying.failed, holding.failed]),
    policy,
    keys,
    oldPlaces: oldDataWarning(geo.dataAgeDays(systemClock.now())),
    async stop() {
      counting.stop();
      policy.stop();
      keys.stop();
      await scorer.stop();
      await notifying.stop();
      await holding.stop();
      await sealing.stop();
      await embedded.close();
    },
  };
}

/** Whoever reads the development mailbox sits at this machine, where its own HTTP interface serves the page of the link. */
const ownAddress = ({ httpHost, httpPort, smtpUrl }: UpConfiguration): string | undefined =>
  smtpUrl !== undefined || httpPort === 0 ? undefined : `http://${httpHost}:${httpPort}`;
