import { describe, expect, it } from 'vitest';
import { upConfiguration } from './up-configuration.ts';

/** What is said before the process ends; empty when it goes on. */
function saidOf(environment: Readonly<Record<string, string>>): string {
  let text = '';
  const exits = {
    say: (said: string) => void (text += said),
    exit(): never {
      throw new Error('ended');
    },
  };
  try {
    upConfiguration(environment, exits);
  } catch (error) {
    expect(error).toMatchObject({ message: 'ended' });
  }
  return text;
}

describe('the configuration of `up`', () => {
  it('needs nothing in development', () => {
    expect(saidOf({})).toBe('');
  });

  it('says everything that is wrong at once, the policy included', () => {
    const said = saidOf({
      COUNTERSIGN_MODE: 'production',
      COUNTERSIGN_HTTP_PORT: 'many',
      COUNTERSIGN_POLICY: '/no/such/policy.yaml',
      COUNTERSIGN_KEY_CODE: 'short:AAAA',
      COUNTERSIGN_FOLDR: 'x',
    });
    for (const word of ['HTTP_PORT is "many"', '/no/such/policy.yaml', 'KEY_CODE', 'FOLDR', 'SMTP_URL', 'BRAND']) {
      expect(said).toContain(word);
    }
  });

  it.each([
    ['COUNTERSIGN_KAFKA_BROKERS', 'localhost:9092'],
    ['COUNTERSIGN_REDIS_URL', 'redis://localhost:6379'],
  ])('refuses %s, which it would not use', (name, value) => {
    expect(saidOf({ [name]: value })).toContain(`${name} is set, but \`up\` keeps everything on this machine`);
  });
});
