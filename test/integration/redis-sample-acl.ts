import { readFileSync } from 'node:fs';

const shipped = new URL('../../infra/acl/redis.acl', import.meta.url);

/** Arguments of `ACL SETUSER` behind the name, from the file that ships, with another password. */
export function sampleAcl(user: string, password: string): string[] {
  const line = readFileSync(shipped, 'utf8')
    .split('\n')
    .find((one) => one.startsWith(`user ${user} `));
  if (line === undefined) throw new Error(`infra/acl/redis.acl has no line "user ${user} …"`);
  return line
    .split(' ')
    .slice(2)
    .map((word) => (word.startsWith('>') ? `>${password}` : word));
}
