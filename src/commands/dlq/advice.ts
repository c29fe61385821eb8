/** What to do about the letters of a code, by the first rule that fits. */
const rules: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [
    /^EVENT_UNSUPPORTED$/,
    "The function was called with what it does not take: the message names it. Correct whoever calls it: a redrive never helps.",
  ],
  [
    /^(Sandbox\.|Runtime\.|EventAgeExceeded$|RetriesExhausted$|Unhandled$|Function\.)/,
    "Lambda ended the function, or never came to call it: its log tells more (memory, time, a crash, throttling). Redrive it once that is fixed.",
  ],
  [
    /^PAYLOAD_/,
    "It can never succeed as it is: correct whoever sends such messages, and ask anew (npm run send). A redrive leaves it here.",
  ],
  [
    /^(CONFIGURATION_INVALID|SECRET_UNAVAILABLE)$/,
    "The function could not start: npm run doctor names the settings and parameters that are wrong. Redrive once they are fixed.",
  ],
  [
    /^CANDLES_REJECTED$/,
    "Coinbase refused the key or the request: check COINBASE_API_KEY and the product. Redrive once the cause is fixed.",
  ],
  [
    /^CANDLE/,
    "Coinbase did not serve candles that hold. Redrive once it does; the insight is about the market of then.",
  ],
  [
    /^TOKEN_/,
    "Auth0 gave no access token: check AUTH0_ASSISTANT_CLIENT_ID, its secret and the audience (npm run doctor). Redrive once it does.",
  ],
  [
    /^ASSISTANT_UNAUTHORIZED$/,
    "The Assistant did not accept the key or the token: check ASSISTANT_API_KEY (npm run doctor). Redrive once it does.",
  ],
  [
    /^ASSISTANT_REJECTED$/,
    "The Assistant refused this post for good: its message says why, often the channel. A redrive helps only if that changed.",
  ],
  [
    /^POST_MAY_HAVE_ARRIVED$/,
    "Look whether its reader has the text (npm run why shows it). If not, ask anew with another correlation id (npm run send): a redrive leaves it here.",
  ],
  [
    /^DISCORD_MISCONFIGURED$/,
    "The channel's webhook is gone, refused or was never set: make one in Discord and give its address (DISCORD_WEBHOOK_URLS, npm run doctor). Redrive once it stands.",
  ],
  [
    /^DISCORD_REJECTED$/,
    "Discord refused this post for good: its message names the field. A redrive helps only if that changed.",
  ],
  [/^DISCORD_/, "Discord did not take the post. Redrive once it is up."],
  [/^ASSISTANT_/, "The Assistant did not take the post. Redrive once it is up."],
  [/^TEXT_OUTDATED$/, "Time went by faster than a text could be posted. Redrive it: it gets a new text."],
  [
    /^(LEDGER_|QUEUE_)/,
    "DynamoDB or SQS did not answer, or somebody else held the request too long. Redrive it: it is answered once.",
  ],
  [
    /^(DEADLINE_EXCEEDED|HTTP_)/,
    "The time was up, mostly because something that the function asks was slow; its log tells what. Redrive it once that is over.",
  ],
  [
    /^MODEL|^TEXT_|^DAILY_LIMIT|^QUIET_HOURS|^NOTHING_NEW/,
    "No model helped, and the plain insight was not posted either: the function's log tells why. Redrive it.",
  ],
];

/** Says in a line what to do about a letter. Null is a letter that the queue itself moved. */
export function adviceOn(errorCode: string | null): string {
  if (errorCode === null) {
    return "The function ended before it could say why, five times: look for the message id in its log (memory, time, a crash). Redrive it once that is fixed.";
  }
  const rule = rules.find(([pattern]) => pattern.test(errorCode));
  return rule?.[1] ?? "Nobody foresaw this: the function's log tells more. Redrive it once the cause is fixed.";
}
