import type { Entry } from "../meanings.ts";

/** How much: a little, or a lot. */
export const degrees: readonly Entry[] = [
  [
    "a very small|very small|slightly|marginally|modestly|mildly|somewhat|a little|a bit|slight|marginal|modest|mild|small|minor|a touch|fractionally|narrowly|barely|just|only|only just|a shade|minimal|tiny|little|very small|narrow|merely|mere|very slightly|moderately|moderate|gentle|gently|limited|only slightly|only marginally|a hair|a sliver|a little bit|slim|very little|scarcely|hardly|thin|light|a fraction|no more than|very slight|faintly|faint|nearly|a notch|just a little|just slightly|just barely|a whisker|very modest|a tad|very marginally|just a touch|negligible|only a little|small-scale|only a touch|a hair's breadth|a very small|not by much|quietly|a trifle",
    "degree",
    "small",
  ],
  [
    "very big|very large|well|far|much|clearly|strongly|significantly|substantially|comfortably|considerably|notably|sharply|large|big|clear|considerable|notable|significant|substantial|easily|heavily|decisively|markedly|sizeable|sizable|strong|deeply|deep|sharp|very|extremely|firmly|pronounced|greatly|massive|huge|steep|by far|a lot|heavy|distinctly|solidly|decidedly|noticeably|long way|hard|distinct|very much|by a wide margin|deeply|solid|noticeable|marked|steeply|wide",
    "degree",
    "large",
  ],
];
