/** What a request came to: the answer, or what is wrong in a sentence for the reader. */
export type Answer<Value> = { readonly value: Value } | { readonly problem: string };

/** Reads from the server. Addresses are relative, so that they keep the key in the page's own. */
export async function get<Value>(path: string): Promise<Answer<Value>> {
  return await ask<Value>(path, { headers: { accept: "application/json" } });
}

/** Has the server do something. */
export async function post<Value>(path: string, body: object): Promise<Answer<Value>> {
  const headers = { accept: "application/json", "content-type": "application/json" };
  return await ask<Value>(path, { method: "POST", headers, body: JSON.stringify(body) });
}

async function ask<Value>(path: string, init: RequestInit): Promise<Answer<Value>> {
  try {
    const response = await fetch(path, init);
    const body: unknown = await response.json();
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server is built from the same types
    if (response.ok) return { value: body as Value };
    const told: unknown = Reflect.get(Object(body), "error");
    return { problem: typeof told === "string" ? told : `The server answered ${response.status}` };
  } catch {
    return {
      problem: "The workbench's server does not answer: is it still running? Start it again with npm run workbench",
    };
  }
}
