/** The network an address lies in: /24 of IPv4, /48 of IPv6; undefined for what is neither. */
export function networkOf(ip: string): string | undefined {
  const lastDot = ip.lastIndexOf('.');
  if (lastDot > 0) {
    const v4 = ip.slice(ip.lastIndexOf(':') + 1, lastDot);
    return `${v4}.0/24`;
  }
  if (!ip.includes(':')) return undefined;
  return `${firstGroups(ip).join(':')}::/48`;
}

const groupsOfPrefix48 = 3;

function firstGroups(ip: string): readonly string[] {
  const [head = '', tail] = ip.toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].slice(0, groupsOfPrefix48).map((group) => group.replace(/^0+(?=.)/, ''));
}
