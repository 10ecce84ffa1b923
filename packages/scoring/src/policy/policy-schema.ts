import { z } from 'zod';
import { policyDocument } from './policy-document.ts';

/** JSON Schema (draft 2020-12) of a policy as it is written, detector parameters included, for editors. */
export const policySchema = (): Record<string, unknown> => z.toJSONSchema(policyDocument, { io: 'input' });
