/**
 * A loopback URL at which nothing listens: port 2 belongs to no service, and no ordinary process may take it. A port that
 * was free a moment ago would do until another test's server gets it.
 */
export async function deadUrl(): Promise<string> {
  return "http://127.0.0.1:2";
}
