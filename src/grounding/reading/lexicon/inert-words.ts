/** Words that carry no claim. Each group says why; whatever is not listed here, or in the lexicon, makes a sentence unread. */
export const inertWords: readonly { readonly reason: string; readonly words: string }[] = [
  { reason: "Articles and possessives point at a noun, and the noun is read.", words: "the|a|an|its|their|his|our" },
  {
    reason: "Time words for the moment that every figure describes.",
    words:
      "as of the last close|as of its last close|as of the latest close|currently|now|at present|presently|at the moment|right now|at this point|here|as of now|current|at the time of the last close|so far",
  },
  {
    reason: "They say that something goes on as it is; what it is gets read and decided.",
    words: "still|continue to|continuing to|itself|as ever",
  },
  {
    reason: "They join a sentence to the one before.",
    words:
      "however|meanwhile|therefore|thus|hence|then|nevertheless|nonetheless|even so|that said|in addition|additionally|furthermore|moreover|at the same time|in turn|accordingly|consequently|besides|instead|by contrast|in contrast|on the other hand|on the one hand|even|as a result|for its part|in short|in sum|in summary|taken together|together|overall|altogether|all in all|on balance|as for|as such|in other words|likewise|similarly|conversely|alike|in particular|for instance|in fact|after all|for all that|all the same|not least|also|as well|too|with that|in the end|as it stands|in all|in each case|on the whole|as a whole|on the face of it|on that basis|of course|notably|note that|otherwise|actually",
  },
  {
    reason: "They turn a reader to the figures, or close a row of them; what stands beside them is read.",
    words:
      "regarding position|in terms of position|as for position|as to position|zooming out|zooming in|stepping back|based on the data|based on this data|based on the figures|based on these figures|based on the numbers|based on the given data|based on the available data|according to the data|according to the figures|looking at the data|looking at the figures|looking at the numbers|looking closer|looking ahead of that|despite this|despite that|in spite of this|in spite of that|despite these figures|for context|complete the picture|completes the picture|complete this picture|round out the picture|rounds out the picture|rounding out the picture|completing the picture|looking at|turning to|when looking at|when it comes to|in terms of|with regard to|in this context|in the meantime|to the data|for reference|key|against that|against this|set against this|set against that|against this backdrop|against that backdrop|on the momentum side|on that note",
  },
  {
    reason: "They name those whose mood is told, and every mood is that of the market.",
    words: "among traders|among investors|among market participants|among participants",
  },
  {
    reason: "They make a statement weaker or more general; the statement itself is decided as if it were not weakened.",
    words:
      "relatively|fairly|rather|quite|generally|largely|broadly|slightly too|more or less|on average|arguably|simply|roughly speaking|in general|in essence|outright|nearby|certain|general|somehow|kind of|sort of|a degree of|a bit of|visible|apparent|net",
  },
];
