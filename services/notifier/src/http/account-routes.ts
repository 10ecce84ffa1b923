import type { AccountUseCases, AccountView, ShownContact } from '@countersign/engine';
import type { z } from 'zod';
import * as messages from './account-messages.ts';
import { bounceBody, checkBody, forgetBody, rememberBody, viewBody } from './account-messages.ts';
import { rejected } from './messages.ts';
import { type Route, unavailable } from './route.ts';

const instant = (ms: number): string => new Date(ms).toISOString();

/** The operations on what a customer sees and controls (OTP-40, OTP-41). */
export function accountRoutes(useCases: AccountUseCases): readonly Route[] {
  return [
    viewRoute(useCases),
    rememberRoute(useCases),
    checkRoute(useCases),
    forgetRoute(useCases),
    bounceRoute(useCases),
  ];
}

const viewRoute = (useCases: AccountUseCases): Route => ({
  method: 'POST',
  path: '/v1/accounts/step-ups',
  operation: 'showStepUps',
  summary:
    'What a customer is to see: recent step-ups and messages with their references, contacts (masked), settings, remembered browsers. Never a code.',
  scope: 'read',
  body: viewBody,
  answers: {
    200: { description: 'Newest first; empty for an account that nobody knows.', schema: messages.accountView },
  },
  async run(_, body) {
    const view = await useCases.accountView(viewBody.parse(body).accountId);
    return view === 'unavailable' ? unavailable : { status: 200, body: shown(view) };
  },
});

function shown(view: AccountView): z.infer<typeof messages.accountView> {
  const { stepUps, notices, contacts, rememberedBrowsers, ...settings } = view;
  return {
    ...settings,
    stepUps: stepUps.map(({ act: { eventType, setting, amount, place, device }, atMs, ...one }) => ({
      ...one,
      eventType,
      setting,
      amount,
      place,
      device,
      at: instant(atMs),
    })),
    notices: notices.map(({ atMs, ...one }) => ({ ...one, at: instant(atMs) })),
    contacts: { email: contactOf(contacts.email), phone: contactOf(contacts.phone) },
    rememberedBrowsers: rememberedBrowsers.map(({ id, sinceMs, expiresAtMs }) => ({
      id,
      since: instant(sinceMs),
      expiresAt: instant(expiresAtMs),
    })),
  };
}

const contactOf = (contact: ShownContact | undefined): z.infer<typeof messages.accountView>['contacts']['email'] => {
  if (contact === undefined) return undefined;
  const { codesUntilMs, ...one } = contact;
  return { ...one, ...(codesUntilMs === undefined ? {} : { codesUntil: instant(codesUntilMs) }) };
};

const rememberRoute = (useCases: AccountUseCases): Route => ({
  method: 'POST',
  path: '/v1/remembered-browsers/issue',
  operation: 'rememberBrowser',
  summary:
    'A token for the browser in which a login was just verified: standing two-step verification asks nothing there for 30 days.',
  scope: 'verify',
  body: rememberBody,
  answers: {
    200: { description: 'The same again for the same challenge.', schema: messages.rememberedBrowser },
    422: {
      description: 'No challenge of this account and device that was verified for a login a short while ago.',
      schema: rejected,
    },
  },
  async run(_, body) {
    const issued = await useCases.rememberBrowser(rememberBody.parse(body));
    if (issued === 'unavailable') return unavailable;
    if (issued === 'rejected') return { status: 422, body: { result: issued } };
    const { token, expiresAtMs } = issued;
    return { status: 200, body: { result: 'remembered', token, expiresAt: instant(expiresAtMs) } };
  },
});

const checkRoute = (useCases: AccountUseCases): Route => ({
  method: 'POST',
  path: '/v1/remembered-browsers/check',
  operation: 'checkBrowser',
  summary: 'Whether a browser is remembered: ask before a login is published, and say so in its `rememberedBrowser`.',
  scope: 'verify',
  body: checkBody,
  answers: { 200: { description: 'Forged, over, revoked and unknown are all false.', schema: messages.browserCheck } },
  async run(_, body) {
    const remembered = await useCases.isBrowserRemembered(checkBody.parse(body));
    return remembered === 'unavailable' ? unavailable : { status: 200, body: { remembered } };
  },
});

const forgetRoute = (useCases: AccountUseCases): Route => ({
  method: 'POST',
  path: '/v1/remembered-browsers/forget',
  operation: 'forgetBrowsers',
  summary: 'Revoke the token of one remembered browser, or of all.',
  scope: 'verify',
  body: forgetBody,
  answers: { 200: { description: 'Nothing of it is remembered any more.', schema: messages.browsersForgotten } },
  async run(_, body) {
    const result = await useCases.forgetBrowsers(forgetBody.parse(body));
    return result === 'unavailable' ? unavailable : { status: 200, body: { result } };
  },
});

const bounceRoute = (useCases: AccountUseCases): Route => ({
  method: 'POST',
  path: '/v1/contacts/bounces',
  operation: 'noteBounce',
  summary: 'A message came back later, or somebody complained of it: nothing is sent there for some time.',
  scope: 'admin',
  body: bounceBody,
  answers: {
    200: { description: 'Noted; the same again changes nothing.', schema: messages.bounceNoted },
    422: { description: 'No address or number that anything could have been sent to.', schema: rejected },
  },
  async run(_, body) {
    const { channel, to, what } = bounceBody.parse(body);
    const result = await useCases.noteBounce(channel, to, what);
    if (result === 'unavailable') return unavailable;
    return result === 'noted' ? { status: 200, body: { result } } : { status: 422, body: { result } };
  },
});
