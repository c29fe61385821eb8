import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createGzip, gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { fakeAwsCredentials } from "../support/aws/aws-environment.ts";
import { type BedrockBehaviour, startBedrockServer } from "../support/models/bedrock-server.ts";
import { type OllamaBehaviour, startOllamaServer } from "../support/models/ollama-server.ts";
import { startOpenaiServer } from "../support/models/openai-server.ts";

const child = fileURLToPath(new URL("../support/models/ask-in-child.ts", import.meta.url));
const maxMb = 256;
const megabyte = Buffer.alloc(1_048_576, 0x20);

async function ask(
  provider: "ollama" | "bedrock" | "openai",
  url: string,
): Promise<{ outcome: string; reason: string; maxMb: number }> {
  const env = {
    AWS_ACCESS_KEY_ID: fakeAwsCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: fakeAwsCredentials.secretAccessKey,
  };
  const { stdout } = await promisify(execFile)(process.execPath, [child, provider, url], { env });
  return JSON.parse(stdout);
}

/** 300 MB of blanks, packed to some 300 KB. */
async function packedBlanks(): Promise<Buffer> {
  const gzip = createGzip();
  const parts: Buffer[] = [];
  gzip.on("data", (part: Buffer) => parts.push(part));
  const ended = new Promise((resolve) => gzip.on("end", resolve));
  for (let written = 0; written < 300; written += 1) {
    if (!gzip.write(megabyte)) await new Promise((resolve) => gzip.once("drain", resolve));
  }
  gzip.end();
  await ended;
  return Buffer.concat(parts);
}

describe("300 MB in place of an answer", { timeout: 60_000 }, () => {
  it.each([
    ["once", 200, (packed: Buffer) => packed, "gzip"],
    ["twice", 200, (packed: Buffer) => gzipSync(packed), "gzip, gzip"],
    ["once, as an error", 500, (packed: Buffer) => packed, "gzip"],
  ])("packed %s by Ollama with status %i end as plain, within 256 MB", async (_, status, pack, encoding) => {
    const body = pack(await packedBlanks());
    expect(body.length).toBeLessThan(400_000);
    const server = await startOllamaServer();
    onTestFinished(() => server.close());
    const sends: OllamaBehaviour = (response) => {
      response.writeHead(status, { "content-type": "application/json", "content-encoding": encoding });
      response.end(body);
    };
    server.behave(sends);
    const told = await ask("ollama", server.url);
    expect(told).toMatchObject({ outcome: "plain", reason: expect.stringContaining("more than 4194304 bytes") });
    expect(told.maxMb).toBeLessThan(maxMb);
    expect(server.openRequestCount()).toBe(0);
  });

  it.each([200, 500])("packed by an OpenAI endpoint with status %i end as plain, within 256 MB", async (status) => {
    const body = await packedBlanks();
    const server = await startOpenaiServer();
    onTestFinished(() => server.close());
    server.behave((response) => {
      response.writeHead(status, { "content-type": "application/json", "content-encoding": "gzip" });
      response.end(body);
    });
    const told = await ask("openai", server.url);
    expect(told).toMatchObject({ outcome: "plain", reason: expect.stringContaining("more than 4194304 bytes") });
    expect(told.maxMb).toBeLessThan(maxMb);
  });

  it.each([200, 400])("unpacked by Bedrock with status %i end as plain, within 256 MB", async (status) => {
    const server = await startBedrockServer();
    onTestFinished(() => server.close());
    let sent = 0;
    const sends: BedrockBehaviour = (stream) => {
      stream.respond({ ":status": status, "content-type": "application/json" });
      const more = (): void => {
        while (sent < 300 && !stream.destroyed) {
          sent += 1;
          if (!stream.write(megabyte)) return void stream.once("drain", more);
        }
        stream.end();
      };
      more();
    };
    server.behave(sends);
    const told = await ask("bedrock", server.url);
    expect(told).toMatchObject({ outcome: "plain", reason: expect.stringContaining("more than 4194304 bytes") });
    expect(told.maxMb).toBeLessThan(maxMb);
    // The connection is closed: most of it was never sent.
    expect(sent).toBeLessThan(100);
  });
});
