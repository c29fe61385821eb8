import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";

const folder = resolve(import.meta.dirname, "../.github/workflows");
const workflows = readdirSync(folder).map((name) => [name, readFileSync(resolve(folder, name), "utf8")] as const);

/** The values of a key, wherever it stands. */
function valuesOf(text: string, key: string): readonly string[] {
  return [...text.matchAll(new RegExp(`^\\s*(?:- )?${key}:\\s*(.*)$`, "gm"))].map(([, value = ""]) => value.trim());
}

describe("the workflows", () => {
  it("are one that tests and one that deploys", () => {
    expect(workflows.map(([name]) => name).toSorted()).toEqual(["deploy.yml", "test.yml"]);
  });

  it.each(workflows)("%s takes every action at a commit, and says which version that is", (_, text) => {
    const actions = valuesOf(text, "uses").filter((action) => !action.startsWith("./"));
    expect(actions.length).toBeGreaterThan(1);
    for (const action of actions) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it.each(workflows)("%s has no right but those that its jobs name", (_, text) => {
    expect(text).toMatch(/^permissions: \{\}$/m);
    const rights = [...text.matchAll(/^ +([\w-]+): write$/gm)].map(([, right]) => right);
    expect(rights.filter((right) => right !== "id-token")).toEqual([]);
  });

  it.each(workflows)("%s holds no key, and hands no expression to a shell", (_, text) => {
    expect(text).not.toMatch(/secrets\.|AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY/);
    for (const script of valuesOf(text, "run")) expect(script).not.toContain("${{");
  });

  it("test pushes and pull requests, and main before it is deployed", () => {
    const [test = "", deploy = ""] = ["test.yml", "deploy.yml"].map(
      (name) => workflows.find(([file]) => file === name)?.[1],
    );
    for (const event of ["push", "pull_request", "workflow_call"])
      expect(test).toMatch(new RegExp(`^  ${event}:`, "m"));
    expect(deploy).toContain("needs: test");
    expect(deploy).toContain("uses: ./.github/workflows/test.yml");
  });

  it("deploy a stage in an environment of its own, whose rules ask for approval", () => {
    const deploy = workflows.find(([name]) => name === "deploy.yml")?.[1] ?? "";
    expect(valuesOf(deploy, "environment")).toEqual(["${{ inputs.stage || 'dev' }}"]);
    expect(valuesOf(deploy, "options")).toEqual(["[dev, prod]"]);
    expect(deploy).toContain("role-to-assume: ${{ vars.AWS_DEPLOY_ROLE_ARN }}");
  });
});
