/**
 * The line of a prompt that gives the facts its answer needs: what goes beyond them can't be checked, and is not posted.
 */
export const keepToFacts =
  "Take all of it from the figures above and the facts you are given, in their words where you can, and add no cause, judgement or conclusion of your own.";
