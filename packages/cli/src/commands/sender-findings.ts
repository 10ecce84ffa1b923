import type { Finding } from './finding.ts';
import type { TxtAnswer, TxtLookup } from './txt-lookup.ts';

/**
 * Whether the domain that codes come from says who may send for it: SPF (RFC 7208), DKIM (RFC 6376) and DMARC (RFC 7489). Without them
 * codes end among the junk, and anybody sends in the shop's name. Nothing is claimed where the name system does not answer.
 * @param sender mail address of COUNTERSIGN_SENDER
 * @param selector of the DKIM key, where one is told; without it only its absence can be seen
 */
export async function senderFindings(
  sender: string,
  lookup: TxtLookup,
  selector?: string,
): Promise<readonly Finding[]> {
  const domain = sender.slice(sender.lastIndexOf('@') + 1);
  const [spf, keys, dmarc] = await Promise.all([
    lookup(domain),
    lookup(selector === undefined ? `_domainkey.${domain}` : `${selector}._domainkey.${domain}`),
    dmarcOf(domain, lookup),
  ]);
  return [spfFinding(domain, spf), dkimFinding(domain, keys, selector), dmarcFinding(domain, dmarc)];
}

/** Of the domain itself, else of the one above it: a policy there holds for those below. */
async function dmarcOf(domain: string, lookup: TxtLookup): Promise<TxtAnswer> {
  const own = await lookup(`_dmarc.${domain}`);
  const above = domain.split('.').slice(1).join('.');
  return holds(own, 'v=DMARC1') || own === 'unknown' || !above.includes('.') ? own : lookup(`_dmarc.${above}`);
}

const holds = (answer: TxtAnswer, beginning: string): boolean =>
  typeof answer !== 'string' && answer.some((text) => text.startsWith(beginning));

const textsOf = (answer: TxtAnswer, beginning: string): readonly string[] =>
  typeof answer === 'string' ? [] : answer.filter((text) => text.toLowerCase().startsWith(beginning.toLowerCase()));

const unknown = (what: string, domain: string): Finding => ({
  what,
  how: 'unknown',
  says: `The name system does not answer for ${domain}; look again from a machine that may ask it.`,
});

function spfFinding(domain: string, answer: TxtAnswer): Finding {
  if (answer === 'unknown') return unknown('SPF', domain);
  const [record, ...others] = textsOf(answer, 'v=spf1');
  const problem = (says: string): Finding => ({ what: 'SPF', how: 'problem', says });
  if (record === undefined) {
    return problem(
      `${domain} has no SPF record, so receivers cannot tell your mail from a forgery; publish one that names your mail server and ends in -all.`,
    );
  }
  if (others.length > 0)
    return problem(
      `${domain} has ${others.length + 1} SPF records, and then none counts (RFC 7208 §4.5); make them one.`,
    );
  if (/[\s+]\+?all$/.test(record) && !/[-~?]all$/.test(record)) {
    return problem(`The SPF record of ${domain} lets everybody send (+all); end it in -all.`);
  }
  return { what: 'SPF', how: 'ok', says: `${domain} says which servers send for it` };
}

function dkimFinding(domain: string, answer: TxtAnswer, selector: string | undefined): Finding {
  if (answer === 'unknown') return unknown('DKIM', domain);
  const none = (says: string): Finding => ({ what: 'DKIM', how: 'problem', says });
  if (selector === undefined) {
    return answer === 'absent'
      ? none(
          `${domain} publishes no DKIM key at all, so receivers cannot check your mail; have your mail server sign, and publish its key.`,
        )
      : { what: 'DKIM', how: 'ok', says: `${domain} publishes keys; --dkim-selector looks at the one that is used` };
  }
  const [key] = textsOf(answer, 'v=DKIM1').concat(
    typeof answer === 'string' ? [] : answer.filter((text) => /(^|;\s*)p=/.test(text)),
  );
  if (key === undefined)
    return none(`${domain} publishes no DKIM key under ${selector}; publish the one that your mail server signs with.`);
  return /(^|;\s*)p=\s*(;|$)/.test(key)
    ? none(
        `The DKIM key ${selector} of ${domain} is withdrawn (empty p=); publish the one that your mail server signs with.`,
      )
    : { what: 'DKIM', how: 'ok', says: `${domain} publishes the key ${selector}` };
}

function dmarcFinding(domain: string, answer: TxtAnswer): Finding {
  if (answer === 'unknown') return unknown('DMARC', domain);
  const [record] = textsOf(answer, 'v=DMARC1');
  if (record === undefined) {
    return {
      what: 'DMARC',
      how: 'problem',
      says: `${domain} has no DMARC record, so nobody is told to refuse forgeries of your codes; publish v=DMARC1; p=quarantine, then p=reject.`,
    };
  }
  return /;\s*p\s*=\s*none/i.test(record)
    ? {
        what: 'DMARC',
        how: 'warning',
        says: `The DMARC record of ${domain} only watches (p=none): forgeries of your codes are delivered; go on to p=quarantine, then p=reject.`,
      }
    : { what: 'DMARC', how: 'ok', says: `${domain} has forgeries refused` };
}
