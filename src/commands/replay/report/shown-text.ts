import type { CaseText } from "../../kit/measure/case-text.ts";
import type { CaseRecord } from "../../kit/measure/case-record.ts";

/** A text as the report shows it. */
export interface ShownText {
  readonly caseId: string;
  readonly end: CaseRecord["end"];
  readonly text: CaseText;
}
