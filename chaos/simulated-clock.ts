export { createSimulatedClock, type SimulatedClock } from "../src/emulators/simulated-clock.ts";
