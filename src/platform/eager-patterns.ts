/**
 * Has V8 compile a regular expression to machine code at its first use; to be imported before the modules that make any.
 *
 * By itself V8 translates each twice: for its interpreter at first, and to machine code at the second use. A check of a text
 * uses some hundred and fifty long ones for every sentence: a container's first took 119 ms, and takes 39 ms so; the next
 * ten are a quarter faster, too. (`npm run bench:start`) A flag that V8 does not know any more would change nothing.
 */
import { setFlagsFromString } from "node:v8";

setFlagsFromString("--no-regexp-tier-up");
