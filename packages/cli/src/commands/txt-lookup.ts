import { Resolver } from 'node:dns/promises';

/**
 * What the name system says of a name's TXT records: the texts, `empty` where the name is there without any, `absent` where neither it
 * nor any name below it exists (NXDOMAIN, RFC 8020), `unknown` when it does not answer.
 */
export type TxtAnswer = readonly string[] | 'empty' | 'absent' | 'unknown';
/** Looks a name's TXT records up. Never throws. */
export type TxtLookup = (name: string) => Promise<TxtAnswer>;

const timeoutMs = 3_000;

/** The system's name servers, or the ones that are given (`127.0.0.1:5353`). */
export function txtLookup(servers?: readonly string[]): TxtLookup {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 2 });
  if (servers !== undefined) resolver.setServers(servers);
  return async (name) => {
    try {
      return (await resolver.resolveTxt(name)).map((parts) => parts.join(''));
    } catch (error) {
      const { code } = error as { readonly code?: unknown };
      if (code === 'ENODATA') return 'empty';
      return code === 'ENOTFOUND' ? 'absent' : 'unknown';
    }
  };
}
