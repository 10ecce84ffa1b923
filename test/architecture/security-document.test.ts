import { describe, expect, it } from 'vitest';
import { documentText, isThere, namedTests, rowIds } from './security-document.ts';

const text = documentText('security.md');
const ids = rowIds(text);

describe('docs/security.md', () => {
  it('has a row for every requirement on codes and services, and one only', () => {
    const asked = rowIds(documentText('requirements.md')).filter((id) => /^(OTP|SEC|CASE)-/.test(id));
    const delivery = ['DEL-13', 'DEL-16', 'DEL-17', 'DEL-21', 'DEL-22', 'OVL-03'];
    expect([...asked, ...delivery].filter((id) => !ids.includes(id))).toEqual([]);
    expect(ids.length).toBe(new Set(ids).size);
  });

  it('names only tests that exist', () => {
    const named = namedTests(text);
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((test) => !isThere(test))).toEqual([]);
  });

  it('says of every requirement which test shows it, or that nothing does it yet', () => {
    const rows = text.split('\n').filter((line) => /^\| [A-Z]{3,4}-\d\d \|/.test(line));
    const silent = rows.filter((row) => namedTests(row).length === 0 && !/\*not yet\*|no console/i.test(row));
    expect(silent).toEqual([]);
  });

  it('would notice a test that was renamed, and a file that went', () => {
    const named = '| `test/architecture/architecture.test.ts` "no such title", "keeps the core pure" |';
    expect(namedTests(named).map(isThere)).toEqual([false, true]);
    expect(namedTests('`test/gone.test.ts` "x"').map(isThere)).toEqual([false]);
  });
});
