import { once } from "node:events";
import { createServer } from "node:net";
import { listenOnLoopback } from "./listen-on-loopback.ts";

/** A loopback URL at which nothing listens: its port was free a moment ago. */
export async function deadUrl(): Promise<string> {
  const server = createServer();
  const url = await listenOnLoopback(server);
  server.close();
  await once(server, "close");
  return url;
}
