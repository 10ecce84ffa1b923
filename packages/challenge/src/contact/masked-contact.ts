/**
 * A contact as its owner recognises it and nobody else learns it: `a•••@e•••.com`, `+49•••••67`. What is masked has the same
 * number of marks for every contact of its kind, so that not even its length is told.
 */
export function maskedContact(value: string): string {
  const at = value.lastIndexOf('@');
  if (at > 0) {
    const domain = value.slice(at + 1);
    const end = domain.slice(domain.lastIndexOf('.'));
    return `${value.charAt(0)}•••@${domain.charAt(0)}•••${end}`;
  }
  return `${value.slice(0, 3)}•••••${value.slice(-2)}`;
}
