export * from './http-provider/body-template.ts';
export * from './http-provider/http-provider.ts';
export * from './http-provider/signed-receipt.ts';
export * from './provider.ts';
export * from './receipts/named-message.ts';
export * from './sending/phone-sender.ts';
export * from './twilio/twilio-signature.ts';
export * from './twilio/twilio.ts';
