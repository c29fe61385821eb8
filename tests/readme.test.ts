import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { alarms } from "../infrastructure/alarms.cjs";
import { usage } from "../src/commands/start/arguments.ts";
import { dlqUsage } from "../src/commands/dlq/dlq-arguments.ts";
import { doctorUsage } from "../src/commands/doctor/doctor-arguments.ts";
import { sendUsage } from "../src/commands/send/send-arguments.ts";
import { whyUsage } from "../src/commands/why/why-arguments.ts";
import { startHttpServer } from "../src/emulators/http-server.ts";
import { errorCodes } from "../src/platform/errors.ts";

const readme = readFileSync(resolve(import.meta.dirname, "../README.md"), "utf8");

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

  it("shows the command line as the command line shows itself", () => {
    const options = [...`${usage}${whyUsage}${sendUsage}${dlqUsage}${doctorUsage}`.matchAll(/--[a-z]+/g)]
      .map(([option]) => option)
      .filter((option) => option !== "--help");
    for (const option of options) expect(readme).toContain(option);
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
