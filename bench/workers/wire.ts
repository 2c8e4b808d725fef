/**
 * What every Worker of the benchmark answers, so that all are driven alike: bodies are put into the isolate first, then a run turns them into
 * files as often as asked, and only the run is measured.
 *
 *     PUT  /bodies/<index>   keeps a body
 *     DELETE /bodies         forgets all bodies and files
 *     POST /run?<Job>        runs; answers with the RunReport of the last time
 *     GET  /files/<index>    a file of the last run
 */

export type Format = "json" | "protobuf";
export type OtlpSignal = "logs" | "traces" | "metrics";

/** How far a run goes. Only our own module has stages before the last; each includes those before it. */
export const STAGES = ["copy", "decode", "build", "encode", "compress"] as const;
export type Stage = (typeof STAGES)[number];

export interface Job {
  readonly signal: OtlpSignal;
  readonly format: Format;
  /** The set of encodings; peers have one. */
  readonly profile: "compatible" | "modern";
  readonly stage: Stage;
}

export interface OutputFile {
  readonly table: string;
  readonly bytes: Uint8Array;
}

export interface RunReport {
  readonly files: { readonly table: string; readonly length: number }[];
}

/** Turns request bodies into one Parquet file for each table. */
export type Encode = (job: Job, bodies: readonly Uint8Array[]) => OutputFile[];

export function benchWorker(encode: Encode): { fetch(request: Request): Promise<Response> } {
  let bodies: Uint8Array[] = [];
  let files: OutputFile[] = [];

  function run(parameters: URLSearchParams): RunReport {
    const job = Object.fromEntries(parameters) as unknown as Job & { times: string };
    for (let times = Number(job.times); times > 0; times--) {
      files = encode(job, bodies);
    }
    return { files: files.map(({ table, bytes }) => ({ table, length: bytes.length })) };
  }

  return {
    async fetch(request) {
      const url = new URL(request.url);
      const [, collection, index] = url.pathname.split("/");
      switch (`${request.method} ${collection}`) {
        case "PUT bodies":
          bodies[Number(index)] = new Uint8Array(await request.arrayBuffer());
          return new Response(null, { status: 204 });
        case "DELETE bodies":
          bodies = [];
          files = [];
          return new Response(null, { status: 204 });
        case "POST run":
          return Response.json(run(url.searchParams));
        case "GET files":
          return new Response(files[Number(index)]?.bytes as Uint8Array<ArrayBuffer> | undefined);
        default:
          return new Response("no such thing\n", { status: 404 });
      }
    },
  };
}
