import { BlockList, isIPv6 } from 'node:net';

/** Networks that are nobody's place: private, loopback, link-local, shared, documentation, multicast (RFC 6890). */
const nowhere = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  nowhere.addSubnet(network, bits, 'ipv4');
}
for (const [network, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
  ['2001:db8::', 32],
] as const) {
  nowhere.addSubnet(network, bits, 'ipv6');
}

/** Whether an address belongs to no place on earth. */
export const isPrivateAddress = (ip: string): boolean => nowhere.check(ip, isIPv6(ip) ? 'ipv6' : 'ipv4');
