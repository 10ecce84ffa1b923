/** The three things that a newcomer tries next; each works when pasted into another terminal. */
export const whatToTry = (): readonly string[] => [
  '',
  'Try in another terminal:',
  '  npx countersign send --example gift_card.redemption_requested   # an event of your own, from a device never seen',
  '  npx countersign tail --since 5m                                 # its decision, and those to come; Ctrl-C ends',
  '  npx countersign mailbox                                         # the message with the code, and how to verify it',
  '',
];
