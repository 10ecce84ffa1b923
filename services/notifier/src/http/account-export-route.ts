import type { AccountErasure } from '@countersign/engine';
import { accountBody, accountExport } from './messages.ts';
import type { Route } from './route.ts';

/** What is kept of an account, for its owner's question (SEC-07). The id stands in the body: paths end up in logs of proxies. */
export const accountExportRoute = ({ kept }: Pick<AccountErasure, 'kept'>): Route => ({
  method: 'POST',
  path: '/v1/accounts/export',
  operation: 'exportAccount',
  summary: 'Everything that the notifier keeps of one account, in the open: contacts, challenges, cases.',
  scope: 'admin',
  body: accountBody,
  answers: { 200: { description: 'What is kept; nothing of it is masked.', schema: accountExport } },
  run: async (_, body) => ({ status: 200, body: await kept(accountBody.parse(body).accountId) }),
});
