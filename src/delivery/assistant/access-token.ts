/** A token of the client-credentials grant. */
export interface AccessToken {
  readonly value: string;
  /** When the server's `expires_in` runs out, milliseconds since the UNIX epoch. */
  readonly expiresAtMs: number;
}
