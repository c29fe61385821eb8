/** What became of a post. */
export interface PostAnswer {
  /** The HTTP status. */
  readonly status: number;
  /** Who took it, as people call it. Absent: the Assistant. */
  readonly receiver?: string;
  /** The receiver's own id of it, where it gives one. */
  readonly messageId?: string;
}
