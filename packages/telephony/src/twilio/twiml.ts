/**
 * The words of a call as TwiML: one `<Say>` for each line, after a breath, in a voice of the language
 * (https://www.twilio.com/docs/voice/twiml/say).
 */
export function twiml(text: string, language: string): string {
  const voice = voices[language];
  const attributes = voice === undefined ? '' : ` language="${voice.language}" voice="${voice.name}"`;
  const said = text
    .split('\n')
    .map((line) => `<Say${attributes}>${escaped(line)}</Say>`)
    .join('<Pause length="1"/>');
  return `<?xml version="1.0" encoding="UTF-8"?><Response><Pause length="1"/>${said}</Response>`;
}

/** Voices by the language of the text; without one Twilio's default reads, in English. */
const voices: Readonly<Record<string, { readonly language: string; readonly name: string }>> = {
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
