import { catalogueFor } from '../../message/catalogue.ts';
import { wordsOf } from '../../message/message-words.ts';
import { moneyWords } from '../../message/money-words.ts';
import { plainWords } from '../../message/plain-words.ts';
import type { MessageChannel } from '../message-channel.ts';
import { voiceWords } from './voice.words.ts';

/**
 * A call that reads the code out, digit by digit, twice, and says that nobody will ever ask for it (OTP-33). For customers whose phone
 * takes no SMS: as strong as one, and as weak.
 */
export const voice: MessageChannel = {
  name: 'voice',
  contact: 'phone',
  compose(challenge, code, identity, reader) {
    const catalogue = catalogueFor(reader.language);
    const words = voiceWords[catalogue.language];
    const { rows, names, isForCourier } = wordsOf(challenge, identity, catalogue, reader.timeZone);
    const { amount } = challenge.terms.act;
    const spoken = amount && moneyWords(amount, catalogue.language, 'name');
    const what = [rows.act, spoken, rows.payee].filter((one) => one !== undefined && one !== '').join(', ');
    const brand = plainWords(identity.brand);
    const digits = oneByOne(code);
    const sentences = [
      words.greeting(brand),
      words.purpose(what),
      words.code(digits),
      words.again(digits),
      ...(isForCourier ? [words.onlyAtTheDoor] : [words.nobodyAsks(brand), words.notYou]),
      words.reference(oneByOne(names.reference.replace('-', ''))),
    ];
    return { channel: 'voice', text: sentences.join('\n'), language: catalogue.language };
  },
};

/** With a pause between: `4, 8, 2`. */
const oneByOne = (characters: string): string => Array.from(characters).join(', ');
