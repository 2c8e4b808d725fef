import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

/** The range is below the ephemeral ports, which systems hand out for connections and for port 0. */
const FIRST = 20_000;
const END = 32_000;
const ATTEMPTS = 100;

/** Returns a port of the loopback interface on which nothing listened a moment ago. It is not an ephemeral port. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = randomInt(FIRST, END);
    const server = createServer().listen(port, "127.0.0.1");
    try {
      await once(server, "listening");
    } catch {
      continue;
    }
    server.close();
    await once(server, "close");
    return port;
  }
  throw new Error(`none of ${ATTEMPTS} ports between ${FIRST} and ${END} is free`);
}
