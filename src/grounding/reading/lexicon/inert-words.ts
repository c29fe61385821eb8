/** Words that carry no claim. Each group says why; whatever is not listed here, or in the lexicon, makes a sentence unread. */
export const inertWords: readonly { readonly reason: string; readonly words: string }[] = [
  { reason: "Articles and possessives point at a noun, and the noun is read.", words: "the|a|an|its|their|his|our" },
  {
    reason: "Time words for the moment that every figure describes.",
    words:
      "currently|now|at present|presently|at the moment|right now|at this point|here|as of now|current|at the time of the last close|so far",
  },
  {
    reason: "They say that something goes on as it is; what it is gets read and decided.",
    words: "still|again|continue to|continues to|continuing to|itself|alone|as ever",
  },
  {
    reason: "They join a sentence to the one before.",
    words:
      "however|meanwhile|therefore|thus|hence|then|yet|nevertheless|nonetheless|even so|that said|in addition|additionally|furthermore|moreover|at the same time|in turn|accordingly|consequently|besides|instead|by contrast|in contrast|on the other hand|on the one hand|even|as a result|for its part|in short|in sum|in summary|taken together|together|overall|altogether|all in all|on balance|as for|as such|in other words|likewise|similarly|in particular|for instance|in fact|once more|after all|for all that|all the same|not least|also|as well|too|both|with that|in the end|as it stands|in all|in each case|on the whole|as a whole|on the face of it|on that basis|of course|notably|note that|otherwise|actually",
  },
  {
    reason: "They make a statement weaker or more general; the statement itself is decided as if it were not weakened.",
    words:
      "relatively|fairly|rather|quite|generally|largely|broadly|slightly too|more or less|on average|arguably|simply|exactly|precisely|roughly speaking|in general|in essence|outright|nearby|certain|general|perfectly|somehow|kind of|sort of|a degree of|a bit of|visible|apparent|net",
  },
];
