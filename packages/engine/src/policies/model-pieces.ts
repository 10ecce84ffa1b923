import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { type ModelPublished, encodeRecord } from '@countersign/events';
import type { OutgoingRecord } from '../ports/event-log.ts';

/** An imported model: its file's text under the digest of its bytes. */
export interface ModelText {
  readonly digest: string;
  readonly text: string;
}

/** The pieces of a model that were read, by number; a model is whole when none is missing. */
export type ModelPieces = readonly (string | undefined)[];

const pieceBytes = 45_000; // 60,000 characters of base64.
const mostBytes = 67_108_864;

/** A piece's key on `risk.policies`. */
export const modelKey = ({ digest, part }: Pick<ModelPublished, 'digest' | 'part'>): string =>
  `${modelKeyPrefix}${digest}:${part}`;
export const modelKeyPrefix = 'model:';

/** The records that publish a model, piece by piece. */
export function modelRecords(
  { digest, text }: ModelText,
  topic: string,
  publishedAt: string,
): readonly OutgoingRecord[] {
  const packed = zstdCompressSync(Buffer.from(text));
  const parts = Math.ceil(packed.length / pieceBytes);
  return Array.from({ length: parts }, (_, part) => {
    const bytes = packed.subarray(part * pieceBytes, (part + 1) * pieceBytes).toString('base64');
    const key = modelKey({ digest, part });
    const data = { digest, part, parts, bytes, publishedAt };
    const value = encodeRecord('model.published', {
      id: key,
      source: 'countersign/command-line',
      subject: digest,
      time: publishedAt,
      data,
    });
    return { topic, key: Buffer.from(key), value };
  });
}

/** Pieces with one more; those of another cut of the same file are dropped. */
export function withPiece(known: ModelPieces | undefined, { part, parts, bytes }: ModelPublished): ModelPieces {
  const blank = Array.from({ length: parts }, (): string | undefined => undefined);
  const pieces = known?.length === parts ? [...known] : blank;
  pieces[part] = bytes;
  return pieces;
}

/** The text of a model again; undefined while a piece is missing, or when it is no such thing, or a bomb. */
export function modelTextOf(pieces: ModelPieces): string | undefined {
  if (pieces.includes(undefined)) return undefined;
  try {
    const packed = Buffer.concat(pieces.map((piece) => Buffer.from(piece ?? '', 'base64')));
    return zstdDecompressSync(packed, { maxOutputLength: mostBytes }).toString();
  } catch {
    return undefined;
  }
}
