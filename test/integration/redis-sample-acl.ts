import { readFileSync } from 'node:fs';

const readme = new URL('../../packages/redis/README.md', import.meta.url);

/** Arguments of `ACL SETUSER` behind the name, from the sample in the package's README, with another password. */
export function sampleAcl(user: string, password: string): string[] {
  const line = readFileSync(readme, 'utf8')
    .split('\n')
    .find((one) => one.startsWith(`user ${user} `));
  if (line === undefined) throw new Error(`packages/redis/README.md has no line "user ${user} …"`);
  return line
    .split(' ')
    .slice(2)
    .map((word) => (word.startsWith('>') ? `>${password}` : word));
}
