/** What a text has to look like, with the words that an error says of it. */
export interface Grammar {
  readonly pattern: RegExp;
  readonly allowed: string;
}

/** The names of the Assistant's channels: a message may name one, `ASSISTANT_CHANNEL` stands in where none does. */
export const channelGrammar: Grammar = {
  pattern: /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/,
  allowed: "1 to 100 letters, digits, _ or -, beginning with a letter or digit",
};
