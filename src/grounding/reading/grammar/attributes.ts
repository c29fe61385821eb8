import { alt, rule, seq, tag } from "../parser/parser.ts";
import { isMood } from "./movements/moods.ts";
import { isZone, sideOfNeutral } from "./zones.ts";
import { isBetweenRoles, isBetweenSides, isRole } from "./levels/roles.ts";
import { isSigned } from "./movements/signs.ts";
import { isStrong } from "./movements/strengths.ts";
import { moveAdjective } from "./movements/move-adjectives.ts";
import { besideOtherSum } from "./movements/sums.ts";
import { isBeside, isBesideZeroToo, isSmallBeside } from "./levels/landmarks.ts";
import { isAway, isHigherOfTwo, isSame, valueOf } from "./gaps.ts";
import { isTimes } from "./levels/multiples.ts";
import { isMoodOfBoth } from "./movements/mood-spans.ts";
import { ofOscillator } from "./oscillator-words.ts";
import { isCloser } from "./closer.ts";
import { isOverhead } from "./levels/overhead.ts";
import { isWithin } from "./levels/parts/within.ts";
import { isInPart } from "./levels/parts/parts.ts";
import { isInPartOfEach, isInPartOfWidth, isUpAnother, isUpRange } from "./levels/parts/shares.ts";

/** What can be said with "is" or without it: `above the EMA`, `oversold`, `up 2.30 %`. */
export const attribute = rule(
  alt(
    isBeside,
    isBesideZeroToo,
    isSmallBeside,
    besideOtherSum,
    isInPart,
    isUpRange,
    isUpAnother,
    isInPartOfWidth,
    isInPartOfEach,
    isWithin,
    isCloser,
    isZone,
    isMood,
    isMoodOfBoth,
    sideOfNeutral,
    isStrong,
    isSigned,
    isRole,
    isBetweenRoles,
    isBetweenSides,
    ofOscillator,
    moveAdjective,
    isSame,
    isAway,
    isHigherOfTwo,
    isOverhead,
    isTimes,
    seq([tag("at"), valueOf], (_, value) => value),
  ),
);
