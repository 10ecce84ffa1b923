import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Model, readModel } from '@countersign/models';
import type { ModelsByDigest } from '@countersign/scoring';

/** Imported models, one file each, named by the digest of its bytes: what stands under a digest never changes. */
export interface ModelFolder {
  readonly path: string;
  /** The model of a digest, a sentence where its file cannot be used, undefined where there is none. */
  readonly find: ModelsByDigest;
  /** The file of a digest, unread; undefined where there is none. */
  text(digest: string): string | undefined;
  /** Digests of all that are here. */
  list(): readonly string[];
  /** Keeps the text of a model, whole or not at all; its digest. */
  keep(text: string): string;
}

const ending = '.json';

/** SHA-256 of a model's text, base64url. */
export const modelDigest = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** The folder at a path, which need not exist. */
export function modelFolder(path: string): ModelFolder {
  const known = new Map<string, Model>();
  const fileOf = (digest: string): string => join(path, `${digest}${ending}`);
  return {
    path,
    find(digest) {
      const read = known.get(digest) ?? readFrom(fileOf(digest), digest);
      if (typeof read === 'object') known.set(digest, read);
      return read;
    },
    text: (digest) => (existsSync(fileOf(digest)) ? readFileSync(fileOf(digest), 'utf8') : undefined),
    list: () => filesIn(path).flatMap((file) => (file.endsWith(ending) ? [file.slice(0, -ending.length)] : [])),
    keep(text) {
      const digest = modelDigest(text);
      const unfinished = join(path, `.${digest}.${process.pid}`);
      mkdirSync(path, { recursive: true });
      writeFileSync(unfinished, text);
      renameSync(unfinished, fileOf(digest));
      return digest;
    },
  };
}

/** Models that are nowhere: for a policy that is read where no folder is known. */
export const noModels: ModelsByDigest = () => undefined;

function readFrom(file: string, digest: string): Model | string | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code = 'unreadable' } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? undefined : `${file} cannot be read (${code})`;
  }
  return modelOfText(text, digest, file);
}

/** A model out of its text, or a sentence where it cannot be used; `where` names what it came from. */
export function modelOfText(text: string, digest: string, where: string): Model | string {
  if (modelDigest(text) !== digest) return `${where} holds other bytes than its name says; import the model again`;
  const read = readModel(text);
  return read.ok ? read.model : read.problem;
}

function filesIn(path: string): readonly string[] {
  try {
    return readdirSync(path).toSorted();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
