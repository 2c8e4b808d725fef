import { Collector } from "../peers/collector.ts";

export interface CollectorOptions {
  readonly exporter: "otlp_http" | "otlp_grpc";
  readonly url: URL;
  readonly encoding?: "proto" | "json";
  readonly token?: string;
  /** PEM file of a certificate to trust. */
  readonly certificate?: string | undefined;
}

/** Starts a Collector that exports to a server and tries again without end. */
export function startCollector(options: CollectorOptions): Promise<Collector> {
  const { exporter, url, encoding = "proto", token, certificate } = options;
  return Collector.start("../server/collector.yaml", url, encoding, {
    EXPORTER: exporter,
    INSECURE: String(certificate === undefined),
    CA_FILE: certificate ?? "",
    ...(token === undefined ? {} : { WORKER_TOKEN: token }),
  });
}
