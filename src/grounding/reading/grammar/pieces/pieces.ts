import { type Parser, alt, rule, seq, tag } from "../../parser/parser.ts";
import { beforePiece } from "./carried-pieces.ts";
import { withPiece } from "./with-pieces.ts";
import { rolePiece } from "../levels/roles.ts";
import { extentPiece } from "./sizes/extent-pieces.ts";
import { levelRowPiece } from "../levels/rows/level-rows.ts";
import { rowsBeyondPiece } from "../levels/rows/rows-beyond.ts";
import { levelOrderPiece } from "../levels/rows/level-order.ts";
import { nextLevelsPiece } from "../levels/rows/next-levels.ts";
import { sameInPercentPiece } from "./sizes/measure-pieces.ts";
import { largerOfTwoPiece } from "../movements/larger-of-two.ts";
import { twoSpansPiece } from "../movements/two-spans.ts";
import { partPiece } from "./sizes/part-pieces.ts";
import { spanSubjectPiece } from "./span-pieces.ts";
import { strengthPiece } from "../movements/strengths.ts";
import { eventPiece } from "./event-pieces.ts";
import { evidencePiece } from "./evidence-pieces.ts";
import { candlePiece, figuresPiece, productPiece, shortPiece, spanPiece } from "./figure-pieces.ts";
import { moodAndPiece, moodPiece } from "./mood-pieces.ts";
import { movePiece } from "./move-pieces.ts";
import { balancePiece } from "./balance-pieces.ts";
import { concludedPiece } from "./concluded-pieces.ts";
import { contrastPiece } from "./contrast-pieces.ts";
import { gappedPiece } from "./sizes/gapped-pieces.ts";
import type { Piece } from "./piece.ts";
import { againPiece } from "./again-pieces.ts";
import { inversionPiece } from "./inversion-pieces.ts";
import { rangePiece } from "./sizes/range-pieces.ts";
import { sumsPiece } from "./sum-pieces.ts";
import { trendsPiece } from "./trend-pieces.ts";

/** Any piece of a sentence. */
export const anyPiece: Parser<Piece> = rule(
  alt(
    // First, for they are selective: of a place no more ways are kept than some dozens.
    extentPiece,
    twoSpansPiece,
    largerOfTwoPiece,
    levelRowPiece,
    rowsBeyondPiece,
    levelOrderPiece,
    nextLevelsPiece,
    rolePiece,
    partPiece,
    sameInPercentPiece,
    spanPiece,
    figuresPiece,
    productPiece,
    candlePiece,
    shortPiece,
    movePiece,
    moodPiece,
    moodAndPiece,
    sumsPiece,
    trendsPiece,
    againPiece,
    gappedPiece,
    contrastPiece,
    concludedPiece,
    balancePiece,
    rangePiece,
    inversionPiece,
    beforePiece,
    withPiece,
    eventPiece,
    evidencePiece,
    strengthPiece,
    spanSubjectPiece,
  ),
);

const mark = alt(tag("comma"), tag("semicolon"), tag("colon"), tag("dash"));

const word = alt(tag("and"), tag("but"), tag("because"), tag("with"));

/** What may stand between two pieces. */
export const joint = rule(
  alt(
    mark,
    word,
    seq([mark, word], () => true as const),
    seq([mark, word, word], () => true as const),
    seq([word, word], () => true as const),
    seq([mark, mark], () => true as const),
  ),
);

/** What may stand before the first one. */
export const opening = rule(
  alt(
    word,
    seq([tag("comma")], () => true as const),
    seq([word, word], () => true as const),
  ),
);
