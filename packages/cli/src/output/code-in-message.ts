/** The code in a message of the development mailbox, whatever channel and language it is in; undefined: it has none. */
export function codeInMessage(text: string): string | undefined {
  const ofMail = /^Your code: (\d+)$/m.exec(text)?.[1];
  const ofSms = /^@\S+ #(\d+)$/m.exec(text)?.[1] ?? /^\D{0,80}?(\d{6,10})\b.*\n/.exec(text)?.[1];
  const spoken = /: ((?:\d, ){5,9}\d)\.$/m.exec(text)?.[1];
  return ofMail ?? spoken?.replaceAll(', ', '') ?? ofSms;
}
