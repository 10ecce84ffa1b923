import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { expect, test } from 'vitest';
import { isGsm, segmentsOf, typed } from './segments.ts';

test.each([
  ['', 1],
  ['a'.repeat(160), 1],
  ['a'.repeat(161), 2],
  ['a'.repeat(306), 2],
  ['a'.repeat(307), 3],
  ['€'.repeat(80), 1],
  // 76 of them in a part of 153 places: the escape is not torn from its character.
  ['€'.repeat(152), 2],
  ['€'.repeat(153), 3],
  ['א'.repeat(70), 1],
  ['א'.repeat(134), 2],
  ['א'.repeat(135), 3],
  ['👍'.repeat(66), 2],
  ['👍'.repeat(67), 3],
])('%# has as many parts as carriers bill', (text, segments) => {
  expect(segmentsOf(text)).toBe(segments);
});

test('counts as the calculator of a provider does', () => {
  const gsm = fc.constantFrom(...Array.from('aZ0 \n@£é€[]{}~|^\\Ω'));
  const other = fc.constantFrom('א', 'ł', '“', '水', '₪');
  const texts = fc.oneof(
    fc.array(gsm, { maxLength: 400 }),
    fc.array(fc.oneof({ weight: 9, arbitrary: gsm }, { weight: 1, arbitrary: other }), { maxLength: 300 }),
  );
  fc.assert(
    fc.property(texts, (characters) => {
      const text = characters.join('');
      const calculated = new SegmentedMessage(text, 'auto');
      expect(segmentsOf(text)).toBe(Math.max(1, calculated.segmentsCount));
      expect(isGsm(text)).toBe(calculated.getEncodingName() === 'GSM-7');
    }),
    { numRuns: 60 },
  );
});

test('what people type instead is in the alphabet', () => {
  expect(isGsm(typed('“1\u202f299,00\u00a0€” – it’s…'))).toBe(true);
});
