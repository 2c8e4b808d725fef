import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

/** Below the ports that systems give to connections and to servers that ask for any: nobody takes one of these by chance. */
const FIRST = 20_000;
const END = 32_000;
const ATTEMPTS = 100;

/** A port of the loopback interface on which nothing listened a moment ago, and which nothing is given that asks for any. */
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
