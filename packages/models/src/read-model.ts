import { readLightgbm } from './lightgbm/read-lightgbm.ts';
import type { Model } from './model.ts';
import { type ModelDocument, limits, modelDocument } from './model-document.ts';
import { sentenceOf } from './sentence-of.ts';

/** A model that may be used, or one sentence that says why not. */
export type ModelRead = { readonly ok: true; readonly model: Model } | { readonly ok: false; readonly problem: string };

/** What a library's bare dump does not say about itself. */
export interface ModelNaming {
  readonly name: string;
  readonly eventTypes: readonly string[];
  /** Log-odds of fraud among the training rows; undefined: as the first tree has it. */
  readonly baseLogOdds: number | undefined;
}

/** Reads and compiles the text of a model file: `countersign-model/1` around a library's dump. Never throws. */
export function readModel(text: string): ModelRead {
  const json = parsedJson(text);
  return json.ok ? modelOf(json.value) : json;
}

/**
 * The text of a model file around a library's bare dump, or of a file that is one already.
 * The problem is one sentence.
 */
export function wrapDump(
  text: string,
  naming: ModelNaming,
): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: string } {
  const json = parsedJson(text);
  if (!json.ok) return json;
  const read = readLightgbm(json.value);
  if (!read.ok) return read;
  const baseLogOdds = naming.baseLogOdds ?? read.rootLogOdds;
  if (baseLogOdds === undefined) {
    return { ok: false, problem: 'the dump does not tell the share of frauds that it was trained on; say it' };
  }
  const words = Object.fromEntries(read.pandasWords ?? []);
  const { name, eventTypes } = naming;
  const document = { format: 'countersign-model/1', name, eventTypes, words, baseLogOdds, lightgbm: json.value };
  return { ok: true, text: JSON.stringify(document) };
}

/** Whether a text is a bare dump of a library, which says nothing of event types. */
export const isBareDump = (text: string): boolean => !/"format"\s*:\s*"countersign-model\//.test(text.slice(0, 4_096));

type Json = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: string };

function parsedJson(text: string): Json {
  if (text.length > limits.bytes) {
    return { ok: false, problem: `it has ${text.length} bytes; at most ${limits.bytes} are allowed` };
  }
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    const { message } = error as Error;
    const stopsAt = Number(/at position (\d+)/.exec(message)?.[1]);
    if (/end of JSON|Unterminated/.test(message) || stopsAt === text.length) {
      return { ok: false, problem: `it is cut off: the JSON does not end after ${text.length} characters` };
    }
    const bad = /[:,[]\s*(NaN|-?Infinity)\b/.exec(text)?.[1];
    return {
      ok: false,
      problem:
        bad === undefined
          ? `it is not JSON: ${message}`
          : `it holds ${bad}, which is no number of JSON; thresholds and values are finite`,
    };
  }
}

function modelOf(value: unknown): ModelRead {
  const parsed = modelDocument.safeParse(value);
  if (!parsed.success) return { ok: false, problem: `the model is refused at ${sentenceOf(parsed.error)}` };
  const document = parsed.data;
  const read = readLightgbm(document.lightgbm);
  if (!read.ok) return read;
  const stray = Object.keys(document.words).filter((name) => !read.inputNames.includes(name));
  if (stray.length > 0) return { ok: false, problem: `words.${stray[0]} is no feature of the model` };
  return {
    ok: true,
    model: { ...aboutOf(document), inputs: inputsOf(read.inputNames, document), forest: read.forest },
  };
}

const aboutOf = ({ name, eventTypes, baseLogOdds, featuresDigest, training }: ModelDocument) => ({
  name,
  eventTypes,
  baseLogOdds,
  featuresDigest,
  training,
});

const inputsOf = (names: readonly string[], { words }: ModelDocument): Model['inputs'] =>
  names.map((name) => {
    const known = words[name];
    return { name, words: known === undefined ? undefined : new Map(known.map((word, at) => [word, at])) };
  });
