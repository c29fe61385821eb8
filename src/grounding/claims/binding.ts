import { dimensionOf } from "../figure-values.ts";
import type { MentionName, Mention } from "../reading/find-mentions.ts";
import type { Quantity } from "../reading/quantity.ts";
import type { Sentence } from "../reading/reading.ts";
import { isFigureName } from "./derived-values.ts";

/** What a number is said to be. */
export interface Binding {
  /** Any of these names is what it may belong to; empty where the sentence ties it to none. */
  readonly names: readonly MentionName[];
  /** Whether the tie is one that nobody could read otherwise: "the RSI of 5", "RSI (5)", "the 5 high", a list in its order. */
  readonly isFirm: boolean;
}

/** Between a name and its number: a word that ends their tie. */
const separators =
  /\b(?:and|but|while|whereas|with|than|versus|vs|against|above|below|over|under|beneath|between|from|compared|although|though|despite|as|for|after|before|amid|if|or|higher|lower|greater|less|more|outweigh\w*|exceed\w*|surpass\w*|outpac\w*|trail\w*|lead\w*|lags?|short of|away|off|within|inside|beyond|past|versus|plus|minus|through|throughout|without|on|then|when|where|who|because|since|toward|towards|relative)\b|[;—]|\.(?= )|\)/u;

/** A comma that a number may follow its name across: "RSI, at 41.68", "the high, 34,778.11". */
const looseComma =
  /,(?! ?(?:$|at\b|currently\b|now\b|which\b|reading\b|standing\b|sitting\b|still\b|last\b|just\b|roughly\b|around\b|about\b|near\b|set\b|positioned\b|is\b|are\b|located\b|or\b|by\b|both\b|each\b|i\.e\b|namely\b))/u;

const mostWordsBetween = 8;

/** What may stand between the product's name and its price. */
const productGap =
  /^(?:'s)?,?(?: (?:is|was|has|been|it|currently|now|sits|sitting|stands|standing|trades|trading|traded|hovers|hovering|last|remains|closed|closing|holds|holding|priced|quoted|rests|resting|just|still|steady|firm|stable|flat|settled|printing|print|prints|spot|valued|finished|ended|consolidating|changing hands|pinned)){0,8},?(?: (?:at|around|near|about|roughly))? ?[~(:=@]? ?$/u;

/** What may stand between a number and the name that follows it. */
const forwardGap =
  /^(?:,? ?\(?(?:the |its |an? |their |today's |which is (?:the |its )?|being (?:the |its )?|as (?:the |its )?|is (?:the |its |also the )?|was (?:the |its )?|marks (?:the |its )?|marking (?:the |its )?|for (?:the |its )?|of (?:the |its )?)(?:5-minute |short-term |current |recent ){0,8}| ?\(?(?:5-minute |short-term ){0,8}|-)$/u;

/** Finds what each number of a sentence is said to be. Lists are read in their order: "the high and low of 5 and 4". */
export function bindQuantities(sentence: Sentence): ReadonlyMap<Quantity, Binding> {
  const bindings = new Map<Quantity, Binding>();
  for (const group of groupQuantities(sentence)) bindGroup(sentence, group, bindings);
  for (const quantity of sentence.quantities) {
    if (!bindings.has(quantity)) bindings.set(quantity, bindOne(sentence, quantity));
  }
  return bindings;
}

/** Numbers that follow each other with nothing but a joiner between them. */
function groupQuantities({ lower, quantities }: Sentence): Quantity[][] {
  const groups: Quantity[][] = [];
  for (const quantity of quantities) {
    const last = groups.at(-1)?.at(-1);
    const joined =
      last !== undefined &&
      /^,? ?(?:and|to|or|&|-|–|—|\/|,|with|up to|all the way to|vs|versus|against)? ?$/u.test(
        lower.slice(last.end, quantity.start),
      );
    if (joined) groups.at(-1)?.push(quantity);
    else groups.push([quantity]);
  }
  return groups.filter((group) => group.length > 1);
}

/** Names that follow each other likewise; one name twice counts once. */
function mentionListEndingAt({ lower, mentions }: Sentence, last: Mention): Mention[] {
  const list = [last];
  for (let index = mentions.indexOf(last) - 1; index >= 0; index -= 1) {
    const mention = mentions[index];
    const head = list[0];
    if (mention === undefined || head === undefined) break;
    const between = lower.slice(mention.end, head.start);
    if (!/^(?:'s?)?,? ?(?:and|or|&|\/|,|to)? ?(?:the |its |a |an |both )?$/u.test(between)) break;
    if (mention.name !== head.name) list.unshift(mention);
  }
  return list;
}

const pairs: Readonly<Partial<Record<MentionName, readonly MentionName[]>>> = {
  bands: ["bollinger_lower", "bollinger_upper"],
  averages: ["ema", "rolling_avg"],
  range: ["daily_low", "daily_high"],
  momentum: ["buying_momentum", "selling_momentum"],
};

const fromTo = /^(?: (?!and|but|while)\w+){0,4} (?:from|between) (?:about |around |roughly |a |the ){0,8}$/u;

function bindGroup(sentence: Sentence, group: readonly Quantity[], bindings: Map<Quantity, Binding>): void {
  const [first] = group;
  const last = group.at(-1);
  if (first === undefined || last === undefined) return;
  const before = mentionBefore(sentence, first);
  const after = listAfter(sentence, last).slice(0, group.length);
  // "Its 1.31-1.36 range"
  if (after.length === 1 && assign(sentence, after, group, bindings)) return;
  // "The range extended from 5 up to 4"
  if (
    before !== undefined &&
    pairs[before.name] !== undefined &&
    fromTo.test(sentence.lower.slice(before.end, first.start))
  ) {
    if (assign(sentence, [before], group, bindings)) return;
  }
  if (before !== undefined && isTied(sentence, before, first)) {
    const list = mentionListEndingAt(sentence, before).filter(({ name }) => name !== "product");
    if (assign(sentence, list, group, bindings)) return;
  }
  if (before !== undefined && assign(sentence, comparedBefore(sentence, before, first), group, bindings)) return;
  assign(sentence, after, group, bindings);
}

/** "5 and 4 are the high and the low": the list that follows a group at once. */
function listAfter(sentence: Sentence, last: Quantity): Mention[] {
  const after = sentence.mentions.find((mention) => mention.start >= last.end);
  if (after === undefined) return [];
  const gap = sentence.lower.slice(last.end, after.start).replace(/^ (?:are|were|is|mark|marks|as) (?:both )?/u, "");
  if (!forwardGap.test(gap)) return [];
  const list = sentence.mentions.filter((mention) => mention.start >= after.start);
  if (pairs[after.name] !== undefined) return [after];
  const end = list.findIndex((mention, index) => index > 0 && !isListed(sentence, list[index - 1], mention));
  return end < 0 ? list : list.slice(0, end);
}

/** What is commonly set against each other. */
export const opposites: readonly (readonly MentionName[])[] = [
  ["buying_momentum", "selling_momentum"],
  ["daily_high", "daily_low"],
  ["bollinger_upper", "bollinger_lower"],
  ["ema", "rolling_avg"],
];

const opposite = { buying_momentum: "selling_momentum", selling_momentum: "buying_momentum" } as const;

/** "Sellers have outmuscled buyers, 5 to 4": two that are set against each other, in their order. */
function comparedBefore({ mentions, quantities }: Sentence, last: Mention, first: Quantity): Mention[] {
  const previous = mentions[mentions.indexOf(last) - 1];
  // "Buyers have clearly led, 5 to 4": the other side goes without saying.
  const side = last.name === "buying_momentum" || last.name === "selling_momentum";
  if (side && previous?.name !== opposite[last.name]) return [last, { ...last, name: opposite[last.name] }];
  if (previous === undefined || previous.name === last.name) return [];
  if (!opposites.some((pair) => pair.includes(previous.name) && pair.includes(last.name))) return [];
  return quantities.some(({ start }) => start >= previous.end && start < first.start) ? [] : [previous, last];
}

function isListed({ lower }: Sentence, previous: Mention | undefined, mention: Mention): boolean {
  return (
    previous !== undefined && /^,? ?(?:and|or|&|\/)? ?(?:the |its )?$/u.test(lower.slice(previous.end, mention.start))
  );
}

/** One name each, in order; or both ends of a pair, in either order. */
function assign(
  { mentions }: Sentence,
  list: readonly Mention[],
  group: readonly Quantity[],
  bindings: Map<Quantity, Binding>,
): boolean {
  const [only] = list.slice(-1);
  const pair = only === undefined ? undefined : pairs[only.name];
  if (pair !== undefined && group.length === 2) {
    // "The bands show a range of 5 to 4"
    const isOfBands = only?.name === "range" && mentions.some(({ name, end }) => name === "bands" && end <= only.start);
    const names = isOfBands ? [...pair, ...(pairs.bands ?? [])] : pair;
    for (const quantity of group) bindings.set(quantity, { names, isFirm: true });
    return true;
  }
  if (list.length < 2 || list.length !== group.length) return false;
  for (const [index, quantity] of group.entries()) {
    const name = list[index]?.name;
    if (name !== undefined) bindings.set(quantity, { names: [name], isFirm: true });
  }
  return true;
}

function bindOne(sentence: Sentence, quantity: Quantity): Binding {
  const names: MentionName[] = [];
  const forward = forwardMention(sentence, quantity);
  // "The 34,778.11 high" and "33,520.90 (upper band)" say it more plainly than what stands before.
  if (forward !== undefined && forward.firm) return { names: [forward.name], isFirm: true };
  const before = mentionBefore(sentence, quantity);
  const isAfterName = before !== undefined && isTied(sentence, before, quantity);
  if (isAfterName) names.push(...namesAt(sentence, before));
  const isFirm = isAfterName && firmGap.test(sentence.lower.slice(before.end, quantity.start));
  // "Just above that low at 5.01": the number may be the price's.
  if (isAfterName && isPlaceAt(sentence, before, quantity)) names.push("last_close");
  if (forward !== undefined) names.push(forward.name);
  return { names, isFirm };
}

/** Between a name and its own number: nothing but a verb of being, a preposition, a sign. */
const firmGap =
  /^(?:'s)?(?: \([^)]*\))?,? ?(?:(?:\b(?:of|at|is|was|are|were|reads?|reading|stands?|standing|sits?|sitting|stood|sat|lies|lying|being|remains?|set|to|equals|currently|now|also|just|only|near|around|about|roughly|approximately|nearly|a|an|the|value|level|both|each|last|all|located|positioned|which|has|been|come|comes|came|in|hit|reached|reaching|hitting|having)\b|[:=~(–-]) ?){0,8}$/u;

function isPlaceAt({ lower }: Sentence, mention: Mention, quantity: Quantity): boolean {
  const preposition =
    /\b(?:above|below|over|under|beneath|north of|south of|near|inside|within|at|around|between|off|from)(?: \w+){0,2} $/u;
  return (
    /^,? (?:\w+ )?at (?:about |around |roughly )?$/u.test(lower.slice(mention.end, quantity.start)) &&
    preposition.test(lower.slice(0, mention.start))
  );
}

/** "The rolling average and EMA, both at 1.34": the number belongs to each of the list. */
function namesAt(sentence: Sentence, mention: Mention): MentionName[] {
  const list = mentionListEndingAt(sentence, mention);
  const { name: last } = mention;
  const alike = list.filter(
    ({ name }) => isFigureName(name) && isFigureName(last) && dimensionOf(name) === dimensionOf(last),
  );
  return alike.length > 1 ? alike.map(({ name }) => name) : [last];
}

function mentionBefore({ lower, mentions }: Sentence, { start }: Quantity): Mention | undefined {
  return mentions.findLast((mention) => mention.end <= start && !isGenitive(lower, mention));
}

/** "The RSI of BTC-USD stands at 5" */
function isGenitive(sentence: string, { name, start }: Mention): boolean {
  return name === "product" && /\b(?:of|for|in|on) $/u.test(sentence.slice(0, start));
}

function isTied({ lower, quantities, mentions }: Sentence, mention: Mention, quantity: Quantity): boolean {
  if (quantities.some(({ start }) => start >= mention.end && start < quantity.start)) return false;
  const gap = lower.slice(mention.end, quantity.start);
  if (mention.name === "product") {
    const isPrice = quantity.unit !== "percent" && quantity.unit !== "times" && quantity.sign === 0;
    return (
      isPrice &&
      productGap.test(gap) &&
      mentions.every(
        (other) =>
          other === mention ||
          other.end <= mention.start ||
          other.start >= quantity.start ||
          other.name === "last_close",
      )
    );
  }
  return gap.split(/\s+/u).length <= mostWordsBetween && !separators.test(gap) && !looseComma.test(gap);
}

function forwardMention(sentence: Sentence, quantity: Quantity): { name: MentionName; firm: boolean } | undefined {
  const { lower, mentions, quantities } = sentence;
  const next = mentions.find((mention) => mention.start >= quantity.end);
  if (next === undefined || next.name === "product") return undefined;
  const gap = lower.slice(quantity.end, next.start);
  if (!forwardGap.test(gap)) return undefined;
  // "Low 31,962.99, high 34,778.11": a name with a number of its own is that number's.
  const own = quantities.find(({ start }) => start >= next.end);
  if (own !== undefined && isTied(sentence, next, own) && !/^\s*\(/u.test(gap)) return undefined;
  if (next.name === "last_close" || next.name === "level") return undefined;
  const firm =
    /^ ?$|^ ?\((?:the |its )?$|^ (?:5-minute |short-term ){1,8}$/u.test(gap) || /^ (?:as|for|of) /u.test(gap);
  return { name: next.name, firm };
}
