/** A longer answer is refused unread, in UTF-16 code units. */
export const maxAnswer = 8_000;

const refusals = [
  "i'm sorry",
  "i am sorry",
  "sorry,",
  "i can't",
  "i cannot",
  "i can not",
  "i'm unable",
  "i am unable",
  "i'm not able",
  "i am not able",
  "as an ai",
  "as a language model",
  "unfortunately, i",
  "i apologize",
  "i won't",
  "i do not have",
  "i don't have",
];
const echoes = [
  "you are a professional stock broker",
  "based on this data, provide insights",
  "you write market insights for traders",
  "the insights should not be longer than",
];
const markup = ["<tool", "</", "<|", "```", "[tool", "<function", "<think", "<html", "<div", '"arguments"'];

/** Why a whole answer is no text that could be judged; null where it is one. */
export function whyNoAnswer(text: string): string | null {
  if (text.length > maxAnswer) return `The answer has more than ${maxAnswer.toLocaleString("en")} characters.`;
  const plain = text.trim().toLowerCase().replaceAll("’", "'");
  if (plain === "") return "The answer is empty.";
  if (plain.startsWith("{") || plain.startsWith("[")) return "The answer is JSON. Write plain sentences.";
  if (markup.some((sign) => plain.includes(sign))) return "The answer is markup or a tool call. Write plain sentences.";
  if (refusals.some((words) => plain.startsWith(words)))
    return "The answer is a refusal. Write the insight from the figures.";
  if (echoes.some((words) => plain.includes(words))) return "The answer repeats the prompt. Write the insight.";
  return null;
}
