/** E.164 as the notifier keeps numbers: `+`, then at most fifteen digits. Nothing else goes to a provider (SEC-05). */
export const isPhoneNumber = (text: string): boolean => /^\+[1-9]\d{6,14}$/.test(text);
