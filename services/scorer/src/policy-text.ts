import { createHash } from 'node:crypto';
import {
  type ModelsByDigest,
  type Policy,
  type PolicyDocument,
  type PolicyProblem,
  runCases,
  validatePolicy,
} from '@countersign/scoring';
import { noModels } from './model-folder.ts';
import { type Document, isAlias, isNode, isScalar, LineCounter, parseDocument } from 'yaml';

/** A policy that may be used, or one sentence for each thing that is wrong, with line and column. */
export type PolicyText =
  | { readonly ok: true; readonly policy: Policy; readonly document: PolicyDocument }
  | { readonly ok: false; readonly problems: readonly string[] };

const mostBytes = 1_048_576;

/**
 * Parses, checks and compiles the text of a policy. Never throws. Its cases are run where it may come into force (`run`), and left
 * alone where somebody only asks what it would do.
 */
export function readPolicyText(
  text: string,
  models: ModelsByDigest = noModels,
  cases: 'run' | 'leave' = 'leave',
): PolicyText {
  const bytes = Buffer.byteLength(text);
  if (bytes > mostBytes) return refused([`it has ${bytes} bytes; at most ${mostBytes} are allowed`]);
  const lines = new LineCounter();
  const document = parseDocument(text, { prettyErrors: false, lineCounter: lines });
  if (document.errors.length > 0) {
    return refused(
      document.errors.map(({ code, message, pos }) => `${placeOf(lines, pos[0])}: ${yamlWords[code] ?? message}`),
    );
  }
  const content = contentOf(document);
  if (content === undefined) return refused(['its anchors unfold to more than 100 copies; write out what repeats']);
  const checked = validatePolicy(content.value, createHash('sha256').update(text).digest('base64url'), models);
  const failed = checked.ok && cases === 'run' ? runCases(checked.document.cases, checked.policy) : [];
  if (checked.ok && failed.length === 0) return checked;
  const problems = checked.ok ? failed : checked.problems;
  return refused(problems.map((problem) => worded(problem, document, lines, text)));
}

/** The library's sentences where a plainer one is at hand. */
const yamlWords: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this name stands here twice; the second would silently win',
};

const refused = (problems: readonly string[]): PolicyText => ({ ok: false, problems });

/** Undefined for anchors within anchors that would fill the memory. */
function contentOf(document: Document): { readonly value: unknown } | undefined {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) };
  } catch {
    return undefined;
  }
}

function worded({ path, message, at }: PolicyProblem, document: Document, lines: LineCounter, text: string): string {
  const offset = offsetOf(document, path, at ?? 0, text);
  const said = path === '' ? message : `${path}: ${message}`;
  return offset === undefined ? said : `${placeOf(lines, offset)}: ${said}`;
}

const placeOf = (lines: LineCounter, offset: number): string => {
  const { line, col } = lines.linePos(offset);
  return `line ${line}, column ${col}`;
};

/** Where the value of a path stands in the text, `at` characters into it; of what is missing, where it should stand. */
function offsetOf(document: Document, path: string, at: number, text: string): number | undefined {
  const found = nearestNode(document, path);
  if (found === undefined) return undefined;
  const { node, isWhole } = found;
  const start = node.range?.[0];
  if (start === undefined || !isWhole || at === 0 || !isScalar(node)) return start;
  if (node.type === 'PLAIN') return start + at;
  if (node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE') return start + 1 + at;
  const value = String(node.value); // A block: line by line, behind the indentation.
  const before = value.slice(0, at).split('\n');
  let line = text.indexOf('\n', start) + 1;
  const indent = /^ */.exec(text.slice(line))?.[0].length ?? 0;
  for (let skipped = 1; skipped < before.length; skipped += 1) line = text.indexOf('\n', line) + 1;
  return line + indent + (before.at(-1)?.length ?? 0);
}

type Ranged = Extract<NonNullable<ReturnType<Document['getIn']>>, object> & {
  readonly range?: readonly number[] | null;
};

/** The node of a path whose keys may hold dots, or the deepest one around it. */
function nearestNode(
  document: Document,
  path: string,
): { readonly node: Ranged; readonly isWhole: boolean } | undefined {
  const words = path.split('.');
  let node: unknown = document.contents;
  let depth = 0;
  while (depth < words.length) {
    const step = stepInto(document, node, words, depth);
    if (step === undefined) break;
    ({ node, depth } = step);
  }
  return isNode(node) ? { node: node as Ranged, isWhole: depth === words.length } : undefined;
}

/** One step down; a key such as `login.succeeded` takes several words of the path. */
function stepInto(
  document: Document,
  node: unknown,
  words: readonly string[],
  depth: number,
): { readonly node: unknown; readonly depth: number } | undefined {
  const here = isAlias(node) ? node.resolve(document) : node;
  if (!isNode(here) || !('get' in here)) return undefined;
  for (let end = depth + 1; end <= words.length; end += 1) {
    const key = words.slice(depth, end).join('.');
    const inside = here.get(/^\d+$/.test(key) && 'items' in here && !here.has(key) ? Number(key) : key, true);
    if (inside !== undefined) return { node: inside, depth: end };
  }
  return undefined;
}
