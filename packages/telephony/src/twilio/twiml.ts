import type { PhoneMessage } from '@countersign/engine';

/**
 * The words of a call as TwiML: one `<Say>` for each line, after a breath, in a voice of the language
 * (https://www.twilio.com/docs/voice/twiml/say).
 */
export function twiml(text: string, language: PhoneMessage['language']): string {
  const voice = voices[language];
  const attributes = ` language="${voice.language}" voice="${voice.name}"`;
  const said = text
    .split('\n')
    .map((line) => `<Say${attributes}>${escaped(line)}</Say>`)
    .join('<Pause length="1"/>');
  return `<?xml version="1.0" encoding="UTF-8"?><Response><Pause length="1"/>${said}</Response>`;
}

/** A voice for every language that customers are written to in: with a wrong one Twilio says nothing, and no error tells of it. */
const voices: Readonly<Record<PhoneMessage['language'], { readonly language: string; readonly name: string }>> = {
  en: { language: 'en-US', name: 'Polly.Joanna' },
  he: { language: 'he-IL', name: 'Google.he-IL-Standard-A' },
};

/** No character of a text can end its element or begin another (SEC-05). */
const escaped = (text: string): string =>
  text
    .replace(/[^\P{Cc}\t]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
