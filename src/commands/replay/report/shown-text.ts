import type { CaseText } from "../cases/replay-case.ts";
import type { CaseRecord } from "../measure/case-record.ts";

/** A text as the report shows it. */
export interface ShownText {
  readonly caseId: string;
  readonly end: CaseRecord["end"];
  readonly text: CaseText;
}
