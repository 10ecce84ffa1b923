import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { type Model, isBareDump, readModel, wrapDump } from '@countersign/models';
import { type EventType, eventTypes } from '@countersign/events';
import { bindModel, modelInputNames } from '@countersign/scoring';
import type { ModelFolder } from '@countersign/scorer';
import { readBytes } from '../evaluation/read-text.ts';

/** What a bare dump does not say, as it was given. */
export interface ImportFlags {
  readonly name?: string;
  readonly on?: string;
  /** Share of frauds among the training rows. */
  readonly baseRate?: number;
}

/** A model that is kept, or one sentence that says why not. */
export type Imported =
  | { readonly ok: true; readonly digest: string; readonly model: Model; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly problem: string };

/** Digest of all that a model may be given, in order: what the head of a training table says. */
export const featuresDigest = createHash('sha256').update(modelInputNames.join(',')).digest('base64url');

/**
 * Reads a model file or a library's bare dump, holds it to what this release knows, and keeps it.
 * @throws CountersignError when the file cannot be read
 */
export async function importModel(file: string, flags: ImportFlags, folder: ModelFolder): Promise<Imported> {
  const prepared = await prepareModel(file, flags);
  if (!prepared.ok) return prepared;
  const { text, model } = prepared;
  const isOther = model.featuresDigest !== undefined && model.featuresDigest !== featuresDigest;
  const warnings = isOther
    ? [
        'It was trained on the features of another release. Their names are all here; whether they still mean the same, compare in shadow.',
      ]
    : [];
  return { ok: true, digest: folder.keep(text), model, warnings };
}

/** A model's text and what was read of it, checked, and not kept yet. */
export type PreparedModel =
  | { readonly ok: true; readonly text: string; readonly model: Model }
  | { readonly ok: false; readonly problem: string };

/** Reads a file and checks it. @throws CountersignError when the file cannot be read */
export async function prepareModel(file: string, flags: ImportFlags): Promise<PreparedModel> {
  const given = (await readBytes(file)).toString();
  const wrapped = isBareDump(given) ? wrap(given, file, flags) : { ok: true as const, text: given };
  const read = wrapped.ok ? readModel(wrapped.text) : wrapped;
  if (!wrapped.ok || !read.ok) return refused(file, read.ok ? '' : read.problem);
  const strange = read.model.eventTypes.find((type) => !(type in eventTypes));
  if (strange !== undefined) return refused(file, `it is about ${strange}, which is no event type`);
  const bound = bindModel(read.model);
  return bound.ok ? { ok: true, text: wrapped.text, model: read.model } : refused(file, bound.problem);
}

const refused = (file: string, problem: string): PreparedModel => ({ ok: false, problem: `${file}: ${problem}.` });

function wrap(text: string, file: string, { name, on, baseRate }: ImportFlags): ReturnType<typeof wrapDump> {
  if (on === undefined) {
    return { ok: false, problem: 'a bare dump does not say what it is about; give --on with event types' };
  }
  return wrapDump(text, {
    name: name ?? nameOf(file),
    eventTypes: on.split(',') as EventType[],
    baseLogOdds: baseRate === undefined ? undefined : Math.log(baseRate / (1 - baseRate)),
  });
}

const nameOf = (file: string): string =>
  basename(file)
    .toLowerCase()
    .replace(/\.json(\.gz)?$/, '')
    .replaceAll(/[^a-z0-9._-]+/g, '-');
