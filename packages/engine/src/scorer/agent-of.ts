import type { Agent } from '@countersign/scoring';
import Bowser from 'bowser';

/** A user agent as it is remembered and as it is called: `Chrome on Windows`; the version is nobody's business in a message. */
export interface NamedAgent {
  readonly agent: Agent;
  readonly words: string | undefined;
}

const kept = 4_096;
const known = new Map<string, NamedAgent>();

/** Reads a user agent by the bowser library. Parsing one takes longer than a whole decision, so the last ones are kept. */
export function agentOf(userAgent: string): NamedAgent {
  const found = known.get(userAgent);
  if (found !== undefined) return found;
  const { browser, os, platform } = Bowser.parse(userAgent);
  const words = [browser.name, os.name].filter((word) => word !== undefined && word !== '').join(' on ');
  const named = {
    agent: {
      full: userAgent,
      browser: browser.name?.toLowerCase() ?? '',
      system: os.name?.toLowerCase() ?? '',
      kind: kindOf(platform.type),
    },
    words: words === '' ? undefined : words,
  };
  if (known.size >= kept) known.clear();
  known.set(userAgent, named);
  return named;
}

function kindOf(type: string | undefined): Agent['kind'] {
  switch (type) {
    case 'desktop':
    case 'mobile':
    case 'tablet':
    case 'tv':
    case 'bot':
      return type;
    default:
      return 'other';
  }
}
