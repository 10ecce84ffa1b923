import type { z } from 'zod';

/** The first problem of a schema, with where it is; `what` names the place around it. */
export function sentenceOf(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'something that the schema does not allow';
  const path = issue.path.join('.');
  const message = issue.message.replace(/^Invalid input: /, '');
  return path === '' ? message : `${path}: ${message}`;
}
