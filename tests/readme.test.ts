import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { alarms } from "../infrastructure/alarms.cjs";
import { commands } from "../src/commands/commands.ts";
import { scriptOf } from "../src/commands/kit/command.ts";
import { startHttpServer } from "../src/emulators/http-server.ts";
import { errorCodes } from "../src/platform/errors.ts";

const root = resolve(import.meta.dirname, "..");
const readme = readFileSync(resolve(root, "README.md"), "utf8");
const packageSchema = z.object({ scripts: z.record(z.string(), z.string()) });

/** The names in backticks in the first column of the table below a heading. */
function namesUnder(heading: string): readonly string[] {
  const section = readme.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("| `"));
  return rows.flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name));
}

describe("the README", () => {
  it("explains every error code, and no other", () => {
    expect(namesUnder("Error codes").toSorted()).toEqual(errorCodes.toSorted());
  });

  it("says what to do at every alarm, and at no other", () => {
    const section = readme.split("\n## Runbook\n")[1]?.split("\n## ")[0] ?? "";
    const headings = [...section.matchAll(/^### (.+)$/gm)].map(([, heading = ""]) => heading);
    const all = Object.values(alarms({ service: "s", stage: "t", topicArn: "" })).map((alarm) =>
      String(Reflect.get(Object(Reflect.get(alarm, "Properties")), "AlarmName")).replace("s-t-", ""),
    );
    expect(headings.toSorted()).toEqual(all.toSorted());
  });

  it("names every command, and each option of those that are no benchmark", async () => {
    for (const { name, load } of commands) {
      expect(readme).toContain(scriptOf(name));
      if (name.startsWith("bench") || name === "cost") continue;
      const { help } = await load();
      for (const option of Object.keys(help.options)) expect(readme, name).toContain(`--${option}`);
    }
  });

  it("has a script for every command, and each of those runs one", () => {
    const { scripts } = z.parse(packageSchema, JSON.parse(readFileSync(resolve(root, "package.json"), "utf8")));
    const ours = Object.entries(scripts).filter(([, script]) => script.includes("run.mjs"));
    expect(Object.fromEntries(ours)).toEqual(
      Object.fromEntries(commands.map(({ name }) => [name, `node src/commands/run.mjs ${name}`])),
    );
  });

  it("names the rights that a deployment needs, passing a role on among them", () => {
    const deploy = readme.split("\n## Deploy\n")[1]?.split("\n## ")[0] ?? "";
    for (const right of ["iam:PassRole", "TagRole", "UpdateTimeToLive", "lambda:InvokeFunction", "apigateway:GET"]) {
      expect(deploy).toContain(right);
    }
  });

  const putParameters = /```sh\n( +put\(\) [\s\S]*?)```/.exec(readme)?.[1] ?? "";

  it("puts parameters by standard input: a value on the command line that is a URL would be fetched by the AWS CLI v1", () => {
    expect(putParameters).toContain("--value file:///dev/stdin");
    expect(putParameters).not.toMatch(/--value (?!file:\/\/\/dev\/stdin)/);
    expect(putParameters).not.toMatch(/SecureString \S*\.\.\./);
  });

  it.skipIf(spawnSync("aws", ["--version"]).status !== 0)(
    "puts what is written, URLs and secrets with signs of the shell",
    async () => {
      const put: unknown[] = [];
      const ssm = await startHttpServer(({ body }) => {
        put.push(JSON.parse(body));
        return { status: 200, headers: { "content-type": "application/x-amz-json-1.1" }, body: { Version: 1 } };
      });
      const child = spawn("bash", ["-c", putParameters], {
        env: {
          PATH: process.env["PATH"],
          HOME: process.env["HOME"],
          AWS_ACCESS_KEY_ID: "k",
          AWS_SECRET_ACCESS_KEY: "s",
          AWS_ENDPOINT_URL: ssm.url,
          AWS_EC2_METADATA_DISABLED: "true",
        },
      });
      let output = "";
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += String(text)));
      const secrets = ['file://it\'s a "secret" $HOME\\n', "https://token:of@a.service/?a=b&c"];
      child.stdin.end(secrets.map((secret) => `${secret}\n`).join(""));
      await once(child, "close");
      await ssm.stop();
      const values = put.map((call) => [Reflect.get(Object(call), "Type"), Reflect.get(Object(call), "Value")]);
      expect(values, output).toEqual([
        ["String", "my-bucket"],
        ["String", "my-cache-table"],
        ["String", "https://my-tenant.auth0.com/oauth/token"],
        ["String", "https://assistant.example.com"],
        ["String", "abc123"],
        ["SecureString", secrets[0]],
        ["SecureString", secrets[1]],
      ]);
      for (const secret of secrets) expect(output).not.toContain(secret);
    },
    120_000,
  );
});
