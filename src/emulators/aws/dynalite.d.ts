/** An emulator of DynamoDB. The package carries no types. */
declare module "dynalite" {
  import type { Server } from "node:http";

  /** Makes a server that does not listen yet; its tables are kept in memory. */
  function dynalite(options: {
    /** Milliseconds that a new table stays in the state CREATING. Default 500. */
    readonly createTableMs?: number;
  }): Server;

  export = dynalite;
}
