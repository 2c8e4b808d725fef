import { JavaDurableObject } from "./java-durable-object.ts";
import { ObjectKind } from "./object-kind.ts";

/** Keeps accepted requests until their rows are in files: one for each signal and shard, named `{signal}-{shard}`. */
export class OtlpBuffer extends JavaDurableObject {
  protected readonly kind = ObjectKind.BUFFER;
}

/** Commits the files of one table of the catalog, whose name it has. */
export class TableCommitter extends JavaDurableObject {
  protected readonly kind = ObjectKind.COMMITTER;
}
