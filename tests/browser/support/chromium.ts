import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The browser of this machine: `CHROMIUM_PATH`, else where distributions put it; null where there is none. */
export function findChromium(): string | null {
  const given = process.env["CHROMIUM_PATH"] ?? "";
  const candidates = given === "" ? places : [given];
  return candidates.find((place) => existsSync(place)) ?? null;
}

/** Starts it, without a window. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error("There is no Chromium: apt-get install chromium, or set CHROMIUM_PATH");
  // Root has no sandbox; the pages are our own.
  return await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
}
