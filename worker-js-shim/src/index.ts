import type { Env } from "./env.ts";
import { handle } from "./handle.ts";

export { OtlpBuffer, TableCommitter } from "./durable-objects.ts";

export default {
  fetch: (request, env, context) => handle(request, env, context),
} satisfies ExportedHandler<Env>;
