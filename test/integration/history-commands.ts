import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleEvent } from '@countersign/events';
import { shippedPolicyFile } from '@countersign/scorer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandResult } from '../e2e/installation-process.ts';

/** An installation with a scorer at work, and its command line. */
export interface HistoryPlace {
  run(...args: readonly string[]): Promise<CommandResult>;
  /** Consumer groups that the log knows; undefined where nobody else sees them. */
  groups(): Promise<readonly string[] | undefined>;
  close(): Promise<void>;
}

const device = 'laptop-of-ana';
const accounts = ['ana', 'ben', 'chloe'];

/** Logins, three of each account, an hour apart by their own time; each account on a device of its own. */
function logins(): readonly object[] {
  return Array.from({ length: 9 }, (_, at) => {
    const accountId = accounts[at % 3] ?? '';
    const event = exampleEvent('login.succeeded', { nowMs: Date.now(), id: `login-${at}`, accountId });
    return JSON.parse(JSON.stringify(event).replace('device-never-seen-before', `laptop-of-${accountId}`)) as object;
  });
}

/** What analysts and data scientists do with recorded decisions, on a real installation. */
export function historyTests(open: () => Promise<HistoryPlace>): void {
  describe('the commands about recorded decisions', { timeout: 120_000 }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-history-'));
    const fileOf = (name: string, content: string): string => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    let place: HistoryPlace;
    let groupsBefore: readonly string[] | undefined;
    beforeAll(async () => {
      place = await open();
      const events = logins().map((event) => `${JSON.stringify(event)}\n`);
      expect(await place.run('send', fileOf('events.ndjson', events.join('')))).toMatchObject({ code: 0 });
      await searched(9);
      groupsBefore = await place.groups();
    }, 180_000);
    afterAll(async () => {
      await place.close();
      rmSync(folder, { recursive: true });
    });

    const search = async (...flags: readonly string[]): Promise<readonly { readonly eventId: string }[]> => {
      const { stdout, code, stderr } = await place.run('search', '--since', '1h', ...flags);
      expect({ code, stderr }).toMatchObject({ code: 0 });
      const lines = stdout.split('\n').filter((line) => line !== '');
      return lines.map((line) => (JSON.parse(line) as { readonly data: { readonly eventId: string } }).data);
    };
    const searched = async (count: number): Promise<void> => {
      const untilMs = Date.now() + 120_000;
      while ((await search()).length < count) {
        if (Date.now() > untilMs) throw new Error(`there never were ${count} decisions`);
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
    };

    it('search: by account, by device as upstream names it, by action, the newest first', async () => {
      const ofAna = (await search('--account', 'ana')).map(({ eventId }) => eventId);
      expect(ofAna).toEqual(['login-6', 'login-3', 'login-0']);
      expect((await search('--device', device)).map(({ eventId }) => eventId)).toEqual(ofAna);
      expect(await search('--action', 'allow', '--type', 'login.succeeded', '--limit', '2')).toHaveLength(2);
      expect(await search('--min-score', '100')).toEqual([]);
      const { stderr, code } = await place.run('search', '--limit', 'many', '--since', 'once');
      expect({ code, lines: stderr.trim().split('\n') }).toMatchObject({ code: 1, lines: { length: 2 } });
    });

    it('label: once, twice, against what became known later, and of an event that never was', async () => {
      const first = await place.run('label', 'login-0', 'fraud', '--note', 'the owner called');
      expect(first).toMatchObject({ code: 0, stdout: 'Event login-0 of ana is labelled fraud.\n' });
      const { stdout } = await place.run('tail', 'labels', '--since', '1h', '--no-follow', '--json');
      const { data } = JSON.parse(stdout) as { readonly data: { readonly keys: object; readonly note: string } };
      expect(data).toMatchObject({ note: 'the owner called', keys: { device: expect.stringMatching(/^.{16}$/) } });
      expect((await place.run('label', 'login-0', 'fraud')).stdout).toContain('labelled fraud already');
      const outdated = await place.run('label', 'login-0', 'legitimate', '--known-at', '2020-01-01T00:00:00Z');
      expect(outdated).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot have been known before') });
      const unknown = await place.run('label', 'never-was', 'fraud');
      expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no decision for never-was') });
      expect((await place.run('label')).stderr).toContain('Say which event and what it was');
    });

    it('label --import: what is new is recorded, and the rest is said', async () => {
      const rows = [
        'eventId,label,accountId',
        'login-1,legitimate,',
        'login-0,fraud,',
        'gone,fraud,dora',
        'lost,fraud,',
      ];
      const { stdout, stderr, code } = await place.run('label', '--import', fileOf('labels.csv', rows.join('\n')));
      expect(stdout).toBe(
        '2 labels recorded (1 of them for the account alone), 1 known already, 0 outdated by what became known later.\n',
      );
      expect(stderr).toContain('line 5, event lost: no decision is known for it');
      expect(code).toBe(1);
    });

    it('what-if: the policy that decided differs in nothing, a stricter one catches and asks more', async () => {
      const json = join(folder, 'what-if.json');
      const same = await place.run('what-if', shippedPolicyFile, '--since', '1h', '--labels', '--json', json);
      expect(same).toMatchObject({ code: 0, stdout: expect.stringContaining('9 decisions from') });
      expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({
        differing: 0,
        truth: { fraud: { events: 1 }, legitimate: { events: 1 } },
      });
      const text = readFileSync(shippedPolicyFile, 'utf8').replaceAll('challenge: 65', 'challenge: 0');
      await place.run('what-if', fileOf('strict.yaml', text), '--since', '1h', '--labels', '--json', json);
      const strict = JSON.parse(readFileSync(json, 'utf8'));
      expect(strict).toMatchObject({ other: { allow: 0 }, truth: { fraud: { otherStopped: 1 } } });
      expect(strict.other.challenge).toBeGreaterThanOrEqual(strict.recorded.challenge);
    });

    it('features export: a row a decision, labels with their own time', async () => {
      const file = join(folder, 'table.csv');
      const { stderr } = await place.run('features', 'export', file, '--since', '1h', '--labels');
      expect(stderr).toContain('9 rows, 2 of them labelled');
      const [head = '', ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
      expect(head).toMatch(/^eventId,eventType,accountId,time,label,labelKnownAt,/);
      expect(rows.find((row) => row.startsWith('login-0,'))).toMatch(/^login-0,login\.succeeded,ana,[^,]+,fraud,20/);
      expect(rows.find((row) => row.startsWith('login-2,'))).toMatch(/^login-2,login\.succeeded,chloe,[^,]+,,,/);
    });

    it('policy tune writes a candidate beside the policy, fit says why it does not, rules health reads the rules', async () => {
      const out = join(folder, 'candidate.yaml');
      const tuned = await place.run('policy', 'tune', '--budget', '20%', '--since', '1h', '--out', out);
      expect(tuned.stdout).toMatch(/login\.succeeded +9 +65\.0 → \d/);
      expect((await place.run('policy', 'check', out)).code).toBe(0);
      const itself = await place.run('policy', 'tune', out, '--budget', '90%', '--since', '1h', '--out', out);
      expect(itself).toMatchObject({ code: 1, stderr: expect.stringContaining('is the policy itself') });
      const fitted = await place.run('fit', '--since', '1h', '--out', out);
      expect(fitted.stdout).toContain('login.succeeded keeps its weights: 1 fraud and 1 honest event are known');
      expect((await place.run('rules', 'health', '--since', '1h')).code).toBe(0);
    });

    it('none of them joined a consumer group', async () => {
      expect(await place.groups()).toEqual(groupsBefore);
    });
  });
}
