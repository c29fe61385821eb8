import { describe, expect, it } from "vitest";
import type { Environment } from "../../../src/platform/config/settings.ts";
import { createSettingsReader, type SettingsReader } from "../../../src/platform/config/settings-reader.ts";
import { configurationRefusal } from "../../support/configuration-refusal.ts";

function read(environment: Environment): SettingsReader {
  return createSettingsReader(environment, "prompts");
}

/** The problems that the reader has noted so far. */
function problemsOf(reader: SettingsReader): readonly string[] {
  try {
    reader.finish();
    return [];
  } catch {
    return configurationRefusal(() => reader.finish()).problems;
  }
}

describe("text", () => {
  it("is trimmed", () => {
    expect(read({ OLLAMA_MODEL: "  llama3.2\n" }).text("OLLAMA_MODEL")).toBe("llama3.2");
  });

  it.each(["", " \t\n", undefined])("counts %j as not set: the default stands in, else null", (blank) => {
    const reader = read({ ASSISTANT_CHANNEL: blank, OLLAMA_MODEL: blank });
    expect([reader.text("ASSISTANT_CHANNEL"), reader.text("OLLAMA_MODEL"), problemsOf(reader)]).toEqual([
      "general",
      null,
      [],
    ]);
  });

  it("notes a required setting that lacks, with its meaning", () => {
    const reader = read({});
    expect([reader.text("CACHE_TABLE_NAME"), reader.required("STATE_TABLE_NAME")]).toEqual([null, ""]);
    expect(problemsOf(reader)).toEqual([
      "CACHE_TABLE_NAME is not set (The platform's shared DynamoDB cache table (key `cache_key`))",
      "STATE_TABLE_NAME is not set (This service's own DynamoDB table (key `id`, TTL `expiration`))",
    ]);
  });

  it("is required only by the functions that need it", () => {
    const reader = createSettingsReader({}, "api");
    expect([reader.text("STATE_TABLE_NAME"), problemsOf(reader)]).toEqual([null, []]);
    expect(reader.text("PROMPT_QUEUE_URL")).toBeNull();
    expect(problemsOf(reader)).toEqual(["PROMPT_QUEUE_URL is not set (The queue of requests)"]);
  });
});

describe("url", () => {
  it.each([
    ["https://example.com", "https://example.com"],
    ["https://example.com/", "https://example.com"],
    ["http://127.0.0.1:11434/base//", "http://127.0.0.1:11434/base"],
  ])("takes %s as %s", (given, taken) => {
    const reader = read({ OLLAMA_HOST: given });
    expect([reader.url("OLLAMA_HOST"), problemsOf(reader)]).toEqual([taken, []]);
  });

  it.each(["example.com", "127.0.0.1:11434", "ftp://example.com", "https://", "not a url"])("refuses %s", (given) => {
    const reader = read({ OLLAMA_HOST: given });
    expect(reader.url("OLLAMA_HOST")).toBeNull();
    expect(problemsOf(reader)).toEqual([`OLLAMA_HOST must be an http or https URL, "${given}" is none`]);
  });

  it.each(["https://user:pass-word@example.com", "https://user@example.com", "https://:pass-word@example.com"])(
    "refuses the credentials in %s and does not show them",
    (given) => {
      const reader = read({ OLLAMA_HOST: given });
      expect(reader.url("OLLAMA_HOST")).toBeNull();
      expect(problemsOf(reader)).toEqual([expect.stringMatching(/^OLLAMA_HOST must hold no user name/)]);
      expect(String(problemsOf(reader))).not.toMatch(/pass-word|example/);
    },
  );

  it("is null, and no problem, where an optional one lacks", () => {
    const reader = read({});
    expect([reader.url("OLLAMA_HOST"), problemsOf(reader)]).toEqual([null, []]);
  });
});

describe("oneOf", () => {
  const levels = ["debug", "info", "silent"] as const;

  it("does not mind capitals", () => {
    expect(read({ LOG_LEVEL: "DEBUG" }).oneOf("LOG_LEVEL", levels, "info")).toBe("debug");
  });

  it("falls back to the default of the setting, else to its own", () => {
    expect(read({}).oneOf("LOG_LEVEL", levels, "silent")).toBe("info");
    expect(read({}).oneOf("OLLAMA_MODEL", levels, "silent")).toBe("silent");
  });

  it("names what is known", () => {
    const reader = read({ LOG_LEVEL: "loud" });
    expect(reader.oneOf("LOG_LEVEL", levels, "info")).toBe("info");
    expect(problemsOf(reader)).toEqual(['LOG_LEVEL must be one of debug, info, silent, not "loud"']);
  });
});

describe("matching", () => {
  const grammar = { pattern: /^[a-z]+$/, allowed: "small letters" };

  it("reads what keeps the grammar, and the default of the setting", () => {
    expect(read({ ASSISTANT_CHANNEL: " desk " }).matching("ASSISTANT_CHANNEL", grammar)).toBe("desk");
    expect(read({}).matching("ASSISTANT_CHANNEL", grammar)).toBe("general");
  });

  it("says what is allowed", () => {
    const reader = read({ ASSISTANT_CHANNEL: "#desk" });
    reader.matching("ASSISTANT_CHANNEL", grammar);
    expect(problemsOf(reader)).toEqual(['ASSISTANT_CHANNEL must be small letters, not "#desk"']);
  });

  it("names a missing one once", () => {
    const reader = read({});
    expect(reader.matching("CACHE_TABLE_NAME", grammar)).toBe("");
    expect(problemsOf(reader)).toEqual([expect.stringContaining("CACHE_TABLE_NAME is not set")]);
  });
});

describe("list", () => {
  it.each([
    ["bedrock,ollama", ["bedrock", "ollama"]],
    [" a , ,b,", ["a", "b"]],
    [",", []],
  ])("reads %j", (given, parts) => {
    expect(read({ LLM_PROVIDERS: given }).list("LLM_PROVIDERS")).toEqual(parts);
  });

  it("is empty where nothing is set", () => {
    expect(read({}).list("SUBNET_IDS")).toEqual([]);
  });
});

describe("count", () => {
  it.each([
    ["0", 0],
    [" 12 ", 12],
  ])("reads %j", (given, count) => {
    const reader = read({ NODE_GROUP_MIN_SIZE: given });
    expect([reader.count("NODE_GROUP_MIN_SIZE", 0), problemsOf(reader)]).toEqual([count, []]);
  });

  it.each(["-1", "1.5", "many", "9007199254740993", "Infinity"])("refuses %s", (given) => {
    const reader = read({ NODE_GROUP_MIN_SIZE: given });
    expect(reader.count("NODE_GROUP_MIN_SIZE", 0)).toBeNull();
    expect(problemsOf(reader)).toEqual([
      `NODE_GROUP_MIN_SIZE must be a whole number of at least 0, not ${JSON.stringify(given)}`,
    ]);
  });

  it("refuses what is below the least", () => {
    const reader = read({ NODE_GROUP_MAX_SIZE: "0" });
    expect([reader.count("NODE_GROUP_MAX_SIZE", 1), problemsOf(reader)]).toEqual([
      null,
      ['NODE_GROUP_MAX_SIZE must be a whole number of at least 1, not "0"'],
    ]);
  });

  it("is the default, or null without one, and no problem where it is not set", () => {
    const reader = read({});
    const counts = [reader.count("NODE_GROUP_MAX_SIZE", 1), reader.count("SUBNET_IDS", 0)];
    expect([counts, problemsOf(reader)]).toEqual([[1, null], []]);
  });
});

describe("a secret's value", () => {
  const secret = "hunter2-hunter2";

  it.each<[string, (reader: SettingsReader) => unknown]>([
    ["url", (reader) => reader.url("ASSISTANT_API_KEY")],
    ["oneOf", (reader) => reader.oneOf("ASSISTANT_API_KEY", ["a"], "a")],
    ["count", (reader) => reader.count("ASSISTANT_API_KEY", 0)],
  ])("is not shown by %s", (_, use) => {
    const reader = read({ ASSISTANT_API_KEY: secret });
    use(reader);
    expect(problemsOf(reader)).toEqual([expect.stringContaining("its value")]);
    expect(() => reader.finish()).toThrow(expect.not.stringContaining(secret));
  });
});

describe("finish", () => {
  it("does nothing where nothing is wrong", () => {
    expect(() => read({}).finish()).not.toThrow();
  });

  it("names every problem in one error", () => {
    const reader = read({ OLLAMA_HOST: "nowhere" });
    reader.required("STATE_TABLE_NAME");
    reader.url("OLLAMA_HOST");
    reader.problem("REGION", "is odd");
    expect(() => reader.finish()).toThrow(
      expect.objectContaining({
        code: "CONFIGURATION_INVALID",
        retryable: false,
        message:
          "The configuration is not usable: STATE_TABLE_NAME is not set (This service's own DynamoDB table (key `id`, " +
          'TTL `expiration`)); OLLAMA_HOST must be an http or https URL, "nowhere" is none; REGION is odd',
      }),
    );
  });
});
