import { readMailbox } from '@countersign/mail';
import { limitsOf, mailboxFolder, notifierHttp, notifierLabelling, type NotifierSenders } from '@countersign/notifier';
import { policyStatus } from '@countersign/scorer';
import { apiKeys, folderApiKey, type Log, messageIdentity, systemRandomness } from '@countersign/runtime';
import type { UpConfiguration } from '../commands/up-configuration.ts';
import { addLocalApi } from '../local-api/local-api.ts';
import type { EmbeddedInstallation } from './embedded-installation.ts';

/** What the HTTP interface of an installation on one folder is made from. */
export interface InstallationHttpParts {
  readonly config: UpConfiguration;
  readonly installation: EmbeddedInstallation;
  /** Whose receipts are taken, where there are providers. */
  readonly phone: NotifierSenders['phone'];
  /** Events handled since the start. */
  readonly handled: () => number;
  readonly version: string;
  readonly log: Log;
}

/** The notifier's HTTP interface and, on the same port, the local API of the command line (DEL-18); not yet listening. */
export function installationHttp({ config, installation, phone, handled, version, log }: InstallationHttpParts) {
  const { folder, policy, apiKeys: more = [], trustedProxies } = config;
  const { brand, supportContact } = messageIdentity(config);
  const { key, entry } = folderApiKey(folder, systemRandomness);
  const { reader, publisher, admin } = installation.embedded;
  const app = notifierHttp({
    useCases: installation.notifier,
    cases: installation.cases,
    privacy: installation.privacy,
    labelling: notifierLabelling({ reader, publisher, topics: installation.topics }),
    brand,
    supportContact,
    apiKeys: apiKeys([entry, ...more]),
    log,
    version,
    receipts: phone?.receipts((receipt) => installation.notifier.receive(receipt)),
    limits: limitsOf(config),
    ...(trustedProxies === undefined ? {} : { trustedProxies }),
  });
  const mailbox = () => readMailbox(mailboxFolder(folder));
  const status = () =>
    Promise.resolve({
      version,
      folder,
      pid: process.pid,
      handled: handled(),
      ...policyStatus(installation.policy, policy),
    });
  addLocalApi(app, { reader, publisher, admin, mailbox, profile: installation.profile, status }, key);
  return app;
}
