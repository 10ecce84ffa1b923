import type { DetectorWords, Evidence } from '../../words/detector-words.ts';
import type { InEveryLanguage } from '../../words/languages.ts';
import type { Shown, Speech } from '../../words/speech.ts';

const inCurrency = (value: Shown, say: Speech, feature: Evidence['feature']): string =>
  say.money(`${value} ${feature('deliveryCurrency')}`);

/** Deliveries in words. */
export const deliveryHandoverWords: InEveryLanguage<DetectorWords> = {
  en: {
    signals: {
      handover_code: {
        sentence: ({ observed, expected }, say) =>
          observed === undefined
            ? 'The delivery is handed over against a code, as when it was sent.'
            : `The delivery is worth ${say.money(observed)}; from ${say.money(expected)} on it is handed over against a code.`,
        without: 'a delivery below the limit',
      },
      wrong_address: {
        sentence: ({ observed, expected }, say) =>
          `The courier stands ${say.number(observed)} km from the address; expected at most ${say.number(expected)} km.`,
        without: 'a courier at the right address',
      },
    },
    features: {
      deliveryKind: 'what is delivered',
      deliveryValue: 'what the delivery is worth',
      deliveryCurrency: 'its currency',
      deliveryOfLimit: 'its share of the limit',
      deliveryWasCoded: 'whether it was sent against a code',
      courierDistanceKm: 'how far from the address the courier stands',
    },
    values: { deliveryValue: inCurrency },
  },
  he: {
    signals: {
      handover_code: {
        sentence: ({ observed, expected }, say) =>
          observed === undefined
            ? 'המשלוח נמסר כנגד קוד, כמו בעת שליחתו.'
            : `המשלוח שווה ${say.money(observed)}; החל מ־${say.money(expected)} הוא נמסר כנגד קוד.`,
        without: 'משלוח מתחת לסף',
      },
      wrong_address: {
        sentence: ({ observed, expected }, say) =>
          `המסירה נעשית במרחק ${say.number(observed)} ק״מ מהכתובת; הצפוי: עד ${say.number(expected)} ק״מ.`,
        without: 'מסירה בכתובת הנכונה',
      },
    },
    features: {
      deliveryKind: 'מה נשלח',
      deliveryValue: 'שווי המשלוח',
      deliveryCurrency: 'מטבע השווי',
      deliveryOfLimit: 'שווי המשלוח ביחס לסף',
      deliveryWasCoded: 'האם נשלח כנגד קוד',
      courierDistanceKm: 'מרחק המסירה מהכתובת',
    },
    values: { deliveryValue: inCurrency },
  },
};
